"""What an analyst corrects: where quotations lead, and what became of every correction."""

import re

import polars as pl

from etl.text.fold import fold, fold_with_offsets
from etl.text.spans import Span
from etl.transform.corrected_tellings import telling_corrections
from etl.transform.event_corrections import corrected_events
from etl.transform.keys import finished, with_key
from etl.transform.people_corrections import corrected_people
from schemas.frames import polars_schema
from schemas.registry import TABLES


def correction_anchors(correction_places: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """One row per quotation and place of its article that says it, blanks and line breaks alike; where none says it so,
    capitals and accents alike.

    An article is known by its path below the seeds folder or by the last part of that path, where one alone has it.
    """
    by_name: dict[str, list[tuple[str, str]]] = {}
    if correction_places.height:
        for article_id, file, text in (
            documents.select("article_id", "source_file", "text").sort("article_id").iter_rows()
        ):
            for name in {file, file.rpartition("/")[2]}:
                by_name.setdefault(name, []).append((article_id, text))
    rows = [
        {"correction_no": number, "place_no": place, "said_no": said_no, "article": article, **anchor}
        for number, place, article, quote in correction_places.iter_rows()
        for said_no, anchor in enumerate(_anchors(by_name.get(article, []), article, quote), 1)
    ]
    return finished("correction_anchors", pl.DataFrame(rows, schema=polars_schema(TABLES["correction_anchors"])))


def _anchors(found: list[tuple[str, str]], article: str, quote: str) -> list[dict[str, object]]:
    """At least one: of a quotation that leads nowhere the problem."""
    nowhere = {"article_id": None, "char_start": None, "char_end": None}
    if len(found) != 1:
        return [{**nowhere, "problem": f"{'no' if not found else 'more than one'} article is called {article}"}]
    article_id, text = found[0]
    places = _places(quote, text)
    if not places:
        return [{**nowhere, "article_id": article_id, "problem": f"{article} does not say {quote!r}"}]
    return [
        {"article_id": article_id, "char_start": place.start, "char_end": place.end, "problem": None}
        for place in places
    ]


def _places(quote: str, text: str) -> list[Span]:
    said = [Span(*match.span()) for match in _as_quoted(quote).finditer(text)]
    if said:
        return said
    folded = fold_with_offsets(text)
    return [folded.raw_span(*match.span()) for match in _as_quoted(fold(quote)).finditer(folded.text)]


def _as_quoted(quote: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, quote.split())))


def denied_mentions(
    corrections: pl.DataFrame,
    correction_anchors: pl.DataFrame,
    people_found: pl.DataFrame,
    mentions: pl.DataFrame,
) -> pl.DataFrame:
    """One row per mention inside an article of which a correction says that it is not the person's."""
    done = corrected_people(people_found, corrections, correction_anchors, mentions)
    return finished("denied_mentions", pl.DataFrame({"mention_id": done.denied}, schema={"mention_id": pl.String}))


def fct_corrections(
    corrections: pl.DataFrame,
    correction_values: pl.DataFrame,
    correction_anchors: pl.DataFrame,
    people_found: pl.DataFrame,
    mentions: pl.DataFrame,
    event_mentions: pl.DataFrame,
    quoted_tellings: pl.DataFrame,
    corrected_tellings: pl.DataFrame,
    events_found: pl.DataFrame,
) -> pl.DataFrame:
    """One row per correction: applied, stale (nothing is left to correct) or invalid, and why."""
    people = corrected_people(people_found, corrections, correction_anchors, mentions)
    tellings = telling_corrections(event_mentions, corrections, correction_values, quoted_tellings)
    events = corrected_events(events_found, corrections, quoted_tellings, corrected_tellings)
    verdicts = people.verdicts | tellings.verdicts | events.verdicts
    judged = [verdicts[number] for number in corrections.get_column("correction_no")]
    rows = corrections.with_columns(
        pl.Series("status", [verdict.status for verdict in judged], dtype=pl.String),
        pl.Series("detail", [verdict.detail for verdict in judged], dtype=pl.String),
        pl.Series("event_mention_ids", [list(verdict.tellings) for verdict in judged], dtype=pl.List(pl.String)),
    )
    return finished("fct_corrections", with_key(rows, "correction_key", "correction", "correction_no", "subject"))
