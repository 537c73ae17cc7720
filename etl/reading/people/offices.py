"""Titles taken apart: which offices a title names, in what body, for which country.

"Deputy Prime Minister and Minister of Foreign Affairs" names two offices, "General Secretary of the Communist Party of
Vietnam (CPV) Central Committee and State President" too. Offices are normalised through the lexicon (`offices.csv`);
what it does not know keeps its own words, with the kind of its head word.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.lexicon.loader import rows
from etl.reading.people.words import is_title_head, past_words, singular_title
from etl.reading.tagging import TaggedSentence

_OF: Final = frozenset({"of", "for", "to", "in", "at", "on"})


@dataclass(frozen=True, slots=True)
class NamedOffice:
    """One office out of a title; `country` and `organization` only where the title itself tells them."""

    position: str
    kind: str
    rank: int
    organization: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class _OfficeEntry:
    position: str
    kind: str
    rank: int


@cache
def _offices() -> dict[str, _OfficeEntry]:
    return {row["phrase"]: _OfficeEntry(row["position"], row["kind"], int(row["rank"])) for row in rows("offices")}


def offices_in(sentence: TaggedSentence, first: int, end: int) -> list[NamedOffice]:
    """The offices named by the title on tokens [first, end); empty for a mere honorific ("Mr.")."""
    country = country_in_title(sentence, first, end)
    found = [_office(sentence, start, stop, country) for start, stop in _office_ranges(sentence, first, end)]
    return [office for office in found if office is not None]


def country_in_title(sentence: TaggedSentence, first: int, end: int) -> str | None:
    """ISO code of the country a title belongs to: "Cuban Minister", "Vietnam's President", "President of Cuba".

    The country an envoy is sent to ("Ambassador to Vietnam") is not his own.
    """
    head_seen = False
    own_body = None
    for index in range(first, end):
        if is_title_head(sentence.word(index)):
            head_seen = True
        hit = sentence.hit_at(index)
        if hit is None or hit.known.country is None or hit.first != index:
            continue
        before = sentence.word(index - 1) if index > first else ""
        if before == "the":
            before = sentence.word(index - 2)
        if before in ("to", "in", "on", "with") or (before == "for" and hit.known.kind == "country"):
            continue
        if hit.known.kind in ("country", "nationality"):
            if not head_seen or before == "of" or hit.known.kind == "nationality":
                return hit.known.country
        elif hit.known.is_seat and not head_seen and sentence.word(hit.end) in ("'s", "’s"):
            return hit.known.country  # "Seoul's Defense Minister"
        elif hit.known.kind == "organization":
            own_body = own_body or hit.known.country
    return own_body


def _office_ranges(sentence: TaggedSentence, first: int, end: int) -> list[tuple[int, int]]:
    """Token ranges of the single offices: a half without a head continues the office before it."""
    ranges: list[tuple[int, int]] = []
    start = first
    for stop in [*(i for i in range(first, end) if sentence.word(i) in ("and", "&")), end]:
        if any(is_title_head(sentence.word(i)) for i in range(start, stop)) or not ranges:
            ranges.append((start, stop))
        else:
            ranges[-1] = (ranges[-1][0], stop)
        start = stop + 1
    return ranges


def _office(sentence: TaggedSentence, first: int, end: int, country: str | None) -> NamedOffice | None:
    head = _main_head(sentence, first, end)
    if head is None:
        return None
    before = _plain_words(sentence, first, head + 1)
    after = _plain_words(sentence, head + 1, end)
    if any(word in past_words() or word.partition("-")[0] in past_words() for word in before):
        return None  # "former", "late", "then-senator": an office that is not held any more
    entry, taken = _look_up(before, after) or (_OfficeEntry(_display(before), "official", 6), 0)
    body = _organization(sentence, first, end, None if taken else head)
    return NamedOffice(entry.position, entry.kind, entry.rank, body, country)


def _main_head(sentence: TaggedSentence, first: int, end: int) -> int | None:
    """The last head word before the complement: "General Secretary" has its head in "Secretary"."""
    head = None
    for index in range(first, end):
        word = sentence.word(index)
        if head is not None and (word in _OF or sentence.tokens[index].kind == "possessive"):
            break
        if is_title_head(word) and sentence.hit_at(index) is None:
            head = index
    return head


def _plain_words(sentence: TaggedSentence, first: int, end: int) -> list[str]:
    """The folded words of a range without countries, bodies, determiners, brackets and possessives."""
    words: list[str] = []
    in_bracket = False
    for index in range(first, end):
        token = sentence.tokens[index]
        if token.text in "()":
            in_bracket = token.text == "("
        elif token.kind == "word" and not in_bracket and sentence.hit_at(index) is None and token.norm != "the":
            words.append(token.norm)
    return words


def _look_up(before: list[str], after: list[str]) -> tuple[_OfficeEntry, int] | None:
    """The most specific lexicon entry and how many words behind the head it takes in: the head with its complement
    first, then fewer and fewer words in front of it.
    """
    offices = _offices()
    heads = [before, [*before[:-1], singular_title(before[-1])]]  # "Presidents A and B"
    for words in heads:
        for cut in range(len(words)):
            for length in range(len(after), -1, -1):
                entry = offices.get(" ".join([*words[cut:], *after[:length]]))
                if entry is not None:
                    return entry, length
    return None


def _display(words: list[str]) -> str:
    return " ".join(word.capitalize() for word in words)


def _organization(sentence: TaggedSentence, first: int, end: int, head: int | None) -> str | None:
    """The body the office is in: a known organisation in the title, else the capitalised words behind "of".

    `head` is None where those words are part of the office itself ("Minister of Foreign Affairs").
    """
    for index in range(first, end):
        hit = sentence.hit_at(index)
        if hit is not None and hit.known.kind == "organization":
            return hit.known.name
    start = end if head is None else head + 1
    if start >= end or sentence.word(start) not in ("of", "for"):
        return None
    start += 1
    while start < end and sentence.word(start) == "the":
        start += 1
    body = [token.text for token in sentence.tokens[start:end] if token.kind in ("word", "possessive")]
    is_body = any(index for index in range(start, end) if sentence.hit_at(index) is None)
    return " ".join(body).replace(" ’s", "’s").replace(" 's", "'s") if len(body) > 1 and is_body else None
