"""Items of a list that begin with a verb; whoever does them stands above the list or issues the text.

"Since then, the United States has: - Provided …", "The Security Council, … 1. Condemns …", and in a fact sheet of a
government the bare "- Imposed sanctions on …".
"""

from collections.abc import Sequence
from typing import Final

from etl.reading.events.neighbours import takes_object
from etl.reading.events.phrases import NounPhrase, Party
from etl.reading.events.verbs import VerbForm
from etl.reading.tagging import TaggedSentence

_MOST_MARKS: Final = 4  # tokens: "(", "a", ")", "**"
_QUOTES: Final = frozenset({'"', "“", "”", "'", "‘", "’"})
_LETTERED: Final = 3  # "(iv)"
_LEADING: Final = frozenset({":", ",", ";"})
_GOING_ON: Final = frozenset({"on", "upon", "with", "to", "for", "that", "against", "in"})


def begins_item(sentence: TaggedSentence, index: int) -> bool:
    """True behind nothing but the mark of a list item: "- ", "1. ", "(a) "."""
    if not 0 < index <= _MOST_MARKS:
        return False
    marks = [token for token in sentence.tokens[:index] if token.kind == "punct"]
    others = [token for token in sentence.tokens[:index] if token.kind != "punct"]
    return (
        bool(marks)
        and not any(token.text in _QUOTES for token in marks)
        and (not others or (len(others) == 1 and (others[0].kind == "number" or len(others[0].text) <= _LETTERED)))
        and sentence.tokens[index - 1].kind == "punct"
    )


def is_item(sentence: TaggedSentence) -> bool:
    """True for a sentence that begins with the mark of a list item."""
    return any(begins_item(sentence, index) for index in range(min(_MOST_MARKS + 1, len(sentence.tokens))))


def is_told_by_item(sentence: TaggedSentence, head: int, form: VerbForm) -> bool:
    """True for "Provided $5 million", "Condemns the attack", "Calls upon", not for "Increased trade" or "Talks"."""
    if not form.kinds & {"past", "third"}:
        return False
    is_followed = takes_object(sentence, head) or sentence.tokens[min(head + 1, len(sentence.tokens) - 1)].text == "$"
    is_followed = is_followed or sentence.word(head + 1) in _GOING_ON
    return is_followed or ("third" in form.kinds and not form.is_noun)


def leads_on(sentence: TaggedSentence) -> bool:
    """True for an item and for what stands between the items and whoever does them: "Recalling its resolutions,"."""
    return is_item(sentence) or (bool(sentence.tokens) and sentence.tokens[-1].text in _LEADING)


def named_above(sentence: TaggedSentence, phrases: Sequence[NounPhrase]) -> tuple[Party, ...]:
    """The parties that a line which a list follows names first: "The two ministers have:", "The Security Council,"."""
    if not sentence.tokens or sentence.tokens[-1].text not in _LEADING or is_item(sentence):
        return ()
    first = next((p for p in phrases if p.can_be_subject), None)
    if first is None or (sentence.tokens[-1].text != ":" and first.end != len(sentence.tokens) - 1):
        return ()
    return first.parties
