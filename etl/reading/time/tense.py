"""Whether a date named without its year or week lies ahead or behind: what the nearest verb says."""

import re
from functools import cache

from etl.lexicon.loader import rows
from etl.reading.time.calendar import any_of


@cache
def _verbs() -> re.Pattern[str]:
    phrases = {
        tense: [row["phrase"] for row in rows("tense_words") if row["tense"] == tense]
        for tense in ("future", "past", "neither")
    }
    # An apostrophe is no word character: "'ll" has no border before it. "will be held" is one future verb.
    future, past = any_of(phrases["future"]), any_of(phrases["past"])
    past = rf"\b(?:{past}|(?!{any_of(phrases['neither'])}\b)\w{{2,}}ed)\b"
    return re.compile(
        rf"(?P<future>(?:\b|(?=')){future}\b(?:\s+(?:to|be|been|have|not|also|being))*(?:\s+{past})?)|(?P<past>{past})"
    )


def tense_around(folded: str, sentence_start: int, start: int, end: int, sentence_end: int) -> str:
    """past, future or none for the expression at [start, end) of folded text.

    The last verb before it in its sentence decides, else the first behind it; offsets are into `folded`.
    """
    before = list(_verbs().finditer(folded, sentence_start, start))
    nearest = before[-1] if before else _verbs().search(folded, end, sentence_end)
    return (nearest.lastgroup or "none") if nearest else "none"
