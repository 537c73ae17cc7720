"""Patterns of date expressions over folded text, one per form, and the one search that finds them all."""

import re
from collections.abc import Iterable
from typing import Final

from etl.reading.time import calendar as cal
from etl.reading.time.dates import DATE
from etl.reading.time.ordinals import ORDINALS

_TO: Final = r"(?:\s?-{1,2}\s?|\s+(?:to|through|thru|until|till|and)\s+)"
_MAYBE_WEEKDAY: Final = rf"(?:{cal.WEEKDAY}\s*,?\s*)?"
_COMMA_YEAR: Final = r"(?:\s?,?\s?"
_UNIT: Final = r"(?:second|minute|hour|day|week|month|quarter|year|decade|century|centurie)s?"
_STEP: Final = r"(?:last|this|next|past|previous|coming|upcoming|following|current)"
_EDGE: Final = r"(?:the\s+)?(?:end|beginning|start|middle|close|rest|remainder)\s+of\s+"
_PART: Final = rf"(?:\s+{cal.PART_OF_DAY}\b)?"
_TENS: Final = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_COUNT: Final = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"

# The order is the order of preference where two forms begin at one place.
RULES: Final[dict[str, str]] = {
    # "(July 26, 1953-2021)": a day that comes round, not a span of 68 years
    "anniversary": (
        rf"(?:(?P<month_a>{cal.MONTH})\s?(?P<day_a>{cal.DAY}){cal.ORDINAL}|(?P<day_b>{cal.DAY}){cal.ORDINAL}"
        rf"\s(?P<month_b>{cal.MONTH}))\s?,?\s?(?P<from>{cal.YEAR})\s?-{{1,2}}\s?(?P<to>{cal.YEAR})"
    ),
    # "from February 18 to 20", "Jan. 4-7, 2016", "March 28 to April 2", "28 March to 2 April 2022", "18-20 February"
    "days": (
        rf"{_MAYBE_WEEKDAY}(?P<month_a>{cal.MONTH})\s?(?P<day_a>{cal.DAY}){cal.ORDINAL}{_COMMA_YEAR}(?P<year_a>{cal.YEAR}))?"
        rf"{_TO}{_MAYBE_WEEKDAY}(?:(?P<month_b>{cal.MONTH})\s?)?(?P<day_b>{cal.DAY})(?!\s?:\d|\s?(?:percent|%|million))"
        rf"{cal.ORDINAL}{_COMMA_YEAR}(?P<year_b>{cal.YEAR}))?"
    ),
    "days_first": (
        rf"{_MAYBE_WEEKDAY}(?P<day_a>{cal.DAY}){cal.ORDINAL}(?:\s(?P<month_a>{cal.MONTH}){_COMMA_YEAR}(?P<year_a>{cal.YEAR}))?)?"
        rf"{_TO}{_MAYBE_WEEKDAY}(?P<day_b>{cal.DAY}){cal.ORDINAL}(?:\s+of)?\s(?P<month_b>{cal.MONTH})"
        rf"{_COMMA_YEAR}(?P<year_b>{cal.YEAR}))?"
    ),
    "numeric_years": rf"(?P<from>{cal.YEAR})\s?-\s?(?P<to>{cal.YEAR}|\d\d(?!\d))(?![\w-])",
    "date": DATE,
    "iso_week": r"(?P<year>(?:19|20)\d\d)-w(?P<week>0[1-9]|[1-4]\d|5[0-3])\b",
    "slashed_day": r"(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)(?![\w/]|[.,]\d)",
    # "the fifth of May, 2020"
    "spelled_day": (
        rf"(?P<ordinal>{cal.any_of(ORDINALS)})\s+(?:day\s+)?of\s+(?P<month>{cal.FULL_MONTH})\b{_COMMA_YEAR}(?P<year>{cal.YEAR}))?"
    ),
    "holiday": rf"(?P<holiday>{cal.any_of(cal.HOLIDAYS)})\b(?!\s+(?:island|eve\b)){_COMMA_YEAR}(?P<year>{cal.YEAR}))?",
    # "two days earlier", "three weeks later": from the day told just before
    "offset": (
        rf"(?P<number>{cal.NUMBER})\s+(?P<unit>{_UNIT})\s+(?:(?P<back>earlier|before)|later|after|afterwards?)\b"
        r"(?=\s*(?:[,.;:)!?]|$)|(?<=earlier)|(?<=later)(?!\s+than))"
    ),
    "neighbour": (
        rf"the\s+(?:(?P<step>following|previous|preceding)\s+(?P<unit>day|week|month|year|{cal.PART_OF_DAY})"
        rf"|next\s+(?P<next>day|{cal.PART_OF_DAY})|day\s+(?:(?P<back>before)|after)(?=\s*(?:[,.;:)!?]|$)))\b"
    ),
    "set": (
        rf"(?:every|each)\s+(?:(?:(?P<other>other|second)|(?P<number>{cal.NUMBER}))\s+)?"
        rf"(?:(?P<weekday>{cal.FULL_WEEKDAY})|(?P<unit>{_UNIT})|(?P<weekend>weekends?)|(?P<part>{cal.PART_OF_DAY}))\b"
        rf"|(?:once|twice|thrice|(?:{cal.NUMBER}|several)\s+times)\s+(?:a|an|per|each|every)\s+(?P<per>{_UNIT})\b"
    ),
    # "they talk weekly" and "on a weekly basis", but no "daily life"
    "adverb": (
        r"(?P<adverb>annually|(?:hourly|daily|weekly|monthly|quarterly|yearly)"
        r"(?=\s*(?:[,.;:)!?]|$)|\s+(?:basis|and|or|to|from|for|at|in|on|by|with|since|until)\b))"
    ),
    # "from March to May 2020": the year of the second month counts for both
    "months": rf"(?P<month_a>{cal.FULL_MONTH}){_TO}(?P<month_b>{cal.FULL_MONTH})(?:\s+of)?\s?,?\s?(?P<year>{cal.YEAR})",
    "weekdays": rf"(?P<from>{cal.FULL_WEEKDAY})(?:\s?-\s?|\s+(?:to|through)\s+)(?P<to>{cal.FULL_WEEKDAY})(?!s)",
    "step": (
        rf"(?:{_EDGE})?(?P<step>{_STEP}|(?:over\s+|at\s+|throughout\s+)?the\s+(?=weekend\b))\s*"
        rf"(?:(?P<weekday>{cal.FULL_WEEKDAY})(?!s){_PART}|(?P<month>{cal.FULL_MONTH})(?!\s+\d{{1,2}}\b)|(?P<season>{cal.SEASON})"
        rf"|(?P<weekend>weekend)|(?P<unit>week|month|quarter|year|decade|century)(?!s)|(?P<part>{cal.PART_OF_DAY}))\b"
    ),
    "edge": rf"{_EDGE}the\s+(?P<unit>week|month|quarter|year|decade|century)\b",
    "day": rf"(?:the\s+day\s+(?P<beyond>before|after)\s+)?(?P<day>{cal.RELATIVE_DAY}){_PART}\b",
    "weekday": rf"(?P<weekday>{cal.FULL_WEEKDAY})(?!s\b){_PART}",
    "ago": (
        rf"\[?(?P<number>{cal.NUMBER})\]?[\s-]+(?P<unit>{_UNIT})\s+(?P<way>ago|from\s+now|hence)(?:\s+(?P<day>{cal.RELATIVE_DAY}))?\b"
    ),
    "duration": rf"(?P<number>{cal.NUMBER})(?:\s+|-)(?P<unit>{_UNIT})\b(?![\s-]+(?:old|olds|ago)\b)",
    "decade": (
        rf"(?P<decade>(?:1[0-9]|20)\d)0'?s\b|(?:'|(?:mid|late|early)[\s-]+'?)(?P<tens>[0-9])0s\b"
        rf"|(?:the|mid|late|early)[\s-]+(?P<words>{cal.any_of(f'{tens}ies' for tens in _TENS)})\b"
    ),
    "century": (rf"(?:(?P<number>1?\d|2[01])(?:st|nd|rd|th)|(?P<ordinal>{cal.any_of(ORDINALS)}))[\s-]+century\b"),
    "part_of_year": (
        rf"(?P<count>{_COUNT})\s+(?P<unit>quarter|half)\s+of\s+(?:(?P<year>{cal.YEAR})|(?P<which>this|last|next|the)\s+year\b)"
        rf"|q(?P<q>[1-4])[\s-]+(?:of\s+)?(?P<q_year>{cal.YEAR})"
    ),
    "season": (
        rf"(?P<season>{cal.SEASON})(?:\s+of)?\s+(?P<year>{cal.YEAR})"
        rf"|(?:in|during)\s+(?:the\s+)?(?P<bare>{cal.SEASON})\b(?!\s+(?:\d|(?:of|from|back|to)\b))(?!(?<=fall)\s+in\b)"
    ),
    "fiscal": (
        rf"(?:fiscal\s+(?:years?\s+)?|fy\s?-?)(?:'?(?P<year>{cal.YEAR})|'?(?P<short>[0-3]\d)(?!\d))(?:[-/](?P<last>(?:20)?\d\d)(?!\d))?"
    ),
    "month": rf"(?P<month>{cal.FULL_MONTH})\b(?:\s+(?:of\s+)?(?P<which>last|this|next)\s+year\b)?",
    "year": rf"(?P<year>{cal.YEAR})(?![\w%]|[.,]\d|/\d)",
}
COMPILED: Final = {name: re.compile(pattern) for name, pattern in RULES.items()}

