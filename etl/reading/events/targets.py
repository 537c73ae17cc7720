"""On whom an act is: the recipient of a verb by the ways that `event_triggers.csv` names, the first that finds one."""

from collections.abc import Callable, Sequence
from typing import Final

from etl.reading.events.asides import behind_wording
from etl.reading.events.clause import Setting
from etl.reading.events.neighbours import is_plural_noun
from etl.reading.events.phrases import NounPhrase, Party, body_words
from etl.reading.events.pointed_at import has_pronoun, pointed_at
from etl.reading.events.sectors import are_opposed
from etl.reading.events.standing import is_means
from etl.reading.events.verb_group import VerbGroup
from etl.reading.events.verbs import known_verbs
from etl.reading.events.word_classes import DETERMINERS, modality

_OBJECT_REACH: Final = 14
_STOPS: Final = frozenset(
    {"with", "to", "as", "into", "that", "which", "who", "while", "when", "after", "before", "because", "if", "unless",
     "during"}
)  # fmt: skip
_OTHERS: Final = frozenset({"partners", "allies", "countries", "donors", "others", "nations", "governments", "states"})
_DONE_BESIDE: Final = frozenset({"ACCUSE", "THREATEN", "REJECT", "REQUEST", "SANCTION", "ASSAULT", "COERCE", "AID"})
_OF_RULERS: Final = frozenset({"PROTEST", "REQUEST"})  # what the people of a country want of those who rule it
_NEAR: Final = 3  # words of an object without a name
_AGAINST_OTHERS: Final = frozenset({"THREATEN", "ACCUSE", "SANCTION", "REJECT"})
_OFFICIALS: Final = frozenset(
    {"officials", "counterparts", "counterpart", "authorities", "ministers", "lawmakers", "legislators", "officers"}
)
_FOREIGN_GROUND: Final = frozenset(
    {"embassy", "consulate", "mission", "legation", "border", "frontier", "troops", "forces"}
)
_WHERE: Final = frozenset(
    {"in", "at", "near", "outside", "inside", "into", "around", "across", "from", "on", "through"}
)
_BEHIND_VERBS: Final = DETERMINERS | {"over", "back", "up", "off", "out", "to", "from"}
_DOMESTIC: Final = frozenset({"civilians", "rebels", "party", "military", "media", "company", "ngo"})
_BETWEEN_STATES: Final = frozenset({"SUPPORT", "AGREE", "COOPERATE", "CONSULT", "AID"})
_STATES: Final = frozenset(
    {"ACCUSE", "REJECT", "REQUEST", "THREATEN", "SUPPORT", "AGREE", "AID", "COOPERATE", "CONSULT", "SANCTION"}
)


def find_target(setting: Setting, actors: Sequence[Party]) -> tuple[Party, ...] | None:
    """The recipients of `setting.act` done by `actors`; empty where it may stand without one, None where it may not."""
    if "obj" in setting.act.target and (whom := _antecedent(setting)) is not None:
        return _others(setting, whom, actors) or None
    if has_pronoun(setting) and (other := pointed_at(setting, actors)):
        return other
    for way in setting.act.target:
        if way == "none":
            return pointed_at(setting, actors)
        if way == "own":
            # "in protest at the killing of students by Chilean police"
            culprit = setting.behind("by") if setting.act.event_type == "PROTEST" else None
            found = _others(setting, culprit, actors) if culprit is not None else ()
            found = found or _those_before(setting, actors) or _own_country(setting, actors)
        elif way == "talks":
            is_told = _is_with_partner(setting, actors) or _names_others(setting)
            found = () if is_told else setting.scene.other_side(actors)
        else:
            phrase = _WAYS.get(way, lambda s, w=way: s.behind(w))(setting)
            found = _others(setting, phrase, actors) if phrase is not None else ()
            if phrase is not None and not found and way == "obj" and setting.act.mode == "thanks":
                return None  # whoever thanks his own people thanks nobody else
        if found:
            return found
    return pointed_at(setting, actors) or _those_before(setting, actors)


