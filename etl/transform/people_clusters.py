"""Which names are one person: a cascade of joins, each on stated evidence, independent of the order of articles.

People are one when their folded names are one and nothing speaks against it: the countries agree or one is not known.
Another form of a full name joins the one longer form that it fits in the same country; a family name alone joins the
one bearer who holds the same office, in years that fit. Where several fit, the far more usual one or none: a wrong
merger is worse than a double.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from etl.lexicon.name_forms import sounds
from etl.transform.clusters import Clusters
from etl.transform.people_families import join_family_names
from etl.transform.people_forms import FAMILY_FIRST, FAR_MORE, Named, Use, far_more, form_of, holds


class PeopleClusters:
    """Names joined into people; `evidence` says for each name on what ground it is where it is."""

    def __init__(self, uses: Mapping[Named, Use]) -> None:
        self.uses = uses
        self.evidence: dict[Named, str] = dict.fromkeys(uses, "same_name")
        self._clusters = Clusters(uses)
        self._members = {named: [named] for named in uses}
        self.full = sorted((named for named in uses if named.is_full), key=_by_length)
        self._open: set[Named] = set()  # forms that fit several people, and so nobody
        self._strays: set[Named] = set()  # names that are somebody's of another country, by his office
        self.short = [named for named in uses if not named.is_full]

    def root(self, named: Named) -> Named:
        """The name that stands for all names of the person."""
        return self._clusters.root(named)

    def members(self, named: Named) -> list[Named]:
        """All names of the person."""
        return self._members[self.root(named)]

    def people(self) -> list[list[Named]]:
        """The names of each person."""
        return list(self._members.values())

    def join_all(self) -> None:
        """Every join of the cascade, the surest first."""
        self._join_without_country()
        self._join_forms(lambda short, full: short.country == full.country)
        self._join_forms(lambda short, full: (short.country is None) != (full.country is None))
        join_family_names(self)
        self._join_remaining_short_names()

    def join(self, named: Named, root: Named, evidence: str) -> None:
        """Makes two names one person's, for a reason that is kept with the first."""
        old, new = self.root(named), self.root(root)
        if old != new:
            self._clusters.join(old, new)
            self._members[new] += self._members.pop(old)
            self.evidence[named] = evidence

    def weight(self, names: Iterable[Named]) -> int:
        """In how many articles the names stand."""
        return sum(self.uses[named].articles for named in names)

    def _join_without_country(self) -> None:
        """A name without a country is that of the one country that has the name, or has it far more often; so is one
        in the same office that an article ties to another country.
        """
        homonyms: dict[str, list[Named]] = defaultdict(list)
        for named in self.full:
            homonyms[named.folded_name].append(named)
        for same in homonyms.values():
            best = far_more({n: self.uses[n].articles for n in same if n.country is not None})
            for named in same:
                if best is not None and named.country is None:
                    self.join(named, best, "same_name")
                elif best is not None and named != best and self._hold_one_office(named, best):
                    self._strays.add(named)
                    self.join(named, best, "name_and_office")

    def _hold_one_office(self, a: Named, b: Named) -> bool:
        return any(holds(position, self.uses[b].positions) for position in self.uses[a].positions)

    def _join_forms(self, is_compatible: Callable[[Named, Named], bool]) -> None:
        """Joins each form of a full name to the person whose other forms it fits."""
        by_word: dict[str, list[Named]] = defaultdict(list)
        for named in self.full:
            for part in {part for word in named.words[1:] for part in _parts(word)}:
                by_word[part].append(named)
        for named in reversed(self.full):  # shortest first: what it fits may still be several
            edges = {part for word in (named.words[-1], named.words[0]) for part in _parts(word)}
            found = {full for part in edges for full in by_word[part]}
            fitting = {
                full: evidence
                for full in sorted(found, key=_by_length)
                if full.words != named.words
                and full not in self._open
                and is_compatible(named, full)
                and (evidence := _form(named, full))
            }
            self._join_to_one(named, fitting)

    def _join_to_one(self, named: Named, fitting: Mapping[Named, str]) -> None:
        """Joins a name to the people it fits when these are, by their names, one; else to the far more usual one."""
        groups: dict[Named, list[Named]] = {}
        for full in fitting:
            groups.setdefault(self.root(full), []).append(full)
        groups.pop(self.root(named), None)
        groups = {root: members for root, members in groups.items() if self._can_be_one(named, root)}
        if not groups:
            return
        if _agree(list(fitting)):
            for root, members in groups.items():
                self.join(named, root, fitting[members[0]])
            return
        best = far_more({root: self.weight(members) for root, members in groups.items()})
        if best is not None:
            self.join(named, best, fitting[groups[best][0]])
        else:
            self._open.add(named)

    def _can_be_one(self, named: Named, root: Named) -> bool:
        """True unless the person's other names, by how often they are used, speak against it."""
        countries = {n.country for n in (*self.members(root), *self.members(named)) if n not in self._strays}
        if len(countries - {None}) > 1:
            return False
        others = [n for n in self.members(root) if n.is_full]
        agreeing = [n for n in others if n.words == named.words or _form(named, n) or _form(n, named)]
        return self.weight(agreeing) >= FAR_MORE * (self.weight(others) - self.weight(agreeing))

    def _join_remaining_short_names(self) -> None:
        """A family name that has no full form anywhere is one person in each country and office."""
        alone: dict[tuple[str, str | None], list[Named]] = defaultdict(list)
        for named in self.short:
            if len(self.members(named)) == 1:
                alone[named.folded_name, named.country].append(named)
        for names in alone.values():
            for index, named in enumerate(names):
                like = (n for n in names[:index] if _share_office(n.position, named.position))
                for other in like:
                    self.join(named, other, "same_name")
                    break
        for names in alone.values():
            self._join_to_compatriot(names)
            groups = {self.root(n) for n in names if n.position is not None}
            if len(groups) == 1:
                for named in names:
                    self.join(named, next(iter(groups)), "same_name")

    def _join_to_compatriot(self, names: Sequence[Named]) -> None:
        """ "King Abdullah" of no country is the one King Abdullah whose country other articles tell."""
        for named in names:
            if named.country is None and named.position is not None:
                same = [n for n in self.short if n.folded_name == named.folded_name and n.country is not None]
                alike = [n for n in same if _share_office(n.position, named.position)]
                best = far_more({self.root(n): self.weight(self.members(n)) for n in alike})
                if best is not None:
                    self.join(named, best, "family_name_and_office")


def _by_length(named: Named) -> tuple[int, int, str, str]:
    return -len(named.words), -len(named.folded_name), named.folded_name, named.country or ""


def _parts(word: str) -> set[str]:
    """A word as it is heard, and what stands between its hyphens: "Suk-yeol" is "Suk Yeol" too."""
    return {sounds(part) for part in (word, *word.split("-"))}


def _form(short: Named, full: Named) -> str | None:
    """The evidence of `form_of`; names are turned round only where the family's name stands first."""
    evidence = form_of(short.words, full.words)
    is_turned = evidence == "name_order" and not {short.country, full.country} & FAMILY_FIRST
    return None if is_turned else evidence


def _agree(names: Sequence[Named]) -> bool:
    """True when each two of the names can be one person's, of one country."""
    return len({named.country for named in names} - {None}) <= 1 and all(
        a.words == b.words or _form(a, b) or _form(b, a) for i, a in enumerate(names) for b in names[i + 1 :]
    )


def _share_office(a: str | None, b: str | None) -> bool:
    return a == b or (a is not None and b is not None and holds(a, [b]))
