"""Organisations: known ones with their acronyms, embassies, and names built around a word such as Ministry or Bank."""

from collections.abc import Sequence
from functools import cache

from etl.lexicon.loader import rows, values
from etl.reading.gazetteer import Known, name_words
from etl.reading.organization_names import built, find_built_name, name_closers
from etl.reading.tagging import Hit, TaggedSentence

_MISSIONS = frozenset({"embassy", "consulate", "mission", "delegation"})
# Of these every state has its own; a company or a party has its name for itself.
_STATE_BODIES = frozenset({"government", "ministry", "legislature", "court", "military"})
_OWN_BODIES = _STATE_BODIES | {"party"}


def tag_organizations(sentences: Sequence[TaggedSentence]) -> None:
    """Adds to the sentences' hits the organisations that the lexicon does not list, and every acronym's own meaning.

    An acronym in brackets behind a name ("Communist Party of Cuba (CPC)") stands for that name in the whole article,
    whatever else it may stand for elsewhere.
    """
    _tag_acronyms(sentences)
    for sentence in sentences:
        if not sentence.is_shouted and not sentence.is_title_case:
            _tag_missions(sentence)
            _tag_built_names(sentence)
    _tag_acronyms(sentences)  # those of the names just found


def _tag_acronyms(sentences: Sequence[TaggedSentence]) -> None:
    acronyms = _introduced_acronyms(sentences)
    if not acronyms:
        return
    for sentence in sentences:
        for index, token in enumerate(sentence.tokens):
            known = acronyms.get(token.text)
            if known is None:
                continue
            hit = sentence.hit_at(index)
            # also where a longer name begins with it: "CPC Central Committee" is not China's when the CPC is Cuba's
            if hit is None or hit.first == index:
                sentence.put(Hit(index, index + 1, known))


def _tag_built_names(sentence: TaggedSentence) -> None:
    if name_closers().isdisjoint(sentence.vocabulary):
        return
    end = 0
    for index in sentence.capitals:
        found = find_built_name(sentence, index) if index >= end else None
        if found is not None:
            sentence.put(found)
            end = found.end


def _tag_missions(sentence: TaggedSentence) -> None:
    """ "the U.S. Embassy in Hanoi", "the Cuban Consulate General": the sender's name and the word for the post."""
    for hit in list(sentence.hits):
        if hit.known.kind not in ("country", "nationality") or hit.end >= len(sentence.tokens):
            continue
        if sentence.word(hit.end) not in _MISSIONS or not sentence.tokens[hit.end].is_capitalized:
            continue
        end = hit.end + 2 if sentence.word(hit.end + 1) == "general" else hit.end + 1
        post = sentence.hit_at(end + 1) if sentence.word(end) in ("in", "to") else None
        known = built(sentence, hit.first, end, "government")
        if post is not None:
            known = known._replace(name=f"{known.name} {sentence.word(end)} {post.known.name}")
        sentence.put(Hit(hit.first, end, known._replace(country=hit.known.country)))


def settle_state_bodies(sentences: Sequence[TaggedSentence], home: str | None) -> None:
    """Gives the bodies that every state has ("Senate", "Department of Labor") the state whose they are.

    It is told by the nationality in front, which overrules the one country of which the lexicon knows such a body, or
    else is `home`, where the lexicon knows that country's.
    """
    for sentence in sentences:
        for hit in list(sentence.hits):
            is_state_body = hit.known.subkind in _STATE_BODIES
            if hit.known.kind != "organization" or (hit.known.country is not None and not is_state_body):
                continue
            before = sentence.hit_at(hit.first - 1) if hit.first else None
            told = before.known.country if before is not None and before.known.kind == "nationality" else None
            country = told or (home if hit.known.country is None else None)
            if country is None or country == hit.known.country or hit.known.subkind == "igo":
                continue
            own = _bodies_of_states().get((country, name_words(hit.known.name)))
            if own is not None:
                sentence.put(Hit(hit.first, hit.end, own))
            elif told is not None and not _is_spelt_out(hit, sentence):
                name = " ".join(token.text for token in sentence.tokens[hit.first : hit.end])
                sentence.put(Hit(hit.first, hit.end, hit.known._replace(name=name, country=told, acronym=None)))


def _is_spelt_out(hit: Hit, sentence: TaggedSentence) -> bool:
    """True where the name itself says whose it is ("US Congress"), or stands as an acronym that one body has."""
    words = [sentence.word(index) for index in range(hit.first, hit.end)]
    return sentence.tokens[hit.first].is_upper or any(
        (hit.known.country, (word,)) in _country_words() for word in words
    )


@cache
def _country_words() -> frozenset[tuple[str | None, tuple[str, ...]]]:
    """Countries with the words that name them or their people."""
    return frozenset(
        (row["country"], name_words(form))
        for row in rows("countries")
        for form in [row["name"], *values(row["other_names"]), *values(row["adjectives"])]
    )


@cache
def _bodies_of_states() -> dict[tuple[str, tuple[str, ...]], Known]:
    """Known bodies by their country and their name without it: "US Senate" by USA and "Senate"."""
    found: dict[tuple[str, tuple[str, ...]], Known] = {}
    for row in rows("organizations"):
        country = row["country"]
        if not country or row["kind"] not in _OWN_BODIES:
            continue
        known = Known("organization", row["name"], country, row["kind"], row["acronym"] or None)
        for name in [row["name"], *values(row["other_names"])]:
            words = name_words(name)
            for start in range(1, min(3, len(words))):
                if (country, words[:start]) in _country_words():
                    found.setdefault((country, words[start:]), known)
            for end in range(len(words) - 1, 1, -1):
                if words[end - 1] == "of" and (country, words[end:]) in _country_words():
                    found.setdefault((country, words[: end - 1]), known)
    return found


def _introduced_acronyms(sentences: Sequence[TaggedSentence]) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for sentence in sentences:
        for hit in sentence.hits:
            if hit.known.kind != "organization" or sentence.word(hit.end) != "(" or sentence.word(hit.end + 2) != ")":
                continue
            acronym = sentence.tokens[hit.end + 1].text
            if 2 <= len(acronym) <= 8 and sum(c.isupper() for c in acronym) >= 2:
                found.setdefault(acronym, hit.known._replace(acronym=acronym))
    return found