_NAMED_GROUP: Final = re.compile(r"\(\?P<\w+>")
_BACK_REFERENCE: Final = re.compile(r"\(\?P=\w+\)")
_UNITS_OF_TIME: Final = ("second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "centur")
_OPENING_WORDS: Final = (
    *cal.MONTHS, *cal.WEEKDAYS, *cal.RELATIVE_DAYS, *cal.SEASONS, *cal.HOLIDAYS, *ORDINALS,
    *(words for words in cal.NUMBER_WORDS if words not in ("a", "an")),
    "last", "this", "next", "past", "previous", "coming", "upcoming", "following", "current", "end of", "beginning of",
    "start of", "middle of", "close of", "rest of", "remainder of", "fiscal", "fy", "q1", "q2", "q3", "q4", "twice",
    "once", "thrice", "every", "each", "several", "hourly", "daily", "weekly", "monthly", "quarterly", "yearly",
    "annually", "mid", "late", "early", "at the weekend", "over the weekend", "throughout the weekend",
)  # fmt: skip
# Of the commonest words, which open few dates, with what they open them.
_OPENING_PAIRS: Final = (
    (
        ("the",),
        ("end", "beginning", "start", "middle", "close", "rest", "remainder", "weekend", "following", "previous",
         "preceding", "next", "day", *(f"{tens}ies" for tens in _TENS)),
    ),
    (("a", "an"), (*_UNITS_OF_TIME, "hundred")),
    (("in", "during", "in the", "during the"), tuple(cal.SEASONS)),
)  # fmt: skip
_TOLD_APART: Final = 4  # letters of the last word after which it costs more to look on than to try the rules


def _openings() -> set[str]:
    """The words with which a date may begin, as far as they are told apart."""
    pairs = (f"{first} {second}" for firsts, seconds in _OPENING_PAIRS for first in firsts for second in seconds)
    words = (words.rpartition(" ") for words in (*_OPENING_WORDS, *pairs))
    return {f"{before}{space}{last[:_TOLD_APART]}" for before, space, last in words}


def _opening(words: Iterable[str]) -> str:
    """A pattern for what the first letters of `words` are, letter by letter: most words of a text end at the second."""
    following: dict[str, set[str]] = {}
    for word in words:
        following.setdefault(word[:1], set()).add(word[1:])
    if "" in following:
        return ""
    parts = [_letter(letter) + _opening(rest) for letter, rest in sorted(following.items())]
    return f"(?:{'|'.join(parts)})"


def _letter(letter: str) -> str:
    """A pattern for one letter of an opening; a space also stands for what joins "[a] year" and "a-year"."""
    return r"[\s\]-]+" if letter == " " else re.escape(letter)


_BEGINS: Final = rf"(?=[\[\d]|'\d|{_opening(_openings())})(?<![\w$€£¥])(?<!\d[,.])"
_BEFORE_ONE: Final = re.compile(
    rf"[^a-z0-9]{_BEGINS}"
)  # opens with a set of characters, so that most are soon passed over
_RULES: Final = re.compile(
    rf"{_BEGINS}(?:"
    + "|".join(
        f"(?P<{name}>{_BACK_REFERENCE.sub('[/.-]', _NAMED_GROUP.sub('(?:', pattern))})"
        for name, pattern in RULES.items()
    )
    + ")"
)


def next_match(folded: str, at: int) -> re.Match[str] | None:
    """The first expression that begins at `at` of folded text or behind it, the name of its form in `lastgroup`."""
    match = _RULES.match(folded, at)
    while match is None:
        before = _BEFORE_ONE.search(folded, at)
        if before is None:
            return None
        at = before.end()
        match = _RULES.match(folded, at)
    return match
