"""Days in the names of files and in web addresses ("2021-07-27_talks.txt", "/2021/07/27/talks/")."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from etl.reading.annotations import Document
from etl.reading.front_matter import find_front_matter
from etl.reading.time.dates import WrittenDate, checked_date
from etl.text.fold import fold

# Names under which records and front matter give the address of the article itself, letters only.
_ADDRESS_FIELDS: Final = (
    "url", "sourceurl", "canonicalurl", "canonical", "permalink", "weburl", "originalurl", "link", "uri", "guid",
    "ogurl",
)  # fmt: skip
_YEAR, _MONTH, _DAY = r"(?P<year>(?:19|20)\d\d)", r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12]\d|3[01])"
_DAY_NAMED: Final = (
    re.compile(rf"(?<!\d){_YEAR}(?P<mark>[-_.]){_MONTH}(?P=mark){_DAY}(?!\d)"),
    re.compile(rf"(?<![^\W_]){_YEAR}{_MONTH}{_DAY}(?![^\W_])"),  # no stretch of a longer number or of a digest
)
_DAY_FOLDERS: Final = re.compile(rf"(?:^|/){_YEAR}/(?P<month>0?[1-9]|1[0-2])/(?P<day>0?[1-9]|[12]\d|3[01])(?=/)")
_MONTH_FOLDERS: Final = re.compile(rf"(?:^|/){_YEAR}[/-]{_MONTH}(?=/)")


def date_in_names(document: Document) -> tuple[WrittenDate, str] | None:
    """The day, or the month, that the article's own file name or address gives, and that name; None without one.

    Of a record or a member of an archive only its own name counts: that of the container dates the container. Two
    different days in one name are a span and date nothing.
    """
    names = [_own_name(document.source_file), *_addresses(document.metadata), *_addresses(_front_fields(document.text))]
    found = [(written, name) for name in names if (written := _date_in(name)) is not None]
    return min(found, key=lambda each: each[0].day is None, default=None)


def _own_name(source_file: str) -> str:
    return source_file.rpartition("!/")[2].rpartition("#")[2]


def _addresses(fields: Mapping[str, str]) -> Iterable[str]:
    by_name = {re.sub(r"[^a-z]", "", fold(key)): value for key, value in fields.items()}
    return (by_name[name].strip() for name in _ADDRESS_FIELDS if by_name.get(name, "").strip())


def _front_fields(text: str) -> dict[str, str]:
    front = find_front_matter(text)
    return {key: span.of(text) for key, span in front.fields.items()} if front else {}


def _date_in(name: str) -> WrittenDate | None:
    last = name.rstrip("/").rpartition("/")[2].partition("?")[0]
    for pattern, part in (*((named, last) for named in _DAY_NAMED), (_DAY_FOLDERS, name), (_MONTH_FOLDERS, name)):
        days = {found for match in pattern.finditer(part) if (found := _written(match)) is not None}
        if len(days) == 1:
            return days.pop()
        if days:
            return None
    return None


def _written(match: re.Match[str]) -> WrittenDate | None:
    day = match.groupdict().get("day")
    return checked_date(int(match["year"]), int(match["month"]), int(day) if day else None)
