"""A record of a structured file into the document it is, by the names of its fields."""

from collections.abc import Mapping, Sequence

from etl.extract.decode import NotText, check_text
from etl.extract.html import is_html, read_html
from etl.extract.model import RawDocument, Reason, Refusal, StoredFile
from etl.extract.names import DistinctNames

LONGEST_ID = 500
"""Characters; a longer id names nothing that a person could point at, and the record goes by its number."""

MOST_LISTED = 12


class Records:
    """The records of one file, each given under a name of its own."""

    def __init__(self, file: StoredFile, encoding: str) -> None:
        self._file = file
        self._encoding = encoding
        self._names = DistinctNames()

    def read(self, number: int, record: Mapping[str, object]) -> RawDocument | Refusal:
        """The document that the record is, or the reason why it is none; `number` counts from 1."""
        kind, text, metadata = self._file.fields.split(record)
        name = self._names.distinct(_id(metadata) or str(number))
        if not kind:
            return self._file.refuse_record(name, *self._why_without_text(list(record)))
        if len(text) > self._file.limits.max_bytes:
            detail = f"larger than the limit of {self._file.limits.max_bytes:,} characters"
            return self._file.refuse_record(name, Reason.OVERSIZED, detail)
        try:
            if kind == "html" or is_html(text):
                check_text(text, self._encoding)
                text, declared = read_html(text)
                metadata = {**declared, **metadata}
            check_text(text, self._encoding)
        except NotText as error:
            return self._file.refuse_record(name, error.reason, error.detail)
        return self._file.record(name, text, self._encoding, metadata)

    def _why_without_text(self, names: Sequence[str]) -> tuple[Reason, str]:
        if not names or self._file.fields.has_text(names):
            return Reason.EMPTY, "its text is empty" if names else "no fields"
        return Reason.UNSUPPORTED, f"no field that is known to hold the text among: {listed(names)}"

    def refuse(self, number: int, reason: Reason, detail: str) -> Refusal:
        """The refusal of a record that could not be taken apart."""
        return self._file.refuse_record(self._names.distinct(str(number)), reason, detail)


def _id(metadata: Mapping[str, str]) -> str:
    ids = (metadata.get(part, "").strip() for part in ("id", "url"))
    return next((each for each in ids if 0 < len(each) <= LONGEST_ID), "")


def listed(names: Sequence[str]) -> str:
    """The names for a person to read; of many, the first."""
    return ", ".join(names[:MOST_LISTED]) + (", …" if len(names) > MOST_LISTED else "")
