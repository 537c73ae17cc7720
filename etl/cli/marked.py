"""Words of an article in their sentence: bold on a terminal, between >> and << elsewhere; and where they stand."""

import sys
from collections.abc import Sequence

import click

from etl.cli.terminal import on_one_line
from etl.reading.annotations import Document
from etl.reading.layout import lay_out
from etl.reading.sentences import split_sentences
from etl.text.spans import Span
from warehouse.evidence import Row

AROUND = 120
"""Characters shown on each side of words that stand in no sentence, such as those of a header."""


def marked(row: Row, start: str, end: str, *, inside: Row | None = None) -> str:
    """The sentence around the words from `start` to `end` (columns of the row) of `article_text`, on one line.

    `inside` is a telling, whose own sentence is taken as it is.
    """
    text = str(row["article_text"])
    words = Span(_number(row[start]), _number(row[end]))
    if inside is not None:
        sentence = Span(_number(inside["char_start"]), _number(inside["char_end"]))
    else:
        sentence = _sentence(text, words)
    return _marked(text, sentence, [words])


def all_marked(rows: Sequence[Row]) -> str:
    """The sentence around the words from `char_start` to `char_end` of all the rows, which are in it in this order."""
    text = str(rows[0]["article_text"])
    spans = [Span(_number(row["char_start"]), _number(row["char_end"])) for row in rows]
    return _marked(text, _sentence(text, Span(spans[0].start, spans[-1].end)), spans)


def _marked(text: str, sentence: Span, spans: Sequence[Span]) -> str:
    pieces: list[str] = []
    at = sentence.start
    for words in spans:
        pieces += [_flat(text[at : words.start]), _emphasised(on_one_line(words.of(text)))]
        at = words.end
    return "".join([*pieces, _flat(text[at : sentence.end])]).strip()


def where(row: Row) -> str:
    """The file and day of the article that the row is from, and where in it the words begin."""
    basis = str(row["published_basis"])
    known = basis if basis == "inferred" else f"by its {basis}"
    published = f"{row['published_on']} ({known})" if row["published_on"] else "day unknown"
    return f"{row['source_file']} ({row['article_id']}), published {published}, character {row['char_start']}"


def dated_by(row: Row) -> str:
    """An article's day of publication, how exactly and from what it is known, and the words or reasons for it."""
    if row["published_on"] is None:
        return "not known"
    evidence = f": {row['published_evidence']}" if row["published_evidence"] else ""
    return f"{row['published_on']} ({row['published_precision']}), from {row['published_basis']}{evidence}"


def _sentence(text: str, words: Span) -> Span:
    document = Document("", text)
    sentences = split_sentences(text, lay_out(document))
    around = [each.span for each in sentences if each.span.overlaps(words)]
    if around:
        return Span(min(around[0].start, words.start), max(around[-1].end, words.end))
    return Span(max(0, words.start - AROUND), min(len(text), words.end + AROUND))


def _emphasised(words: str) -> str:
    return click.style(words, bold=True) if sys.stdout.isatty() else f">>{words}<<"


def _flat(text: str) -> str:
    """On one line, a space at its ends kept where there was one."""
    flat = on_one_line(text)
    head = " " if text[:1].isspace() else ""
    tail = " " if text[-1:].isspace() and flat else ""
    return f"{head}{flat}{tail}"


def _number(value: object) -> int:
    return int(str(value))
