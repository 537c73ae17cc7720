"""Those who act without a name or a country beside them: "police arrested", "killed by gunmen"."""

from collections.abc import Sequence
from typing import Final

from etl.reading.events.clause import Setting, subject_of
from etl.reading.events.phrases import NounPhrase, Party, body_words, words_for_some
from etl.reading.events.sectors import sector_behind
from etl.reading.events.targets import place_of
from etl.reading.events.verb_group import VerbGroup, before_adjuncts
from etl.reading.events.word_classes import DETERMINERS, PREPOSITIONS, modality
from etl.reading.people.words import speech_verbs

_AT_HOME: Final = frozenset({"military", "rebels", "civilians", "party", "media"})
_OF_A_PEOPLE: Final = frozenset({"civilians", "party"})
_AUTHORITIES: Final = frozenset(
    {"authorities", "court", "courts", "judge", "judges", "prosecutors", "prosecutor", "tribunal"}
)
_DOMESTIC: Final = frozenset({"PROTEST", "COERCE", "ASSAULT", "MOBILIZE", "CONCEDE", "RETREAT"})
_IN_WORDS: Final = frozenset(
    {"REQUEST", "REJECT", "THREATEN", "ACCUSE"}
)  # what a people's groups say to their own state
_OF_AUTHORITIES: Final = frozenset(
    {"arrest", "indictment", "trial", "conviction", "execution", "crackdown", "emergency"}
)
_BY_HOSTS: Final = frozenset({"protest-note", "expulsion"})
_HARM: Final = frozenset({"ASSAULT", "COERCE"})
_WITHIN: Final = frozenset(
    {"ASSAULT", "COERCE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "AGREE", "CONCEDE", "RETREAT"}
)
_TOLD_BY_STRANGERS: Final = frozenset({"ACCUSE", "REQUEST", "AID", "ASSAULT", "COERCE", "SANCTION"})
_ALSO_ADJECTIVES: Final = frozenset({"general", "major", "radical", "liberal", "national"})  # "a general strike"
_CHARGING: Final = frozenset(
    {"say", "charge", "allege", "report", "claim", "maintain", "contend", "complain", "assert"}
)
_JAILS: Final = frozenset({"jail", "jails", "prison", "prisons", "custody", "detention", "captivity", "imprisonment"})
_JAIL_REACH: Final = 2  # words
_GROUPS: Final = frozenset({"civilians", "party", "rebels", "media", "ngo"})
_WITHIN_REACH: Final = 12  # words
_PHRASE: Final = 6  # words


def unnamed_actor(setting: Setting, group: VerbGroup) -> NounPhrase | None:
    """ "Riot police broke up a rally in Minsk": a group that is at home where the act takes place."""
    if group.form != "finite":
        return None
    found = _at_home(setting, before_adjuncts(setting.sentence, group.first - 1))
    if found is not None and setting.sentence.word(found.first - 1) in PREPOSITIONS - {"of"}:
        return None  # "troops backed by helicopters swept into"
    if found is not None or any(g.form == "finite" and g.head < group.first for g in setting.words.groups):
        return found
    return _at_home(setting, _head_of_subject(setting, group.first))


def _head_of_subject(setting: Setting, end: int) -> int:
    """The last word of the noun phrase that opens the sentence, before what hangs on it: "rebels loyal to"."""
    sentence = setting.sentence
    for index in range(min(end, _PHRASE)):
        is_last = sentence.word(index + 1) not in body_words()
        is_adjective = sentence.word(index) in _ALSO_ADJECTIVES and setting.words.is_noun_like(index + 1)
        if sentence.word(index) in body_words() and is_last and not is_adjective:
            return index
        if not (
            setting.words.is_noun_like(index)
            or sentence.word(index) in DETERMINERS
            or sentence.tokens[index].kind == "number"
            or index == 0
            or _is_partisan(setting, index)
        ):
            break
    return -1


def _is_partisan(setting: Setting, index: int) -> bool:
    """True for the hyphen and the country of "pro-Chilean kidnappers", who are not Chile's."""
    sentence = setting.sentence
    if sentence.word(index) == "-":
        return sentence.word(index - 1) in ("pro", "anti")
    return sentence.word(index - 1) == "-" and sentence.word(index - 2) in ("pro", "anti")


def unnamed_agent(setting: Setting) -> NounPhrase | None:
    """ "Killed by gunmen in Basra"."""
    for index in range(setting.trigger.end, min(setting.trigger.end + 12, len(setting.sentence.tokens))):
        if setting.ends_clause(index):
            return None
        if setting.sentence.word(index) == "by":
            last = index + 1
            while last < index + _PHRASE and _is_inside(setting, last + 1) and not _is_group(setting, last):
                last += 1
            return _at_home(setting, last)
    return None


def _is_group(setting: Setting, index: int) -> bool:
    """True for the last word of "masked gunmen", not for "police" in "police officers"."""
    return all(
        (setting.sentence.word(at) in body_words()) == is_body for at, is_body in ((index, True), (index + 1, False))
    )


def _is_inside(setting: Setting, index: int) -> bool:
    return setting.words.is_noun_like(index) or (
        setting.sentence.word(index - 1) == "of" or setting.sentence.word(index) == "of"
    )


def _at_home(setting: Setting, index: int) -> NounPhrase | None:
    """The group whose last word is `index`, as a party of the country where it happened."""
    if index < 0 or setting.act.event_type not in _DOMESTIC | _IN_WORDS or setting.scene.is_transcript:
        return None
    word = setting.sentence.word(index)
    sector = "government" if word in _AUTHORITIES else body_words().get(word)
    if sector is not None and word not in _AUTHORITIES:
        owner = index - 1 - (setting.sentence.word(index - 1) in ("'s", "'", "’"))  # "miners' leaders" are miners
        sector = sector_behind(body_words().get(setting.sentence.word(owner)), word, sector)
    is_crowd = setting.act.event_type == "PROTEST" and word.endswith("s") and setting.words.is_noun_like(index)
    if word in words_for_some() or (sector in (None, "company", "ngo") and is_crowd):
        sector = "civilians"
    if sector is None or (sector not in _AT_HOME and word not in _AUTHORITIES) or index in setting.words.verbal:
        return None
    first = index
    while first > 0 and (
        setting.words.is_noun_like(first - 1)
        or setting.sentence.word(first - 1) in DETERMINERS
        or setting.sentence.tokens[first - 1].kind == "number"
        or (setting.sentence.tokens[first - 1].is_capitalized and setting.sentence.hit_at(first - 1) is None)
    ):
        first -= 1
    if any(phrase.first < index + 1 and first < phrase.end for phrase in setting.phrases):
        return None  # the group has its country
    is_at_place = setting.act.event_type in _DOMESTIC or sector in ("rebels", "media")
    place = place_of(setting) if is_at_place else None
    country = place.parties[0].country if place is not None else None
    is_at_home = sector in _OF_A_PEOPLE or _is_against_forces(setting) or _is_against_rulers(setting, sector)
    if country is None and is_at_home:
        country = _only_country(setting)
    if country is None and place is None and (sector == "military" or word in _AUTHORITIES):
        country = _country_of_police(setting)
    if country is None:
        return None
    party = Party.state(country, sector)
    return NounPhrase(first, index + 1, (party,), True, False, is_resolved=True)


def _country_of_police(setting: Setting) -> str | None:
    """Where police arrest and soldiers shoot in a sentence that names no country: where the article is."""
    if setting.act.event_type not in _HARM or setting.scene.home is not None or _only_country(setting) is not None:
        return None
    return setting.scene.about or setting.scene.acting_country()


def is_by_strangers(setting: Setting, group: VerbGroup) -> bool:
    """True for "aid agencies called on Chile to": who says it has no country, to whom it is said does."""
    if setting.act.event_type not in _TOLD_BY_STRANGERS or not setting.scene.is_report:
        return False
    if group.form != "finite" or any(g.form == "finite" and g.head < group.first for g in setting.words.groups):
        return False
    last = before_adjuncts(setting.sentence, group.first - 1)
    words = {setting.sentence.word(at) for at in (last, _head_of_subject(setting, group.first))}
    return not words.isdisjoint(modality("stranger"))


def unnamed_patient(setting: Setting, group: VerbGroup) -> NounPhrase | None:
    """ "Four soldiers were killed by Peruvian fire": people of where it happened, or of the country that says so."""
    if setting.scene.is_transcript or setting.act.event_type not in _HARM or not group.is_passive:
        return None
    index = before_adjuncts(setting.sentence, group.first - 1)
    opens = not any(g.form == "finite" and g.head < group.first for g in setting.words.groups)
    heads = (index, _head_of_subject(setting, group.first)) if opens else (index,)
    at = next((i for i in heads if setting.sentence.word(i) in body_words()), None)
    if at is None or index in setting.words.verbal:
        return None
    sector = body_words()[setting.sentence.word(at)]
    place = place_of(setting)
    country = place.parties[0].country if place is not None else _country_that_says(setting, group)
    if country is None:
        return None
    return NounPhrase(at, at + 1, (Party.state(country, sector),), True, False, is_resolved=True)


def _country_that_says(setting: Setting, group: VerbGroup) -> str | None:
    """The country whose officials say it: "Chile's defence ministry said that four soldiers had been"."""
    saying = next((g for g in reversed(setting.words.groups) if g.head < group.first and g.form == "finite"), None)
    if saying is None or setting.sentence.word(saying.head) not in speech_verbs():
        return None
    sayer = subject_of(setting.words, setting.phrases, saying)
    return sayer.parties[0].country if sayer is not None and len(sayer.parties) == 1 else None


def bodies_between(setting: Setting) -> tuple[Party, ...]:
    """The two groups in "between police and protesters", each of its own country or else of that of the place."""
    end = setting.trigger.end
    if setting.sentence.word(end) != "between" or setting.scene.is_transcript:
        return ()
    heads = [i for i in range(end + 1, end + _WITHIN_REACH) if _is_group(setting, i)]
    if len(heads) < 2 or "and" not in setting.sentence.words[heads[0] : heads[1]]:
        return ()
    place = place_of(setting)
    around = place.parties[0].country if place is not None else _only_country(setting) or setting.scene.acting_country()
    sides = []
    for head in heads[:2]:
        named = next((p for p in setting.phrases if p.first <= head < p.end and len(p.parties) == 1), None)
        sector = body_words()[setting.sentence.word(head)]
        sides.append(named.parties[0] if named is not None else Party.state(around, sector))
    return tuple(sides) if all(side.country is not None for side in sides) else ()


def host_of_envoys(setting: Setting, group: VerbGroup) -> NounPhrase | None:
    """Who summons or expels where nobody says who: the country that is left ("were ordered out of Peru"), else that of
    whose doings the article told last.
    """
    if setting.act.mode not in _BY_HOSTS or group.form != "finite" or setting.scene.is_transcript:
        return None
    left = setting.behind("of") or setting.behind("from") or setting.behind("to")  # "was summoned to the ministry"
    country = left.parties[0].country if left is not None else setting.scene.acting_country()
    if country is None or _only_country(setting) == country:
        return None
    party = Party.state(country)
    return NounPhrase(setting.trigger.first, setting.trigger.end, (party,), False, False, is_resolved=True)


def is_said_by_watchers(setting: Setting, accused: NounPhrase) -> bool:
    """True for "…, human rights groups charged" and "rights groups say Chile is behind": they have no country."""
    if not setting.scene.is_report:
        return False
    sentence = setting.sentence
    for group in setting.words.groups:
        if group.lemma not in _CHARGING or group.form != "finite":
            continue
        last = before_adjuncts(sentence, group.first - 1)
        is_aside = group.head > setting.trigger.end or group.head < accused.first
        if is_aside and sentence.word(last) in modality("watcher"):
            return True
    return False


def authorities(setting: Setting) -> tuple[Party, ...]:
    """Who arrests, tries and executes where nobody says who: the state in which it happens."""
    if setting.act.mode not in _OF_AUTHORITIES or setting.scene.is_transcript:
        return ()
    place = place_of(setting)
    return (Party.state(place.parties[0].country),) if place is not None else ()


def jailers(setting: Setting) -> tuple[Party, ...]:
    """Who frees prisoners where nobody says who: the state whose jail it is, "freed from a Chilean jail"."""
    if setting.act.mode != "release" or setting.scene.is_transcript:
        return ()
    held = setting.behind("from") or setting.behind("in")
    if held is None or len(held.parties) > 1 or not _is_jail(setting, held):
        return ()
    return (Party.state(held.parties[0].country),)


def _is_jail(setting: Setting, phrase: NounPhrase) -> bool:
    """True for "a Chilean jail", "jail in Chile", "Chilean custody"."""
    around = range(phrase.first - _JAIL_REACH, phrase.end + _JAIL_REACH)
    return any(setting.sentence.word(i) in _JAILS for i in around)


def _only_country(setting: Setting) -> str | None:
    named = setting.countries()
    return next(iter(named)) if len(named) == 1 else None


def _is_against_forces(setting: Setting) -> bool:
    """True for "guerrillas ambushed a Chilean patrol": those of one's own country."""
    sectors = {party.sector for phrase in setting.phrases if not phrase.is_weak for party in phrase.parties}
    return sectors == {"military"}


def _is_against_rulers(setting: Setting, sector: str) -> bool:
    """True for "soldiers overthrew Chile's president", "police raided Chile's main opposition party"."""
    if setting.act.event_type != "COERCE" or sector != "military":
        return False
    sectors = {party.sector for phrase in setting.phrases for party in phrase.parties}
    return bool(sectors) and sectors <= {"government", "party"}


def partner_at_home(setting: Setting, subject: NounPhrase, at: int) -> NounPhrase | None:
    """The group behind "with" at token `at` with which the rulers of its country talk: "with leaders of the miners"."""
    scene, party = setting.scene, subject.parties[0]
    if not scene.is_report or party.country is None or len(subject.parties) > 1:
        return None
    if setting.countries() - {party.country, None}:
        return None
    for index in range(at, min(at + _PHRASE, len(setting.sentence.tokens))):
        sector = body_words().get(setting.sentence.word(index))
        if sector in _GROUPS and index not in setting.words.verbal:
            return NounPhrase(at, index + 1, (Party.state(party.country, sector),), False, False, is_resolved=True)
        if setting.ends_clause(index) or setting.sentence.tokens[index].text == ",":
            return None
    return None


def bombers(setting: Setting, victims: Sequence[Party]) -> tuple[Party, ...]:
    """Who bombs or kidnaps foreigners where nobody says who: somebody at home where they are, as "gunmen" are."""
    place = place_of(setting)
    is_harm = setting.act.event_type == "ASSAULT" and setting.scene.is_report
    if not is_harm or place is None or any(party.country in (None, place.parties[0].country) for party in victims):
        return ()
    is_kidnap = setting.act.mode in ("kidnapping", "hostage-taking", "assassination", "shooting")
    is_armed = not modality("arms").isdisjoint(setting.sentence.vocabulary)
    return (Party.state(place.parties[0].country, "rebels"),) if is_kidnap or is_armed else ()


def own_side(setting: Setting, subject: NounPhrase) -> tuple[Party, ...] | None:
    """Whom an act within one country is on: "Chilean miners rejected the offer", "Chile's president told the rebels".

    Only where the sentence names no other country, in texts that speak for none themselves, and where a group of that
    country acts or is told of behind the act.
    """
    scene, country = setting.scene, subject.parties[0].country
    is_told = setting.act.event_type in _WITHIN or setting.act.event_subtype == "164"  # "broke off talks with rebels"
    is_within = is_told and country is not None and setting.is_named_here(subject)
    if not is_within or not scene.is_report:
        return None
    if setting.countries() - {country, None}:
        return None
    span = range(setting.trigger.first + 1, setting.trigger.end + _WITHIN_REACH)
    behind = (body_words().get(setting.sentence.word(i)) for i in span)
    group = next((sector for sector in behind if sector is not None), None)
    is_group = len(subject.parties) == 1 and subject.parties[0].sector in _GROUPS
    is_harm = setting.act.event_type in _HARM
    if group is None and is_harm and subject.parties[0].sector == "rebels" and setting.act.is_verb:
        group = "civilians"  # "a Chilean gunman shot a councillor"
    if group is None and (is_harm or not is_group) and setting.act.event_type != "CONCEDE":
        return None
    return (Party.state(country, group or "government"),)
