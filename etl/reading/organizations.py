"""Organisations: known ones with their acronyms, embassies, and names built around a word such as Ministry or Bank."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.gazetteer import Known, gazetteer, name_words
from etl.reading.organization_names import built, find_built_name, name_closers
from etl.reading.tagging import Hit, TaggedSentence

_MISSIONS: Final = frozenset({"embassy", "consulate", "mission", "delegation"})
_DIGITS: Final = 5  # of a number that an acronym labels
_LONGEST: Final = 10  # words that an acronym shortens
_SMALL_WORDS: Final = frozenset({"of", "the", "and", "for", "on", "in", "to", "a"})
# Of these every state has its own; a company or a party has its name for itself.
_STATE_BODIES: Final = frozenset({"government", "ministry", "legislature", "court", "military"})
_OWN_BODIES: Final = _STATE_BODIES | {"party"}


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
    _drop_other_meanings(sentences)
    _spell_out(sentences)


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


def _drop_other_meanings(sentences: Sequence[TaggedSentence]) -> None:
    """Takes back what only looks like a body's acronym: "the Inflation Reduction Act (IRA)" and every IRA of the
    article, "IMO 9358010", "the Commonwealth of Virginia".
    """
    others = {acronym for sentence in sentences for acronym in _introduced_otherwise(sentence)}
    states = any(_is_of_a_state(sentence, hit) for sentence in sentences for hit in sentence.hits)
    for sentence in sentences:
        for hit in [hit for hit in sentence.hits if hit.known.kind == "organization"]:
            text = sentence.tokens[hit.end - 1].text
            is_number = sentence.tokens[hit.first].is_upper and sentence.word(hit.end)[:_DIGITS].isdigit()
            is_number = is_number and len(sentence.word(hit.end)) >= _DIGITS
            is_state = states and sentence.word(hit.end - 1) == "commonwealth"
            if is_number or is_state or (hit.end - hit.first == 1 and text in others):
                sentence.drop(hit)


def _is_of_a_state(sentence: TaggedSentence, hit: Hit) -> bool:
    """True for "the Commonwealth of Virginia"."""
    behind = sentence.hit_at(hit.end + 1) if sentence.word(hit.end) == "of" else None
    return sentence.word(hit.end - 1) == "commonwealth" and behind is not None and behind.known.subkind == "region"


def _introduced_otherwise(sentence: TaggedSentence) -> Iterator[str]:
    """Acronyms in brackets behind words that they shorten and that name no body."""
    for index in range(2, len(sentence.tokens) - 2):
        if sentence.tokens[index].text != "(" or sentence.tokens[index + 2].text not in (")", ","):
            continue
        acronym = sentence.tokens[index + 1].text.removesuffix("s")
        hit = sentence.hit_at(index - 1)
        if not acronym.isupper() or (hit is not None and hit.known.kind == "organization"):
            continue
        words = [word for i in range(max(0, index - _LONGEST), index) if (word := sentence.word(i))[:1].isalpha()]
        initials = "".join(word[0] for word in words if word not in _SMALL_WORDS)
        if len(acronym) > 1 and initials.endswith(acronym.lower()):
            yield acronym


def _spell_out(sentences: Sequence[TaggedSentence]) -> None:
    """ "The Judiciary Committee" is the "Senate Judiciary Committee" of the same article."""
    known = {
        name_words(hit.known.name): hit.known for sentence in sentences for hit in sentence.hits
        if hit.known.subkind == "legislature"
    }  # fmt: skip
    for sentence in sentences:
        for hit in [hit for hit in sentence.hits if hit.known.kind == "organization"]:
            words = name_words(hit.known.name)
            longer = [full for name, full in known.items() if len(name) > len(words) > 1 and _ends(name, words)]
            if len(longer) == 1 and hit.known.country in (None, longer[0].country):
                sentence.put(Hit(hit.first, hit.end, longer[0]))


def _ends(name: tuple[str, ...], words: tuple[str, ...]) -> bool:
    return name[-len(words) :] == words


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

    It is told by the nationality in front or the country beside the name, which overrules the one country of which the
    lexicon knows such a body, or else is `home`, where the lexicon knows that country's.
    """
    _drop_far_bodies(sentences, home)
    for sentence in sentences:
        for hit in list(sentence.hits):
            is_state_body = hit.known.subkind in _STATE_BODIES
            if hit.known.kind != "organization" or (hit.known.country is not None and not is_state_body):
                continue
            told = _owner_told(sentence, hit)
            country = told or (home if hit.known.country is None else None)
            if country is None or country == hit.known.country or hit.known.subkind == "igo":
                continue
            own = _bodies_of_states().get((country, name_words(hit.known.name)))
            if own is not None:
                sentence.put(Hit(hit.first, hit.end, own))
            elif told is not None and not _is_spelt_out(hit, sentence):
                written = " ".join(token.text for token in sentence.tokens[hit.first : hit.end])
                name = hit.known.name if is_state_body and hit.known.country is None else written
                sentence.put(Hit(hit.first, hit.end, hit.known._replace(name=name, country=told, acronym=None)))


