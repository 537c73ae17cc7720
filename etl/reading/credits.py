"""Credits: the agencies, photographers and authors that an article's edges name."""

import re
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.reading.annotations import Credit
from etl.reading.layout_marks import NAME_LINKS, phrases
from etl.text.fold import fold, fold_with_offsets
from etl.text.spans import Span
from etl.text.tokens import tokenize

_PICTURE: Final = r"(?:photograph|photo|image|picture|illustration)s?"
_PICTURE_HINT: Final = re.compile(r"photo|image|picture|courtesy|credit", re.IGNORECASE)
# Where a caption ends and its credit begins: "(Photo: VNA)", "— VNA/VNS Photo Trí Dũng", "Image: Nick Moreau.".
_PICTURE_CREDIT: Final = re.compile(
    rf"""
    \(\s* (?:file\s+)? (?:{_PICTURE}|credits?|source|courtesy) \b [^()]{{0,60}} \)
  | \( [^()]{{2,40}} \b {_PICTURE} \s* \)
  | (?:(?<=^)|(?<=\s)|(?<=[.!?])) (?:file\s+)? {_PICTURE} (?:\s+(?:by|courtesy(?:\s+of)?|credits?))?
    \s* [:/] \s* [^:\n]{{2,60}}
  | (?<!\w) {_PICTURE} \s+ (?:by|courtesy\s+of) \s+ [^:\n]{{2,60}}
  | [-/] \s* [^-\n]{{0,40}} \b {_PICTURE} (?:\s+ [^-\n.]{{0,60}})?
    """,
    re.VERBOSE,
)
_PICTURE_WORDS: Final = re.compile(
    rf"\b(?:{_PICTURE}|file|credits?|source|courtesy|by|of|via|from|handout|pool)\b", re.IGNORECASE
)
_NAME: Final = re.compile(r"[^\W\d_][\w'’.\-\u0300-\u036f]*(?:[ \u00a0]+[^\W\d_][\w'’.\-\u0300-\u036f]*){1,4}")
_AUTHOR_END: Final = re.compile(r"\s*(?:,|\||/|;|\n|\(|<| and | & |$)")


@cache
def _agency_codes() -> dict[str, tuple[str, bool]]:
    """Folded spelling -> code, and whether the spelling counts only in capitals (short codes are also words)."""
    codes: dict[str, tuple[str, bool]] = {}
    for row in rows("agencies"):
        for name in values(row["names"]):
            in_capitals = name.isupper() and len(name) <= 6 and codes.get(fold(name), ("", True))[1]
            codes[fold(name)] = (row["code"], in_capitals)
    return codes


@cache
def _agency_pattern() -> re.Pattern[str]:
    names = sorted(_agency_codes(), key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, names)) + r")(?!\w)")


def agencies_in(text: str, span: Span) -> list[Credit]:
    """The agencies named within `span`, in order."""
    folded = fold_with_offsets(span.of(text))
    found = []
    for match in _agency_pattern().finditer(folded.text):
        code, needs_capitals = _agency_codes()[match.group()]
        raw = folded.raw_span(*match.span())
        named = Span(span.start + raw.start, span.start + raw.end)
        if not needs_capitals or named.of(text).isupper():
            found.append(Credit(named, code, "agency"))
    return found


def names_only_agencies(text: str, span: Span) -> list[Credit]:
    """The agencies within `span` when nothing else stands there ("VNA/VNS", "AP and AFP"); else an empty list."""
    found = agencies_in(text, span)
    at, rest = span.start, []
    for credit in found:
        rest.append(text[at : credit.span.start])
        at = credit.span.end
    rest.append(text[at : span.end])
    return found if found and not re.sub(r"\band\b|[\s/,;&+|.-]", "", "".join(rest)) else []


def picture_credit(text: str, span: Span) -> Span | None:
    """The picture credit that ends `span` (one paragraph), or None."""
    if not _PICTURE_HINT.search(text, *span):
        return None
    folded = fold_with_offsets(span.of(text))
    body = folded.text.rstrip()
    for match in _PICTURE_CREDIT.finditer(body):
        if len(body) - match.end() <= 1 and body[match.end() :] in ("", "."):
            raw = folded.raw_span(*match.span())
            credit = Span(_with_agency_before(text, span, span.start + raw.start), span.start + raw.end)
            return credit if _looks_like_a_credit(text, credit) else None
    return None


def _with_agency_before(text: str, span: Span, start: int) -> int:
    """Where a credit begins that an agency's name stands before: "AFP PHOTO / …"."""
    reach = Span(max(span.start, start - 40), start)
    before = [agency.span for agency in agencies_in(text, reach) if not text[agency.span.end : start].strip(" /")]
    return before[0].start if before else start


def _looks_like_a_credit(text: str, credit: Span) -> bool:
    """Besides picture words a credit holds agencies and names only: "posed for a photo." is told, not credited."""
    left = _PICTURE_WORDS.sub(" ", credit.of(text))
    words = [token for token in tokenize(left) if token.kind == "word"]
    named = all(word.is_capitalized or word.norm in NAME_LINKS or word.norm in ("and", "the") for word in words)
    return named and bool(words or "(" in left)


def picture_credits(text: str, credit: Span) -> list[Credit]:
    """Agencies and photographers named by a picture credit."""
    agencies = agencies_in(text, credit)
    covered = sorted((agency.span for agency in agencies), key=lambda span: span.start)
    stripped = list(credit.of(text))
    for start, end in [*covered, *(Span(*m.span()) for m in _PICTURE_WORDS.finditer(text, *credit))]:
        stripped[start - credit.start : end - credit.start] = "\n" * (end - start)
    photographers = [
        Credit(Span(credit.start + name.start(), credit.start + name.end()), name.group(), "photographer")
        for name in _NAME.finditer("".join(stripped))
        if all(part[0].isupper() for part in name.group().split())
    ]
    return sorted([*agencies, *photographers], key=lambda found: found.span)


def author_after(text: str, span: Span) -> Credit | None:
    """The author whose name opens `span`: two to five capitalised words up to a comma, a bar or the end."""
    name = _NAME.match(text, *span)
    if name is None or not _AUTHOR_END.match(text, name.end(), span.end):
        return None
    raw = name.group().rstrip(".") if not name.group().endswith(("Jr.", "Sr.")) else name.group()
    words = raw.split()
    if "and" in words:
        words = words[: words.index("and")]
        raw = raw[: raw.index(" and")]
    if len(words) < 2 or not all(word[0].isupper() for word in words) or _names_a_post(words):
        return None
    return Credit(Span(name.start(), name.start() + len(raw)), raw, "author")


def _names_a_post(words: list[str]) -> bool:
    return any(fold(word) in phrases("position") for word in words)
