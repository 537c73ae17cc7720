"""Whose a family name alone is: "President Biden", "Senator Murphy", "the Lukashenko regime" in articles that give no
full name.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Protocol

from etl.lexicon.loader import rows, values
from etl.lexicon.name_forms import same_given_name
from etl.text.fold import fold
from etl.transform.people_forms import (
    FAMILY_FIRST,
    FAR_MORE,
    PATRONYMICS,
    Named,
    Use,
    far_more,
    heard_family_name,
    holds,
    is_family_name_of,
)

_YEARS_AROUND = 8
"""How many years before and after its dated articles a person's family name alone still means him."""

_HEADS = frozenset({"head_of_state", "head_of_government", "royalty"})
_LEADERS = frozenset({"leader", "whip"})


class Clusters(Protocol):
    """The names joined so far."""

    uses: Mapping[Named, Use]
    full: list[Named]
    short: list[Named]

    def root(self, named: Named) -> Named: ...
    def members(self, named: Named) -> list[Named]: ...
    def people(self) -> list[list[Named]]: ...
    def weight(self, names: list[Named]) -> int: ...
    def join(self, named: Named, root: Named, evidence: str) -> None: ...


def join_family_names(clusters: Clusters) -> None:
    """ "President Biden" is the one of that family name who holds that office, in years that fit; a family name without
    an office is the far best known bearer's.
    """
    bearers: dict[str, list[Named]] = defaultdict(list)
    for named in clusters.full:
        for word in {heard_family_name(named.words[-1]), heard_family_name(named.words[0])}:
            bearers[word].append(named)
    families = {n: bearers[heard_family_name(n.words[-1])] for n in (*clusters.short, *clusters.full)}
    tails = [n for n in clusters.full if any(is_family_name_of(n.words, other.words) for other in families[n])]
    known = _Known(clusters)
    for short in sorted([*clusters.short, *tails], key=lambda named: named.country is None):  # the surer first
        roots = {clusters.root(named) for named in families[short] if _goes_by(short, named)}
        roots.discard(clusters.root(short))
        _join(clusters, short, known.nearest(short, roots), known)


class _Known:
    """What articles tell of each person before any family name is joined, by root."""

    def __init__(self, clusters: Clusters) -> None:
        self._clusters = clusters
        self.offices: dict[Named, Counter[str]] = {}
        self._years: dict[Named, frozenset[int]] = {}
        self._untitled: Counter[str] = Counter()  # articles that use the family name without an office
        for named in clusters.short:
            self._untitled[named.folded_name] += clusters.uses[named].articles if named.position is None else 0
        for members in clusters.people():
            root, used = clusters.root(members[0]), [clusters.uses[n] for n in members]
            self.offices[root] = sum((Counter(use.positions) for use in used), Counter())
            self._years[root] = frozenset[int]().union(*(use.years for use in used))

    def nearest(self, short: Named, roots: set[Named]) -> set[Named]:
        """Of the people of a family name those nearest to its use: by years, by country, by spelling."""
        years = self._clusters.uses[short].years
        near = {root for root in roots if _is_near(years, self._years[root])} or roots
        if short.country is not None:
            near = {root for root in near if short.country in self.countries(root)} or near
        return {root for root in near if any(short.words[-1] in n.words for n in self._members(root))} or near

    def holding(self, short: Named, roots: set[Named]) -> dict[Named, int]:
        """How often each is given an office that the articles give the family name."""
        held = list(self._clusters.uses[short].positions)
        counts = {
            root: sum(n for position, n in self.offices[root].items() if any(holds(h, [position]) for h in held))
            for root in roots
        }
        return {root: count for root, count in counts.items() if count}

    def leading_parliament(self, short: Named, roots: set[Named]) -> dict[Named, int]:
        """The leaders of a parliament, for one of them: "Speaker McCarthy" led the minority before."""
        if not _leads_parliament(self._clusters.uses[short]):
            return {}
        leaders = {
            root for root in roots if any(_leads_parliament(self._clusters.uses[n]) for n in self._members(root))
        }
        return {root: self.weight(root) for root in leaders}

    def weight(self, root: Named) -> int:
        return self._clusters.weight(self._clusters.members(root))

    def is_well_known(self, short: Named, root: Named) -> bool:
        """True for whoever is a public figure, or has a rare name, or is named in full in several articles: without an
        office in as many as use the family name ("MR. BATES" is hardly the one Bates whom an article tells of).
        """
        full = [n for n in self._members(root) if n.is_full]
        if any(_is_public(n) for n in full):
            return True
        if not any(short.words == n.words[-len(short.words) :] for n in full):
            return False  # only heard alike
        if all(n.words[-1] not in _family_names() | _given_names() for n in full):
            return True
        articles = self._clusters.weight(full)
        return articles > 1 and (short.position is not None or articles >= self._untitled[short.folded_name])

    def _members(self, root: Named) -> list[Named]:
        return self._clusters.members(root)

    def countries(self, root: Named) -> set[str | None]:
        return {n.country for n in self._members(root)}


