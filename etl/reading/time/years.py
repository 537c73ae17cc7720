"""Whether four digits are a year: what stands before and behind them."""

import re
from typing import Final

# The last group lets a preposition reach through a list: "in 2000, 2005, and 2013".
_SURE: Final = re.compile(
    r"(?:\b(?:in|since|until|till|during|throughout|year|years|early|late|mid|mid-|pre-|post-|circa|anniversary|of\s+year)"
    r"\s*|\bby\s+(?:(?:early|mid|late|end|the\s+end\s+of)[\s-]+)?)"
    r"(?:(?:1[0-9]|20)\d\d,?\s+(?:(?:and|or)\s+)?)*\Z"
)
_LIKELY: Final = re.compile(
    r"\b(?:from|of|for|by|before|after|between|through|to|and|or|around|until|than|to|at|end|beginning)\s+\Z"
)
_DETERMINED: Final = re.compile(r"(?:\b(?:the|its|their|our|his|her|this|a|new|-)|'s|s')\s+\Z")
_NUMBERED: Final = re.compile(
    r"\b(?:resolutions?|res\.?|no\.?|nos\.?|number|section|sections|article|articles|law|order|orders|rule|route|flight"
    r"|room|title|code|public\s+law|chapter|page|highway|box|h\.?r\.?|s\.|unscr|[as]/res/)\s*(?:[\d(),/-]++(?:\s+and|\s+to)?\s*+)*+\Z"
)
_COUNTED: Final = re.compile(
    r"\s+(?:(?!(?:is|was|has|as|yes|its|this|us|across|towards|versus|elections|olympics|games)\b)[a-z]+s|people|men|women"
    r"|children|percent|per\s+cent|million|billion|hours?|gmt|utc|km|kg|mw|troops)\b"
)
_GOES_ON: Final = re.compile(r"\s+(?:was|is|has|saw|marks|marked|will|brought|began|ended|would)\b")
_CONTEXT: Final = 60
_FIRST_OF_NAMES: Final = 1900  # events that carry their year are younger ("Fan Expo Canada 2016")


def is_numbered(before: str) -> bool:
    """Whether what follows `before` (folded) is the number of a law, a page or the like: "Resolution", "Act No."."""
    return _NUMBERED.search(before) is not None


def is_year(folded: str, raw_before: str, start: int, end: int) -> bool:
    """Whether the four digits at [start, end) of folded text name a year.

    "in 2025", "(2016)", "Friendship Year 2025", "the 2023 elections" do; "Resolution 2024", "2000 people" do not.
    `raw_before` is the raw text just before them, whose capitals show a name.
    """
    before = folded[max(0, start - _CONTEXT) : start]
    if is_numbered(before) or before.endswith(("#", ".")):
        return False
    behind = folded[end : end + 30]
    is_counted = _COUNTED.match(behind) is not None
    if _SURE.search(before):
        found = True
    elif before.endswith("("):
        found = behind[:1] in (")", ";", ",", "-", " ")
    elif _LIKELY.search(before):
        found = not is_counted
    elif _DETERMINED.search(before):
        found = folded[end - 2 : end] != "00" or not is_counted
    elif not before.rstrip(" ") or before.rstrip(" ")[-1] in "\n.!?\"'*":
        found = _GOES_ON.match(behind) is not None
    else:
        found = _follows_name(raw_before) and not is_counted and int(folded[start:end]) >= _FIRST_OF_NAMES
    return found


def _follows_name(raw_before: str) -> bool:
    word = re.search(r"(\w+)\s+\Z", raw_before)
    return word is not None and word.group(1)[0].isupper()