def _antecedent(setting: Setting) -> NounPhrase | None:
    """The side before "whom" in "his Peruvian counterpart, whom he thanked for": the object of the clause."""
    subject = setting.subject()
    if subject is None or setting.is_passive or setting.sentence.word(subject.first - 1) not in ("whom", "which"):
        return None
    comma = setting.sentence.word(subject.first - 2) == ","
    end = subject.first - 1 - comma
    return next((p for p in setting.phrases if p.end == end and not p.is_weak and not p.is_possessive), None)


def _those_before(setting: Setting, actors: Sequence[Party]) -> tuple[Party, ...] | None:
    """ "Chile condemned Peru and recalled its ambassador": one hostile act after another is against the same, and so is
    one that is done with or by another ("worked with Peru, including by sending doctors").
    """
    before, group = setting.before, setting.group()
    if before is None:
        return None
    is_second = group is not None and (_is_appended(setting, group) or is_means(setting.sentence, group))
    if setting.act.event_type != "SANCTION" and not (is_second and setting.act.event_type in _DONE_BESIDE):
        return None
    if before.is_symmetric:
        return tuple(party for party in before.actors if party not in actors) or None
    return (before.recipients or None) if before.actors == tuple(actors) else None


def _is_appended(setting: Setting, group: VerbGroup) -> bool:
    """True for "condemned the raid, demanding an apology"."""
    return group.form == "participle" and setting.sentence.word(group.first - 1) == ","


def _own_country(setting: Setting, actors: Sequence[Party]) -> tuple[Party, ...]:
    """The actors' country; what a government protests at or demands is not its own doing."""
    if setting.act.event_type in _OF_RULERS and all(party.sector not in _DOMESTIC for party in actors):
        return ()
    if setting.act.event_type == "REQUEST" and _names_strangers(setting, actors):
        return ()
    countries = dict.fromkeys(party.country for party in actors if party.country)
    if len(countries) > 1:
        return ()  # what several states do each at home is not done to one another
    sector = "government" if setting.act.event_type == "REQUEST" else "civilians"
    return tuple(Party.state(country, sector) for country in countries)


def _names_strangers(setting: Setting, actors: Sequence[Party]) -> bool:
    """True where the sentence names another country than that of the actors."""
    return bool(setting.countries() - {None, *(party.country for party in actors)})


def _names_others(setting: Setting) -> bool:
    """True for "encourage our partners to": the object is told, though it has no name."""
    end = setting.trigger.end
    return any(setting.sentence.word(i) in _OTHERS for i in range(end, end + _NEAR))


def _is_with_partner(setting: Setting, actors: Sequence[Party]) -> bool:
    """True for a threat, a charge or a call for something by one who sits in talks: it is not his partner's."""
    is_call = setting.act.event_type == "REQUEST" and setting.sentence.word(setting.trigger.first + 1) == "for"
    return (is_call or setting.act.event_type in _AGAINST_OTHERS) and setting.is_talking(actors)


def _others(setting: Setting, phrase: NounPhrase, actors: Sequence[Party]) -> tuple[Party, ...]:
    """The parties of a phrase without the actors themselves: nobody praises his own government."""
    mine = {party.country for party in actors if party.country is not None}
    sectors = tuple(party.sector for party in actors)
    others = (party for party in phrase.parties if party not in actors)
    return tuple(party for party in others if not _is_self(setting, party, mine, sectors))


def _is_self(setting: Setting, party: Party, mine: set[str], sectors: Sequence[str | None]) -> bool:
    """True for a side that an act of this type cannot have for its recipient, being the actor's own."""
    if party.country not in mine:
        return False
    if setting.act.event_type in _STATES - _BETWEEN_STATES and are_opposed((party.sector, *sectors)):
        return False  # "the miners asked the government"
    if setting.act.event_type in _BETWEEN_STATES:
        return party.kind == "country" or setting.act.mode == "pledge"
    return party.kind == "country" and setting.act.event_type in _STATES and party.sector not in _DOMESTIC


