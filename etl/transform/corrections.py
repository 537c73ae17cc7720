"""What an analyst corrects: where quotations lead, and what became of every correction."""

import re

import polars as pl

from etl.transform.event_corrections import corrected_events
from etl.transform.keys import finished, with_key
from etl.transform.people_corrections import corrected_people
from schemas.frames import polars_schema
from schemas.registry import TABLES


def correction_anchors(correction_places: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """One row per quotation: the article it is of and the first place there that says it, blanks and line breaks alike.

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
        {"correction_no": number, "place_no": place, **_anchor(by_name.get(article, []), article, quote)}
        for number, place, article, quote in correction_places.iter_rows()
    ]
    return finished("correction_anchors", pl.DataFrame(rows, schema=polars_schema(TABLES["correction_anchors"])))


def _anchor(found: list[tuple[str, str]], article: str, quote: str) -> dict[str, object]:
    nowhere = {"article_id": None, "char_start": None, "char_end": None}
    if len(found) != 1:
        return {**nowhere, "problem": f"{'no' if not found else 'more than one'} article is called {article}"}
    article_id, text = found[0]
    said = re.search(r"\s+".join(map(re.escape, quote.split())), text)
    if said is None:
        return {**nowhere, "article_id": article_id, "problem": f"{article} does not say {quote!r}"}
    return {"article_id": article_id, "char_start": said.start(), "char_end": said.end(), "problem": None}


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
    correction_anchors: pl.DataFrame,
    people_found: pl.DataFrame,
    mentions: pl.DataFrame,
    events_found: pl.DataFrame,
    event_mentions: pl.DataFrame,
) -> pl.DataFrame:
    """One row per correction: applied, stale (nothing is left to correct) or invalid, and why."""
    people = corrected_people(people_found, corrections, correction_anchors, mentions)
    events = corrected_events(events_found, corrections, correction_anchors, event_mentions)
    verdicts = people.verdicts | events.verdicts
    rows = corrections.with_columns(
        status=pl.col("correction_no").replace_strict(
            {number: verdict.status for number, verdict in verdicts.items()}, return_dtype=pl.String
        ),
        detail=pl.col("correction_no").replace_strict(
            {number: verdict.detail for number, verdict in verdicts.items()}, return_dtype=pl.String
        ),
    )
    return finished("fct_corrections", with_key(rows, "correction_key", "correction", "correction_no", "subject"))
