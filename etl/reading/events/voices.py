"""Whose words an article is and what it is about: the country that speaks, its author, the countries spoken of."""

from collections import Counter
from typing import Final

from etl.reading.annotations import Zone
from etl.reading.events.phrases import Party
from etl.reading.people.words import is_title_word
from etl.reading.tagging import TaggedSentence
from etl.reading.who import Cast

_PAIR: Final = 2
_LONG: Final = 1500  # words
_JOINT_PAPERS: Final = frozenset({"statement", "declaration", "communique", "vision", "release"})
_LEAD: Final = 0.6  # share of an article's foreign countries from which on it is about one of them
_MENTIONS_OF_SUBJECT: Final = 3
_WORDS_PER_MENTION: Final = 120
_MAIN: Final = 0.75  # share of an article's countries that two of them have together when it is about both
_LESSER: Final = 0.2  # and the least share of the second


def voice_of(cast: Cast) -> str | None:
    """The country that speaks in a text of "we" and "our" without quotation marks: whose name begins its sentences."""
    speaks, begins = 0, Counter[str]()
    for sentence, references in zip(cast.sentences, cast.references, strict=True):
        if sentence.sentence.zone is Zone.DATELINE:
            return None  # a wire
        if sentence.sentence.zone is not Zone.BODY:
            continue
        norms = {token.norm for token in sentence.tokens}
        if norms & {"“", '"', "”"}:
            return None  # whoever is quoted may say "we"
        speaks += bool(norms & {"we", "our"})
        first = next((r for r in references if r.kind == "country" and r.country is not None), None)
        if first is not None and first.first <= 1:
            begins[str(first.country)] += 1
    ranked = begins.most_common(2)
    if not speaks or not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None  # the statement of an alliance names many countries
    return ranked[0][0]


def issuing_body(cast: Cast) -> Party | None:
    """The international body that says "we" in its statement: the first that the headline or the header names."""
    for sentence, references in zip(cast.sentences, cast.references, strict=True):
        if sentence.sentence.zone not in (Zone.HEADLINE, Zone.HEADER):
            continue
        for reference in references:
            if reference.kind == "organization" and reference.entity is not None and reference.country is None:
                is_igo = cast.entity(reference.entity).subkind == "igo"
                return Party("organization", reference.entity, None) if is_igo else None
    return None


def foreign_country(cast: Cast, home: str | None) -> str | None:
    """The one foreign country a text is about: most of its foreign mentions or its headline are of it.

    A wire speaks for no country: its countries are all foreign to it.
    """
    counts: Counter[str] = Counter()
    in_headline: set[str] = set()
    for sentence, references in zip(cast.sentences, cast.references, strict=True):
        for reference in references:
            if reference.kind in ("country", "nationality") and reference.country not in (None, home):
                counts[str(reference.country)] += 1
                if sentence.sentence.zone is Zone.HEADLINE:
                    in_headline.add(str(reference.country))
    if not counts:
        return None
    country, most = max(counts.items(), key=lambda item: (item[1], item[0]))
    if most < _LEAD * sum(counts.values()):
        return None
    n_words = sum(len(sentence.tokens) for sentence in cast.sentences)
    if n_words > _LONG:
        return None  # a speech speaks of much
    is_dense = most >= _MENTIONS_OF_SUBJECT and most * _WORDS_PER_MENTION >= n_words
    return country if country in in_headline or is_dense else None


def main_countries(cast: Cast) -> tuple[str, ...]:
    """The two countries that an article is about, when it is about two."""
    counts = Counter(
        str(reference.country)
        for references in cast.references
        for reference in references
        if reference.kind in ("country", "nationality") and reference.country is not None
    )
    total = sum(counts.values())
    top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_PAIR]
    is_clear = len(top) == _PAIR and sum(n for _, n in top) >= _MAIN * total and top[-1][1] >= _LESSER * total
    return tuple(country for country, _ in top) if is_clear else ()


def joint_authors(cast: Cast, main: tuple[str, ...]) -> tuple[Party, ...]:
    """Who "we" are in a joint statement: the countries of its headline, else the two that it is about."""
    for sentence, references in zip(cast.sentences, cast.references, strict=True):
        if not _tells_of_joint_paper(sentence):
            continue
        named = [r.country for r in references if r.kind in ("country", "nationality") and r.country is not None]
        countries = tuple(dict.fromkeys(named)) if len(set(named)) > 1 else main
        return tuple(Party.state(country) for country in countries)
    return ()


def is_joint_paper(cast: Cast) -> bool:
    return any(_tells_of_joint_paper(sentence) for sentence in cast.sentences)


def _tells_of_joint_paper(sentence: TaggedSentence) -> bool:
    is_headline = sentence.sentence.zone is Zone.HEADLINE
    return is_headline and "joint" in sentence.words and not _JOINT_PAPERS.isdisjoint(sentence.words)


def is_title(sentence: TaggedSentence, index: int) -> bool:
    """True for a capitalised title word at `index`; False outside the sentence."""
    if index >= len(sentence.tokens):
        return False
    token = sentence.tokens[index]
    return token.kind == "word" and token.is_capitalized and is_title_word(token.norm)


def titles_of(cast: Cast) -> list[tuple[tuple[str, ...], Party]]:
    """The title words before each person's name, as the article has them: ("vice", "president")."""
    found = []
    for sentence, references in zip(cast.sentences, cast.references, strict=True):
        for reference in references:
            if reference.kind != "person":
                continue
            first = reference.first
            while first < reference.end and sentence.hit_at(first) is not None:
                first += 1  # the "Chilean" of "Chilean Foreign Minister X"
            end = first
            while end < reference.end and is_title(sentence, end):
                end += 1
            if end > first:
                title = tuple(sentence.word(i) for i in range(first, end))
                found.append((title, Party("person", reference.entity, reference.country)))
    return found


def author_of(cast: Cast, home: str | None) -> Party | None:
    """Who signs an official text: the person named behind "by" or "from" in its headline, or in its header."""
    for sentence, references in zip(cast.sentences, cast.references, strict=True):
        zone = sentence.sentence.zone
        for reference in references:
            if reference.kind != "person" or reference.entity is None:
                continue
            if zone is Zone.HEADLINE and sentence.word(reference.first - 1) in ("by", "from"):
                return Party("person", reference.entity, reference.country)
            if (
                zone is Zone.HEADER
                and cast.home is not None
                and any(o.entity == reference.entity for o in cast.offices)
            ):
                return Party("person", reference.entity, reference.country)
    return None