def _object(setting: Setting) -> NounPhrase | None:
    """The first party named in the direct object or in what belongs to it; the pattern itself may reach over it
    ("summoned the Chilean ambassador"), and a pattern that ends in "to" goes on into its infinitive.
    """
    start, end = setting.trigger.first + 1, setting.trigger.end
    wording = behind_wording(setting.sentence, end)
    start, end = (wording, wording) if wording > end else (start, end)
    for phrase in setting.phrases:
        if phrase.end <= start:
            continue
        if phrase.first > end + _OBJECT_REACH:
            return None
        if setting.act.event_type == "ACCUSE" and _is_victim(setting, phrase):
            continue
        if phrase.is_weak and not phrase.is_place and _only_qualifies(setting, phrase):
            continue
        return phrase if all(_goes_on(setting, index) for index in range(end, phrase.first)) else None
    return None


def _only_qualifies(setting: Setting, phrase: NounPhrase) -> bool:
    """True for the alliance in "its NATO ally Turkey": the name behind the noun is meant."""
    behind = next((p for p in setting.phrases if p.first > phrase.end), None)
    if behind is None or behind.is_weak or behind.is_resolved or behind.parties[0].kind != "country":
        return False
    return all(setting.words.is_noun_like(i) for i in range(phrase.end, behind.first))


def _is_victim(setting: Setting, phrase: NounPhrase) -> bool:
    """True in "condemned the bombing in Chile": where harm was done is not who is blamed for it."""
    sentence = setting.sentence
    before = phrase.first - 1
    while sentence.word(before) in ("the", "a", "an") or setting.words.is_noun_like(before):
        if sentence.word(before) in modality("harm"):
            return False  # "the Chilean attack"
        before -= 1
    if sentence.word(before) in ("of", "from"):
        return any(sentence.word(i) in modality("harm_to") for i in range(setting.trigger.first, before))
    if sentence.word(before) not in ("in", "on", "at", "against", "near"):
        return False
    return any(sentence.word(i) in modality("harm") for i in range(setting.trigger.first, before))


def _goes_on(setting: Setting, index: int) -> bool:
    """True when the object still goes on at token `index`."""
    sentence = setting.sentence
    if sentence.word(index) == "as" and index == setting.trigger.end:
        return True  # "denounced as a crime Chile's raid"
    if setting.ends_clause(index) or sentence.word(index) in _STOPS:
        return sentence.word(index) == "with" and sentence.word(index - 1) in modality("shared")
    if index in setting.words.verbal:
        return sentence.word(setting.trigger.end - 1) == "to" and index <= setting.trigger.end + 1
    return sentence.tokens[index].text != "," or setting.words.is_noun_like(index + 1)


def place_of(setting: Setting) -> NounPhrase | None:
    """The country of the place where it happened: behind "in", "at", "near" anywhere in the sentence."""
    for phrase in setting.phrases:
        if len(phrase.parties) == 1 and phrase.parties[0].kind == "country":
            before = phrase.first - 1
            while before >= 0 and (
                setting.words.is_noun_like(before) or setting.sentence.word(before) in ("the", "a", ",")
            ):
                before -= 1
            if {setting.sentence.word(phrase.end), setting.sentence.word(phrase.end - 1)} & _FOREIGN_GROUND:
                continue
            is_ground = phrase.is_place or _is_ground(setting, phrase, before)
            if setting.sentence.word(before) in _WHERE or (is_ground and setting.sentence.word(before) == "of"):
                return phrase
    return None


def _is_ground(setting: Setting, phrase: NounPhrase, before: int) -> bool:
    """True for "Chilean" in "the outskirts of the Chilean capital", "parts of the Chilean city of"."""
    is_town = setting.sentence.word(phrase.end) in modality("town")
    return is_town or setting.sentence.word(before - 1) in modality("part_of_land")


def unnamed(setting: Setting, at: int) -> NounPhrase | None:
    """ "Officials" and other people of a government at token `at`, whose country is that where they are: "met with
    senior officials in Chile", "In Chile, he will meet with counterparts".
    """
    end = at
    end += setting.sentence.word(at) in ("his", "her", "their", "its")
    while setting.words.is_noun_like(end) and not _is_of_state(setting.sentence.word(end)):
        end += 1
    while _is_of_state(setting.sentence.word(end)):
        end += 1
    if setting.sentence.word(end - 1) not in _OFFICIALS or any(p.first < end and p.end > at for p in setting.phrases):
        return None
    where = place_of(setting)
    if where is None or setting.sentence.word(end) in ("from", "of"):
        return None  # "officials from Chile in Paris"
    party = Party.state(where.parties[0].country)
    return NounPhrase(at, end, (party,), is_free=False, is_possessive=False, is_resolved=True)


