"""Patterns of date expressions over folded text, one per form, and the one scanner that finds them all."""

import re

from etl.reading.time import calendar as cal
from etl.reading.time.dates import DATE

_TO = r"(?:\s?-{1,2}\s?|\s+(?:to|through|thru|until|till|and)\s+)"
_MAYBE_WEEKDAY = rf"(?:{cal.WEEKDAY}\s*,?\s*)?"
_COMMA_YEAR = r"(?:\s?,?\s?"
_UNIT = r"(?:second|minute|hour|day|week|month|quarter|year|decade|century|centurie)s?"
_STEP = r"(?:last|this|next|past|previous|coming|upcoming|following|current)"
_EDGE = r"(?:the\s+)?(?:end|beginning|start|middle|close|rest|remainder)\s+of\s+"
_PART = rf"(?:\s+{cal.PART_OF_DAY}\b)?"
_COUNT = r"(?:first|second|third|fourth|1st|2nd|3rd|4th)"

# The order is the order of preference where two forms begin at one place.
RULES: dict[str, str] = {
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
    # "from March to May 2020": the year of the second month counts for both
    "months": rf"(?P<month_a>{cal.FULL_MONTH}){_TO}(?P<month_b>{cal.FULL_MONTH})(?:\s+of)?\s?,?\s?(?P<year>{cal.YEAR})",
    "weekdays": rf"(?P<from>{cal.FULL_WEEKDAY})(?:\s?-\s?|\s+(?:to|through)\s+)(?P<to>{cal.FULL_WEEKDAY})(?!s)",
    "step": (
        rf"(?:{_EDGE})?(?P<step>{_STEP}|(?:over\s+|at\s+|throughout\s+)?the\s+(?=weekend\b))\s*"
        rf"(?:(?P<weekday>{cal.FULL_WEEKDAY})(?!s){_PART}|(?P<month>{cal.FULL_MONTH})|(?P<season>{cal.SEASON})"
        rf"|(?P<weekend>weekend)|(?P<unit>week|month|quarter|year|decade|century)(?!s)|(?P<part>{cal.PART_OF_DAY}))\b"
    ),
    "edge": rf"{_EDGE}the\s+(?P<unit>week|month|quarter|year|decade|century)\b",
    "day": rf"(?:the\s+day\s+(?P<beyond>before|after)\s+)?(?P<day>{cal.RELATIVE_DAY}){_PART}\b",
    "weekday": rf"(?P<weekday>{cal.FULL_WEEKDAY})(?!s\b){_PART}",
    "ago": (
        rf"\[?(?P<number>{cal.NUMBER})\]?[\s-]+(?P<unit>{_UNIT})\s+(?P<way>ago|from\s+now|hence)(?:\s+(?P<day>{cal.RELATIVE_DAY}))?\b"
    ),
    "duration": rf"(?P<number>{cal.NUMBER})(?:\s+|-)(?P<unit>{_UNIT})\b(?![\s-]+(?:old|olds|ago)\b)",
    "decade": r"(?P<decade>(?:1[0-9]|20)\d)0'?s\b",
    "century": r"(?P<number>1?\d|2[01])(?:st|nd|rd|th)[\s-]+century\b",
    "part_of_year": (
        rf"(?P<count>{_COUNT})\s+(?P<unit>quarter|half)\s+of\s+(?P<year>{cal.YEAR})"
        rf"|q(?P<q>[1-4])[\s-]+(?:of\s+)?(?P<q_year>{cal.YEAR})"
    ),
    "season": rf"(?P<season>{cal.SEASON})(?:\s+of)?\s+(?P<year>{cal.YEAR})",
    "fiscal": rf"(?:fiscal\s+(?:year\s+)?|fy\s?)'?(?P<year>{cal.YEAR})",
    "month": rf"(?P<month>{cal.FULL_MONTH})\b",
    "year": rf"(?P<year>{cal.YEAR})(?![\w%]|[.,]\d|/\d)",
}
COMPILED = {name: re.compile(pattern) for name, pattern in RULES.items()}

_NAMED_GROUP = re.compile(r"\(\?P<\w+>")
_BACK_REFERENCE = re.compile(r"\(\?P=\w+\)")
_FIRST_LETTERS = r"(?=[\[\d]|[jfmasondtwylpcuehrbq])"
SCANNER = re.compile(
    rf"(?<![\w$€£¥]){_FIRST_LETTERS}(?:"
    + "|".join(
        f"(?P<{name}>{_BACK_REFERENCE.sub('[/.-]', _NAMED_GROUP.sub('(?:', pattern))})"
        for name, pattern in RULES.items()
    )
    + ")"
)