def _join(clusters: Clusters, short: Named, roots: set[Named], known: _Known) -> None:
    has_office = bool(clusters.uses[short].positions)
    holding = known.holding(short, roots)
    best = far_more(holding) or (far_more(known.leading_parliament(short, roots)) if not holding else None)
    if best is not None:
        clusters.join(short, best, "family_name_and_office")
        return
    if holding or short.is_full:
        return
    if clusters.uses[short].kinds & _HEADS:  # nobody leads a country and is never said to be of it
        roots = {root for root in roots if short.country in known.countries(root)}
    best = far_more({root: known.weight(root) for root in roots})
    # "Speaker McCarthy" is not the adviser of that name
    if best is None or (has_office and known.offices[best]) or not is_family_name_of(short.words, best.words):
        return
    if known.is_well_known(short, best) and (short.country is not None or _is_the_known(short, best, known)):
        clusters.join(short, best, "family_name")


def _is_the_known(short: Named, best: Named, known: _Known) -> bool:
    """True for "Dr. Fauci" of no country: a name that is no given name, of somebody named in many articles."""
    return short.position is None and short.words[-1] not in _given_names() and known.weight(best) >= FAR_MORE


def _goes_by(short: Named, full: Named) -> bool:
    """True when the family name `short` can stand for the full name, at its end or in front; so can a given name beside
    an office ("King Salman", "Secretary Tom").
    """
    if short == full or (None not in (short.country, full.country) and short.country != full.country):
        return False
    if is_family_name_of(short.words, full.words):
        return True
    is_compatriot = short.country is not None and short.country == full.country
    is_given = short.words[0] not in _family_names() or (is_compatriot and full.words[1] in PATRONYMICS)
    leads = {short.country, full.country} & FAMILY_FIRST or (short.position is not None and is_given)
    return bool(leads) and short.words == full.words[:1]


def _leads_parliament(use: Use) -> bool:
    return "speaker_of_parliament" in use.kinds or any(p.casefold().split()[-1] in _LEADERS for p in use.positions)


def _is_near(years: frozenset[int], others: frozenset[int]) -> bool:
    if not years or not others:
        return True
    return min(others) - _YEARS_AROUND <= min(years) and max(years) <= max(others) + _YEARS_AROUND


@cache
def _given_names() -> frozenset[str]:
    return frozenset(fold(row["name"]) for row in rows("given_names"))


@cache
def _family_names() -> frozenset[str]:
    """Family names of many."""
    return frozenset(fold(row["name"]) for row in rows("surnames"))


def _is_public(named: Named) -> bool:
    """True for a name of somebody in the lexicon of public figures, however spelt."""
    known = _public_names().get(heard_family_name(named.words[-1]), ())
    return any(same_given_name(named.words[0], words[0]) for words in known)


@cache
def _public_names() -> dict[str, list[tuple[str, ...]]]:
    """The words of the names, by the family name as it is heard."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in rows("public_figures"):
        for words in (tuple(re.sub(r"\b([ae]l)-", r"\1 ", fold(name)).split()) for name in values(row["names"])):
            found[heard_family_name(words[-1])].append(words)
    return found
