"""Which names of an article are one person: full forms first, then every short form that one bearer explains.

Short forms follow the customs of the name: a Vietnamese goes by the given name at the end (Trọng), Chinese and Koreans
by the family name in front (Xi, Kim), holders of two surnames drop either (Bruno Rodríguez Parrilla, Bruno Parrilla).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from etl.lexicon.name_forms import is_shorter_form, is_subsequence, same_western_name
from etl.reading.people.figures import countries_of_family, countries_of_figure
from etl.reading.people.names import NameRun, name_words_of, without_nickname
from etl.reading.people.words import (
    given_names,
    is_family_first,
    is_particle,
    is_patronymic,
    is_title_head,
    name_languages,
    name_like_words,
    surnames,
)
from etl.reading.tagging import TaggedSentence
from etl.text.spans import Span

_LONGEST_INITIALS: Final = 3
_LEADING: Final = frozenset({"president", "premier", "chancellor"})
_REGNAL: Final = re.compile(r"[ivx]{2,}")


@dataclass(slots=True)
class NameMention:
    """One place where a person is named; `run` is None for a given name that borrows its surname ("Fidel and Raul
    Castro").
    """

    sentence: TaggedSentence
    first: int
    end: int
    run: NameRun | None = None

    @property
    def span(self) -> Span:
        return self.sentence.span(self.first, self.end)


@dataclass(slots=True)
class Person:
    """A person within one article; `words` are the folded words of the fullest form."""

    words: tuple[str, ...]
    mentions: list[NameMention] = field(default_factory=list)
    country: str | None = None
    part: str = "text"
    spelt: str | None = None  # the full name where no mention spells it out

    @property
    def languages(self) -> frozenset[str]:
        return name_languages(self.words)

    def full_name(self) -> str:
        """The fullest form as written, on one line; a spelling in mixed case and with diacritics is preferred."""
        forms = {written_name(mention) for mention in self.mentions} | ({self.spelt} if self.spelt else set())
        return max(forms, key=lambda form: (len(form.split()), not form.isupper(), not form.isascii(), form))


def written_name(mention: NameMention) -> str:
    """A name's words in composed letters (NFC), joined by single blanks, without commas, nicknames and markup."""
    tokens = without_nickname(mention.sentence.tokens[mention.first : mention.end])
    words = [token.text for token in tokens if token.text != ","]
    return " ".join(_in_mixed_case(unicodedata.normalize("NFC", word)) for word in words).replace(" .", ".")


def _in_mixed_case(word: str) -> str:
    """A word all in capitals as names are written; initials, numerals and short forms ("JFK") stay."""
    is_numeral = set(word) <= set("IVX.")
    return word.title() if word.isupper() and len(word) > _LONGEST_INITIALS and not is_numeral else word


def resolve_people(runs: Sequence[NameRun]) -> list[Person]:
    """People of an article in order of first mention, every name run that names one of them attached."""
    people: list[Person] = []
    runs = _without_sites(runs)
    _add_full_names(people, [run for run in runs if run.strength and len(run.words) > 1])
    _add_shared_surnames(people)
    placed = {mention.span for person in people for mention in person.mentions}
    rest = [run for run in runs if run.span not in placed and not (run.strength and len(run.words) > 1)]
    by_word = _by_word(people)
    for run in sorted(rest, key=lambda run: (-run.strength, run.span)):
        if not run.words:
            continue
        bearer = _bearer(run, by_word.get(run.words[0], ()))
        if bearer is None and run.strength == 2:
            bearer = Person(run.words)
            people.append(bearer)
            by_word = _by_word(people)
        if bearer is not None:
            bearer.mentions.append(NameMention(run.sentence, run.first, run.end, run))
    for person in people:
        person.mentions.sort(key=lambda mention: mention.span)
    return sorted(people, key=lambda person: person.mentions[0].span)


def _without_sites(runs: Sequence[NameRun]) -> list[NameRun]:
    """Leaves out the names of sites, in the whole article where the words alone do not tell a family name: "Avi Kwa
    Ame" beside "the Avi Kwa Ame National Monument", not "Benjamin Franklin" beside the room.
    """
    sites = {run.words for run in runs if run.names_site and run.words and run.words[-1] not in surnames()}
    return [run for run in runs if not run.names_site and (run.strength == 2 or run.words not in sites)]


def _by_word(people: Sequence[Person]) -> dict[str, list[Person]]:
    """People by every word of their full name: no other is worth asking about a short form."""
    found: dict[str, list[Person]] = {}
    for person in people:
        for word in dict.fromkeys(person.words):
            found.setdefault(word, []).append(person)
    return found


def _add_full_names(people: list[Person], runs: Iterable[NameRun]) -> None:
    """Longest forms first, so that the result does not depend on which form an article happens to begin with."""
    for run in sorted(runs, key=lambda run: (-len(run.words), run.span)):
        person = next((p for p in people if is_form_of(run.words, p.words) or _is_family_of(run.words, p.words)), None)
        if person is None:
            person = Person(run.words)
            people.append(person)
        person.mentions.append(NameMention(run.sentence, run.first, run.end, run))


def _add_shared_surnames(people: list[Person]) -> None:
    """ "Fidel and Raul Castro": a given name alone, joined to a full name, has that one's surname."""
    for person in list(people):
        for mention in list(person.mentions):
            sentence, at = mention.sentence, mention.first - 2
            if at < 0 or mention.end - mention.first != 2 or sentence.word(at + 1) not in ("and", "&"):
                continue
            token = sentence.tokens[at]
            before = sentence.tokens[at - 1] if at else None
            is_alone = before is None or not before.is_capitalized
            if not token.is_capitalized or token.norm not in given_names() or not is_alone or sentence.hit_at(at):
                continue
            words = (token.norm, person.words[-1])
            bearer = next((p for p in people if is_form_of(words, p.words)), None)
            if bearer is None:
                bearer = Person(words, spelt=f"{token.text} {sentence.tokens[mention.end - 1].text}")
                people.append(bearer)
            bearer.mentions.append(NameMention(sentence, at, at + 1))


def is_form_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True when two forms of at least two words each can name one person."""
    if short == full:
        return True
    if len(short) > len(full):
        short, full = full, short
    if len(short) < 2:
        return False
    if is_shorter_form(short, full):
        return True
    # a middle name or initial left out, or a given name shortened ("Joseph R. Biden", "Joe Biden", "J. Biden")
    return not is_family_first(full[0]) and same_western_name(short, full)


def _is_family_of(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """True for "Le Drian" of Jean-Yves Le Drian: a family name of several words, not "Ann Smith"."""
    is_tail = len(short) < len(full) and short == full[len(full) - len(short) :]
    return (
        is_tail
        and not is_patronymic(full[-len(short) - 1])
        and (is_particle(short[0]) or short[0] not in given_names())
    )


def _bearer(run: NameRun, people: Sequence[Person]) -> Person | None:
    """The one person a short form stands for; among several the last named before it, None when none fits."""
    fitting = _of_the_office(run, [person for person in people if _goes_by(run, person)])
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    before = [p for p in fitting if p.mentions[0].span < run.span]
    return max(before or fitting, key=lambda p: _last_before(p, run.span))


def _of_the_office(run: NameRun, people: list[Person]) -> list[Person]:
    """Of the people whom a name fits those whom the article gives the office beside it; without any of them nobody whom
    it names only later and in another office: "President Alvarado" is not the journalist of that name. A head of state
    or government whom the world knows is no namesake without an office: "President Biden" is not Hunter Biden.
    """
    heads = _offices_beside(run)
    if not heads or not people:
        return people
    told = [{head for mention in person.mentions for head in _offices_beside(mention.run)} for person in people]
    same = [person for person, offices in zip(people, told, strict=True) if offices & heads]
    if same:
        return same
    leads = not _LEADING.isdisjoint(heads) and len(run.words) == 1 and bool(countries_of_family(run.words[0]))
    return [
        person
        for person, offices in zip(people, told, strict=True)
        if (person.mentions[0].span < run.span if offices else not leads or countries_of_figure(person.words))
    ]


def _offices_beside(run: NameRun | None) -> set[str]:
    """The words for offices in the titles beside a name."""
    titles = [title for title in (run.title, run.apposition) if title is not None] if run is not None else []
    words = {run.sentence.word(index) for title in titles for index in range(*title)} if run is not None else set()
    return {word for word in words if is_title_head(word)}


def _last_before(person: Person, span: Span) -> tuple[int, int]:
    starts = [mention.span.start for mention in person.mentions if mention.span < span]
    return (1, max(starts)) if starts else (0, -person.mentions[0].span.start)


def _goes_by(run: NameRun, person: Person) -> bool:
    words, full = run.words, person.words
    if len(words) > len(full):
        return False
    if len(words) > 1:
        return is_subsequence(words, full) and (words[-1] == full[-1] or words[0] == full[0])
    word = words[0]
    if len(full) > 1 and _REGNAL.fullmatch(run.sentence.word(run.end - 1)):
        return False  # a king goes by his given name alone: "Abdullah II" is not Abdullah Abdullah
    if run.strength == 0 and run.first == 0 and word in name_like_words() and not _looks_like_subject(run):
        return False
    return word == full[-1] or (len(full) > 1 and _is_other_short_form(word, person, run.strength == 2))


def _is_other_short_form(word: str, person: Person, has_title: bool) -> bool:
    """True for a single word other than the last that a person of this name goes by."""
    full = person.words
    if is_family_first(full[0]):
        # a Vietnamese goes by the given name at the end, or nothing; Chinese and Koreans by the family name
        return person.languages != {"Vietnamese"} and word in full
    if has_title:
        return word in full
    if word in full[1:-1]:
        return word in surnames() or "-" in word
    return word == full[0] and word in given_names() and word not in name_like_words()


def _looks_like_subject(run: NameRun) -> bool:
    """True when a lower-case word that can be a verb follows: "Son expressed", not "Son of"."""
    following = run.sentence.word(run.end)
    if run.end < len(run.sentence.tokens) and run.sentence.tokens[run.end].kind == "possessive":
        return True
    return following.endswith(("ed", "s", "ing")) or following in ("said", "told", "met", "and", "spoke", "held", "was")


def add_credited_person(people: list[Person], sentence: TaggedSentence, first: int, end: int) -> Person:
    """A photographer or author named in a credit line: joins the person of that name, or is added with part credit."""
    words = name_words_of(sentence.tokens[first:end])
    mention = NameMention(sentence, first, end)
    for person in people:
        if is_form_of(words, person.words):
            if all(mention.span != known.span for known in person.mentions):
                person.mentions.append(mention)
                person.mentions.sort(key=lambda known: known.span)
            return person
    person = Person(words, [mention], part="credit")
    people.append(person)
    return person
