"""How well articles are dated: as they are found, and from their text alone.

    python -m bench.dating FOLDER_OR_FILE [--workers N] [--list KIND] [--form FORM]

Every article whose metadata or front matter declare a day of publication is read three times: as it is; without the
metadata and lines of front matter that declare a date ("undated": its names and addresses are left); and without all
that betrays the day outside the text ("text only": nothing is left but title and text). A day counts as right when it
is the declared one; a stamp in UTC stands for the days that moment has anywhere on earth, since it does not say where
its source is.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
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
_MORE = r"[^\n]*(?:\n[ \t]+[^\n]*)*\n"  # the rest of a field, folded lines too
_DATED_LINE = re.compile(rf"^[\w .:-]+:[ \t]+['\"]?(?:\w{{3,9}},? )?\d[\d\w ]*[-/ ][\d\w]+[-/ ]\d{_MORE}", re.MULTILINE)
_NUMBERED_LINE = re.compile(rf"^[\w .:-]+:[^\n]*(?:\d{{4}}|https?://){_MORE}", re.MULTILINE)
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


def undated(document: Document) -> Document:
    """The article without what declares a date outside its text; its name and its address are left."""
    metadata = {field: value for field, value in document.metadata.items() if _moment(value.strip()) is None}
    return replace(document, text=_without(document.text, _DATED_LINE), metadata=metadata)


def text_only(document: Document) -> Document:
    """The article without all that betrays its day outside the text: its title and its text are left."""
    kept = {field: document.metadata[field] for field in _KEPT_FIELDS if field in document.metadata}
    return Document(document.article_id, _without(document.text, _NUMBERED_LINE), metadata=kept)


def _without(text: str, lines: re.Pattern[str]) -> str:
    """`text` without those lines of its front matter, but with its title."""
    front = find_front_matter(text)
    if front is None:
        return text
    head = lines.sub(lambda line: line.group() if _TITLE_LINE.match(line.group()) else "", front.span.of(text))
    return head + text[front.span.end :]


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


FORMS: dict[str, Callable[[Document], Document]] = {
    "as found": lambda document: document,
    "undated": undated,
    "text only": text_only,
}


def judge(documents: list[Document], workers: int) -> dict[str, list[Judged]]:
    """The articles judged in each of the forms."""
    forms = [form(document) for form in FORMS.values() for document in documents]
    if workers == 1:
        read = list(map(date_article, forms))
    else:
        with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
            read = list(pool.map(date_article, forms, chunksize=50))
    size = len(documents)
    return {
        name: [
            Judged(document.source_file, found, declared_days(document.metadata))
            for document, found in zip(documents, read[number * size :], strict=False)
        ]
        for number, name in enumerate(FORMS)
    }


def main(arguments: list[str] | None = None) -> int:
    """Prints the shares of articles dated rightly, wrongly and not at all; 2 when there is nothing to date."""
    parser = argparse.ArgumentParser(prog="python -m bench.dating", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("place", type=Path, metavar="FOLDER_OR_FILE", help="articles that declare their day")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="processes (2)")
    parser.add_argument("--list", choices=KINDS, help="list the articles of this kind")
    parser.add_argument("--form", choices=FORMS, default="text only", help="in this form (text only)")
    options = parser.parse_args(arguments)
    documents = documents_in(options.place)
    if not documents:
        sys.stderr.write(f"{options.place}: no article declares a day of publication\n")
        return 2
    judged = judge(documents, options.workers)
    for each in judged[options.form]:
        if each.kind == options.list:
            days = "/".join(sorted(map(str, each.declared)))
            sys.stdout.write(f"{each.source_file}\t{days}\t{each.publication.on}\t{each.publication.evidence}\n")
    sys.stdout.write(f"{len(documents):,} articles that declare their day\n")
    for name, found in judged.items():
        counts = Counter(each.kind for each in found)
        shares = "   ".join(f"{kind} {counts[kind]:5,} ({counts[kind] / len(found):6.1%})" for kind in KINDS)
        unexplained = sum(not each.publication.evidence for each in found)
        sys.stdout.write(f"{name:10}{shares}   without evidence {unexplained}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