def _is_of_state(word: str) -> bool:
    return word in _OFFICIALS or body_words().get(word) == "government"


def under_condition(setting: Setting, actors: Sequence[Party]) -> tuple[Party, ...]:
    """Whom a threat is against by its condition: "will cut supplies unless Chile pays"."""
    for word in ("unless", "if"):
        phrase = _clause_subject(setting, word)
        found = _others(setting, phrase, actors) if phrase is not None else ()
        if found:
            return found
    return ()


def _clause_subject(setting: Setting, word: str) -> NounPhrase | None:
    """The first phrase of the clause that `word` opens behind the trigger, or with which the trigger ends."""
    tokens = range(setting.trigger.end - 1, len(setting.sentence.tokens))
    at = next((i for i in tokens if setting.sentence.word(i) == word), None)
    if at is None:
        return None
    phrase = next((p for p in setting.phrases if p.first > at), None)
    between = range(at + 1, phrase.first) if phrase is not None else range(0)
    is_first = all(setting.words.is_noun_like(i) or setting.sentence.word(i) in DETERMINERS for i in between)
    return phrase if is_first else None


def _inside(setting: Setting) -> NounPhrase | None:
    """The party between the words of the pattern: "told Chile to"."""
    first, end = setting.trigger.first, setting.trigger.end
    inside = [p for p in setting.phrases if first < p.first and p.end <= end]
    found = next((p for p in inside if p.is_place or not p.is_weak), None)
    return found or next((p for p in inside if _is_of_persons(setting, p)), None)


def _is_of_persons(setting: Setting, phrase: NounPhrase) -> bool:
    """True for "Chilean pilgrims", whoever they are, and "Chilean reporters" before another noun."""
    is_body = setting.sentence.word(phrase.end - 1) in body_words()
    return is_body or is_plural_noun(setting.sentence, phrase.end)


def _asked_subject(setting: Setting) -> NounPhrase | None:
    """ "That Chile return the wreck", "that Chile should": of whom it is asked, not what is claimed of him."""
    phrase = _clause_subject(setting, "that")
    if phrase is None:
        return None
    word = setting.sentence.word(phrase.end)
    form = known_verbs().get(word)
    is_base = form is not None and "base" in form.kinds and "past" not in form.kinds
    return phrase if is_base or word in ("should", "must", "not", "be") else None


def _itself(setting: Setting) -> NounPhrase | None:
    """The direct object where it is the side itself, not something of it: "backed Chad", not "backed Chad's bid"."""
    phrase = setting.object(reach=_NEAR)
    if phrase is None or phrase.is_possessive or (phrase.is_weak and not phrase.is_place):
        return None
    between = range(setting.trigger.end, phrase.first)
    words = setting.words
    is_near = all(
        words.is_noun_like(i) or words.sentence.word(i) in DETERMINERS or words.sentence.tokens[i].kind == "number"
        for i in between
    )
    return phrase if is_near and not words.is_noun_like(phrase.end) else None


def _bidden(setting: Setting) -> NounPhrase | None:
    """ "Insisted Chile return the wreck": the phrase right behind the trigger, with a bare verb behind it."""
    phrase = next((p for p in setting.phrases if p.first >= setting.trigger.end), None)
    if phrase is None or phrase.first > setting.trigger.end + 1:
        return None
    form, behind = known_verbs().get(setting.sentence.word(phrase.end)), setting.sentence.word(phrase.end + 1)
    is_base = form is not None and form.kinds == frozenset({"base"}) and (not form.is_noun or behind in _BEHIND_VERBS)
    return phrase if is_base else None


_WAYS: Final[dict[str, Callable[[Setting], NounPhrase | None]]] = {
    "obj": _object,
    "place": place_of,
    "that": lambda setting: _clause_subject(setting, "that"),
    "unless": lambda setting: _clause_subject(setting, "unless"),
    "if": lambda setting: _clause_subject(setting, "if"),
    "should": _asked_subject,
    "base": _bidden,
    "inside": _inside,
    "it": _itself,
}