def _owner_told(sentence: TaggedSentence, hit: Hit) -> str | None:
    """The country in "the Cuban Foreign Ministry", "Kuwait's National Assembly", "the Central Bank of Iran"."""
    before = sentence.hit_at(hit.first - 1) if hit.first else None
    if before is not None and before.known.kind == "nationality":
        return before.known.country
    if hit.known.country is not None or hit.known.subkind not in _STATE_BODIES | {"bank"}:
        return None
    owner = (
        sentence.hit_at(hit.first - 2)
        if hit.first > 1 and sentence.tokens[hit.first - 1].kind == "possessive"
        else None
    )
    if owner is None and sentence.word(hit.end) == "of":
        owner = sentence.hit_at(hit.end + 2 if sentence.word(hit.end + 1) == "the" else hit.end + 1)
    return owner.known.country if owner is not None and owner.known.kind == "country" else None


def _drop_far_bodies(sentences: Sequence[TaggedSentence], home: str | None) -> None:
    """Takes back an acronym of parties and rebels of a country that an official text of another never names."""
    hits = [(sentence, hit) for sentence in sentences for hit in sentence.hits]
    named = {hit.known.country for _, hit in hits if hit.known.kind != "organization"}
    named |= {hit.known.country for s, hit in hits if hit.end - hit.first > 1 or not s.tokens[hit.first].is_upper}
    for sentence, hit in hits:
        is_far = home is not None and hit.known.country not in (None, home) and hit.known.country not in named
        if is_far and hit.known.kind == "organization" and hit.known.subkind in ("party", "rebels"):
            sentence.drop(hit)


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
            if _is_of_its_end(sentence, hit, acronym) or not _begins_a_word(sentence, hit, acronym):
                continue
            if 2 <= len(acronym) <= 8 and sum(c.isupper() for c in acronym) >= 2:
                found.setdefault(acronym, hit.known._replace(acronym=acronym))
    return found


def _begins_a_word(sentence: TaggedSentence, hit: Hit, acronym: str) -> bool:
    """False for "the Government of Israel (USIFTA)": what the brackets shorten is more than the name in front."""
    first = max(0, hit.first - 2)  # "the Vietnam Academy of Science and Technology (VAST)"
    names = [*(sentence.word(index) for index in range(first, hit.end)), *name_words(hit.known.name)]
    return acronym == hit.known.acronym or any(word.startswith(acronym[0].casefold()) for word in names)


def _is_of_its_end(sentence: TaggedSentence, hit: Hit, acronym: str) -> bool:
    """True for EU behind "the Council of the European Union": it shortens only the name at the end of the other."""
    for first in range(hit.first + 1, hit.end):
        found = gazetteer().longest(sentence.tokens[: hit.end], first, frozenset({"organization"}))
        if found is not None and found[0] == hit.end and found[1].acronym == acronym:
            return hit.known.acronym != acronym
    return False
