"""Acts that only the verb's standing makes: "will provide" is a pledge, "will bomb" a threat, "must leave" a demand."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from etl.lexicon.loader import rows
from etl.reading.events.clause import Setting, subject_of
from etl.reading.events.phrases import NounPhrase, Party, Words, body_words
from etl.reading.events.sectors import are_opposed
from etl.reading.events.standing import asserts_duty, is_conditional
from etl.reading.events.triggers import Act, Found
from etl.reading.events.unnamed import is_said_by_watchers
from etl.reading.events.word_classes import modality
from etl.reading.people.words import speech_verbs

# What a future act is in PLOVER: intent to cooperate is AGREE, intent to harm THREATEN (CAMEO 03 and 13).
_PROMISED: Final = {
    "CONSULT": ("AGREE", "036"),
    "AID": ("AGREE", "033"),
    "COOPERATE": ("AGREE", "031"),
    "SUPPORT": ("AGREE", "032"),
    "CONCEDE": ("AGREE", "035"),
    "RETREAT": ("AGREE", "035"),
    "SANCTION": ("THREATEN", "131"),
    "COERCE": ("THREATEN", "132"),
    "PROTEST": ("THREATEN", "133"),
    "MOBILIZE": ("THREATEN", "138"),
    "ASSAULT": ("THREATEN", "138"),
    "REJECT": ("THREATEN", "130"),
}
_GOVERNING: Final = frozenset({None, "government", "military"})
_SET_TO: Final = frozenset({"set", "due", "scheduled", "expected", "slated"})
_OBJECT_WORDS: Final = 5
_FOLLOWING: Final = frozenset({"pursue", "follow", "implement", "adhere", "maintain", "conduct", "uphold"})
_COURSES: Final = frozenset({"policy", "policies", "path", "line", "course", "strategy", "principle", "principles"})
_KEEPING: Final = frozenset({"maintain", "continue", "keep", "extend", "create", "ensure", "implement", "increase"})
_PLEDGE_TARGET: Final = ("obj", "to", "for", "with", "talks", "in")
FUTURES: Final = frozenset({"will", "would", "must", "should", "jointly"})
"""The words that make a pledge, a demand or work together of any verb."""

_REFUSAL: Final = Act(
    "act", "REJECT", "120", "refusal", is_verb=True, target=("to", "obj", "with", "from", "for", "on")
)
_JOINTLY: Final = Act("joint", "COOPERATE", "060", "cooperation", is_verb=True)
_VOW: Final = Act("act", "THREATEN", "138", "threat", is_verb=True, target=("it",))
_DUTY: Final = Act("duty", "REQUEST", "100", "demand", is_verb=True)


def promised_as(event_type: str, event_subtype: str | None) -> tuple[str, str | None]:
    """Type and code of a future act of this type; what is already words stays what it is."""
    return _PROMISED.get(event_type, (event_type, event_subtype))


@cache
def _pledge_acts() -> dict[str, Act]:
    return {
        row["lemma"]: Act("act", "AGREE", row["event_subtype"], "pledge", is_verb=True, target=_PLEDGE_TARGET)
        for row in rows("promise_verbs")
    }


def unlisted_acts(words: Words, taken: set[int]) -> Iterator[Found]:
    """Pledges and demands that no pattern lists: verbs with "will", "would" or "must" outside the `taken` tokens."""
    for group in words.groups:
        if group.form == "infinitive" and words.sentence.word(group.first - 1) in _SET_TO:
            act = _pledge_acts().get(group.lemma)
            if act is not None and group.head not in taken:
                yield Found(group.head, group.head + 1, (act,))
        if group.form != "finite":
            continue
        if "jointly" in group.words and group.head not in taken:
            yield Found(group.head, group.head + 1, (_JOINTLY,))
        elif asserts_duty(group) and not is_conditional(words.sentence, group):
            yield Found(group.head, group.head + 1, (_DUTY,))
        elif group.head not in taken and {"will", "would"} & set(group.words):
            act = _pledge_acts().get(group.lemma)
            if act is None and group.lemma in modality("hostile") and not group.is_passive:
                yield Found(group.head, group.head + 1, (_VOW,))  # "will crush Chile"
            elif act is not None and {"not", "never"} & set(group.words) and not group.is_passive:
                if group.first in taken:
                    continue  # a pattern that begins with "will not" has told it
                yield Found(group.first, group.head + 1, (_REFUSAL,))
            elif act is not None and not _is_spoken(words, group.head):
                yield Found(group.head, group.head + 1, (act,))


def _is_spoken(words: Words, head: int) -> bool:
    """True for "will deliver remarks on", and for "will maintain a tariff": what is given is only words, or no gift."""
    if words.sentence.word(head + 1) in ("that", "how", "why"):
        return True  # "will share that …"
    is_kept = words.sentence.word(head) in _KEEPING
    kinds = modality("spoken") | modality("burden") if is_kept else modality("spoken")
    if words.sentence.word(head + 2) == "do" and words.sentence.word(head + 3) == "so":
        return True  # "will continue to do so", whatever it was
    if words.sentence.word(head + 2) in _FOLLOWING and any(
        words.sentence.word(i) in _COURSES for i in range(head + 3, head + 3 + _OBJECT_WORDS)
    ):
        return True  # "will continue to pursue its policy of peace": nobody else is promised anything
    return any(words.sentence.word(i) in kinds for i in range(head + 1, head + _OBJECT_WORDS))


def demand(setting: Setting) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    """Who demands of whom: "X said Y must leave", or "Y must leave" in the words of an official text."""
    group = setting.group()
    if group is None or setting.is_passive:
        return None
    addressed = subject_of(setting.words, setting.phrases, group)
    if addressed is None or addressed.is_resolved:
        return None
    sayer = _sayer(setting, addressed) or _sayer_behind(setting)
    if sayer is None and setting.scene.home is not None and not setting.scene.is_transcript:
        if any(party.country == setting.scene.home for party in addressed.parties):
            return None  # "many Americans must decide"
        sayer = (Party.state(setting.scene.home),)
    if not sayer or {(p.country, p.sector in _GOVERNING) for p in sayer} & {
        (p.country, p.sector in _GOVERNING) for p in addressed.parties
    }:
        return None  # one does not demand of oneself; rebels may of their government
    return sayer, addressed.parties


def blame(setting: Setting) -> tuple[tuple[Party, ...], tuple[Party, ...]] | None:
    """Who accuses whom: "X said Y was behind the attack", "Y had failed to act, X said"."""
    group = setting.group()
    if group is None or (setting.is_passive and setting.act.is_verb):
        return None
    accused = subject_of(setting.words, setting.phrases, group)
    if accused is None or is_conditional(setting.sentence, group):
        return None
    is_body = accused.parties[0].kind == "country" and setting.sentence.word(accused.end - 1) in body_words()
    if (accused.is_resolved and not is_body) or (group.form == "infinitive" and _is_sayer(setting, accused)):
        return None  # "they are behind it", whoever they are; but "the regime" is somebody; "told of plots to incite"
    sayer = _sayer(setting, accused) or _sayer_behind(setting) or _author_who_blames(setting)
    if not sayer and is_said_by_watchers(setting, accused):
        return (), accused.parties
    are_sides = sayer is not None and are_opposed(p.sector for p in (*sayer, *accused.parties))
    if not sayer or (not are_sides and {p.country for p in sayer} & {p.country for p in accused.parties}):
        return None  # an army may blame the rebels of its country
    return sayer, accused.parties


def verdict(setting: Setting) -> tuple[Party, ...]:
    """Who says of a thing that it is out of the question; nobody where it is conditional or not said by anybody."""
    group = setting.group()
    if group is None or is_conditional(setting.sentence, group) or {"not", "never"} & set(group.words):
        return ()
    for said in reversed(setting.words.groups):
        if said.head < group.first and setting.sentence.word(said.head) in speech_verbs():
            subject = subject_of(setting.words, setting.phrases, said)
            return subject.parties if subject is not None else ()
    return _sayer_behind(setting) or ()


def _is_sayer(setting: Setting, phrase: NounPhrase) -> bool:
    """True for the subject of a verb of saying."""
    return any(
        setting.sentence.word(g.head) in speech_verbs() and subject_of(setting.words, setting.phrases, g) == phrase
        for g in setting.words.groups
    )


def _author_who_blames(setting: Setting) -> tuple[Party, ...]:
    """An official text that says what wrong another state does accuses it."""
    scene = setting.scene
    if scene.home is None or scene.is_transcript or setting.act.event_subtype != "112":
        return ()
    return (scene.author,) if scene.author is not None else (Party.state(scene.home),)


def _sayer(setting: Setting, addressed: NounPhrase) -> tuple[Party, ...] | None:
    for group in reversed(setting.words.groups):
        if group.head < addressed.first and setting.sentence.word(group.head) in speech_verbs():
            subject = subject_of(setting.words, setting.phrases, group)
            return subject.parties if subject is not None else None
    return None


def _sayer_behind(setting: Setting) -> tuple[Party, ...] | None:
    """ "…, Chile's police said", "…, said the Chilean police"."""
    for group in setting.words.groups:
        if group.head <= setting.trigger.end or setting.sentence.word(group.head) not in speech_verbs():
            continue
        found = next((p for p in setting.phrases if group.head in (p.first - 1, p.end)), None)
        return found.parties if found is not None else None
    return None
