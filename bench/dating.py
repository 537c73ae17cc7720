"""How well articles are dated: as they are found, and from their text alone.

    python -m bench.dating FOLDER_OR_FILE [--workers N] [--list KIND]

Every article whose metadata or front matter declare a day of publication is read twice: as it is, and without all that
declares or betrays the day outside the text (metadata but the title, lines of front matter with a date or an address,
path). A day counts as right when it is the declared one; a stamp in UTC stands for the days that moment has anywhere
on earth, since it does not say where its source is.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.utils import parsedate_to_datetime
from multiprocessing import get_context
from pathlib import Path

from etl.extract import scan
from etl.reading.annotations import Document, Publication
from etl.reading.front_matter import find_front_matter
from etl.reading.layout import lay_out
from etl.reading.sentences import split_sentences
from etl.reading.time import read_time

_DECLARED = ("published_time", "date")  # the stamp goes before the plain day, which is that of the same clock
_KEPT_FIELDS = ("title",)
_WESTMOST, _EASTMOST = timedelta(hours=-12), timedelta(hours=14)
_DATED_LINE = re.compile(r"^[\w .:-]+:[^\n]*(?:\d{4}|https?://)[^\n]*(?:\n[ \t]+[^\n]*)*\n", re.MULTILINE)
_TITLE_LINE = re.compile(r"title[ \t]*:", re.IGNORECASE)
KINDS = ("right", "wrong", "open")


@dataclass(frozen=True, slots=True)
class Judged:
    """One article in one of its two forms: what was read, the days that count as right, and the verdict."""

    source_file: str
    publication: Publication
    declared: frozenset[date]

    @property
    def kind(self) -> str:
        """right, wrong, or open where no day is given."""
        if self.publication.on is None or self.publication.precision != "day":
            return "open"
        return "right" if self.publication.on in self.declared else "wrong"


def declared_days(metadata: Mapping[str, str]) -> frozenset[date]:
    """The days that the metadata declare for the publication: one, or those of a moment given in UTC."""
    for field in _DECLARED:
        value = metadata.get(field, "").strip()
        moment = _moment(value) if value else None
        if moment is None:
            continue
        if ":" not in value or moment.utcoffset() != timedelta(0):
            return frozenset([moment.date()])
        return frozenset((moment + shift).date() for shift in (_WESTMOST, timedelta(0), _EASTMOST))
    return frozenset()


def _moment(value: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return parse(value)
        except ValueError:
            continue
    return None


def text_only(document: Document) -> Document:
    """The article without what declares or betrays its day outside the text."""
    front = find_front_matter(document.text)
    text = document.text
    if front is not None:
        head = _DATED_LINE.sub(lambda line: line.group() if _TITLE_LINE.match(line.group()) else "", front.span.of(text))
        text = head + text[front.span.end :]
    kept = {field: document.metadata[field] for field in _KEPT_FIELDS if field in document.metadata}
    return Document(document.article_id, text, metadata=kept)


def date_article(document: Document) -> Publication:
    """The publication of one article."""
    layout = lay_out(document)
    return read_time(document, layout, split_sentences(document.text, layout))[0]


def documents_in(place: Path) -> list[Document]:
    """The articles of a folder, or of a single file or archive, that declare a day."""
    if place.is_dir():
        found = scan(place).documents
    else:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(place, folder)
            found = scan(folder).documents
    rows = found.select("source_file", "text", "metadata").iter_rows()
    documents = [Document(file, text, file, json.loads(metadata)) for file, text, metadata in rows]
    return [document for document in documents if declared_days(document.metadata)]


def judge(documents: list[Document], workers: int) -> tuple[list[Judged], list[Judged]]:
    """The articles judged as they are, and judged by their text alone."""
    forms = [*documents, *map(text_only, documents)]
    if workers == 1:
        read: Iterable[Publication] = map(date_article, forms)
        judged = _judged(documents, read)
    else:
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            judged = _judged(documents, pool.map(date_article, forms, chunksize=50))
    return judged[: len(documents)], judged[len(documents) :]


def _judged(documents: list[Document], read: Iterable[Publication]) -> list[Judged]:
    known = [(document.source_file, declared_days(document.metadata)) for document in documents]
    return [Judged(file, found, days) for (file, days), found in zip(known * 2, read, strict=True)]


def main(arguments: list[str] | None = None) -> int:
    """Prints the shares of articles dated rightly, wrongly and not at all; 2 when there is nothing to date."""
    parser = argparse.ArgumentParser(prog="python -m bench.dating", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("place", type=Path, metavar="FOLDER_OR_FILE", help="articles that declare their day")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (2)")
    parser.add_argument("--list", choices=KINDS, help="list the articles of this kind, dated by their text alone")
    options = parser.parse_args(arguments)
    documents = documents_in(options.place)
    if not documents:
        sys.stderr.write(f"{options.place}: no article declares a day of publication\n")
        return 2
    as_found, by_text = judge(documents, options.workers)
    for each in by_text:
        if each.kind == options.list:
            days = "/".join(sorted(map(str, each.declared)))
            sys.stdout.write(f"{each.source_file}\t{days}\t{each.publication.on}\t{each.publication.evidence}\n")
    sys.stdout.write(f"{len(documents):,} articles that declare their day\n")
    for name, judged in (("as found", as_found), ("text only", by_text)):
        counts = Counter(each.kind for each in judged)
        shares = "   ".join(f"{kind} {counts[kind]:5,} ({counts[kind] / len(judged):6.1%})" for kind in KINDS)
        unexplained = sum(not each.publication.evidence for each in judged)
        sys.stdout.write(f"{name:10}{shares}   without evidence {unexplained}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
