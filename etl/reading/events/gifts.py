"""Help told by what is given: "U.S. assistance provides food to", "this funding will help Chile rebuild"."""

from typing import Final

from etl.reading.events.clause import Setting
from etl.reading.events.passives import head_of_subject, start_of_subject
from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.events.verb_group import VerbGroup
from etl.reading.events.word_classes import modality

_HELP: Final = frozenset({"AID", "SUPPORT"})
_JUST_TOLD: Final = frozenset({"this", "these", "the", "such", "our"})


def giver(setting: Setting, group: VerbGroup) -> NounPhrase | None:
    """Whose the help is that is the subject of a verb; in a government's own text that of which it has just told."""
    if setting.act.event_type not in _HELP or setting.scene.is_transcript:
        return None
    head = head_of_subject(setting.words, group)
    if head is None or setting.sentence.word(head) not in modality("gift"):
        return None
    start = start_of_subject(setting.words, group)
    owner = next((p for p in setting.phrases if start <= p.first and p.end <= head), None)
    if owner is not None or setting.scene.home is None or setting.sentence.word(start) not in _JUST_TOLD:
        return owner
    return NounPhrase(start, head + 1, (Party.state(setting.scene.home),), True, False, is_resolved=True)
