"""Occasions: anniversaries, congresses, elections, ceremonies, deaths and disasters, with the countries they concern."""

from etl.reading.events.clause import Setting
from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.events.standing import modality

_BEFORE = 5  # words between a country and the noun it qualifies: "Chile's third presidential election"
_BEHIND = 12
_RELATIONS = frozenset({"relations", "ties", "partnership", "friendship", "alliance"})
_SERIES = frozenset({"anniversary", "congress", "ceremony"})
_HIT = frozenset(
    {"devastating", "deadly", "recent", "powerful", "massive", "tragic", "major", "terrible", "catastrophic", "strong",
     "severe", "latest", "fatal", "by", "after", "following", "'s"}
)  # fmt: skip


def concerned(setting: Setting, has_time: bool) -> tuple[tuple[Party, ...], str] | None:
    """The countries and bodies an occasion concerns, and its status; None where the words only speak of such things.

    An anniversary or a congress has its number or its day, an election its day, a disaster its place and its day or a
    word that says that it struck.
    """
    sentence, trigger = setting.sentence, setting.trigger
    before = {sentence.word(i) for i in range(max(0, trigger.first - 4), trigger.first)}
    if before & modality("negation") or {"if", "any", "every"} & before:
        return None
    numbered = any(
        sentence.tokens[i].kind == "number" or sentence.word(i).endswith(("th", "first", "second", "third"))
        for i in range(max(0, trigger.first - 3), trigger.first)
    )
    is_known = has_time or (setting.act.mode in _SERIES and numbered)
    if not is_known and not (setting.act.mode == "disaster" and before & _HIT):
        return None
    parties = _parties(setting)
    if not parties:
        return None
    return parties, "planned" if before & modality("upcoming") else "happened"


def _parties(setting: Setting) -> tuple[Party, ...]:
    trigger, scene = setting.trigger, setting.scene
    behind = [p for p in setting.phrases if 0 <= p.first - trigger.end <= _BEHIND and not _is_cut_off(setting, p)]
    before = [p for p in setting.phrases if 0 <= trigger.first - p.end <= _BEFORE and (p.is_possessive or p.is_weak)]
    words = {setting.sentence.word(i) for i in range(trigger.end, trigger.end + _BEHIND)}
    is_mutual = bool(words & _RELATIONS)
    named = _countries([*before[-1:], *(behind if is_mutual else behind[:1])])
    if is_mutual and len(named) < 2 and scene.pair:
        return _countries_of(scene.pair)
    if named:
        return named
    if setting.act.mode == "anniversary" and scene.pair:
        return _countries_of(scene.pair)
    return (Party("country", None, scene.about, "government"),) if scene.about is not None else ()


def _is_cut_off(setting: Setting, phrase: NounPhrase) -> bool:
    return any(setting.ends_clause(i) for i in range(setting.trigger.end, phrase.first))


def _countries(phrases: list[NounPhrase]) -> tuple[Party, ...]:
    return _countries_of(tuple(party for phrase in phrases for party in phrase.parties if party.kind != "person"))


def _countries_of(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties as bodies and countries, each once."""
    return tuple(
        dict.fromkeys(
            party if party.kind == "organization" else Party("country", None, party.country, "government")
            for party in parties
            if party.country is not None or party.kind == "organization"
        )
    )
