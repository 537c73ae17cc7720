"""Events as the GDELT 2.0 Events table, so that what is written for GDELT runs on one's own articles.

Its columns, types and codes: "The GDELT Event Database: Data Format Codebook V2.0" (2015-02-19); acts, sides and types
of actors after CAMEO. What the warehouse does not know (ethnic and religious groups, tone, where the actors are) is
empty, as GDELT leaves it where it found nothing.
"""

from importlib.resources import files
from pathlib import Path

import duckdb
import polars as pl

from schemas.ddl import literal
from schemas.gdelt import GDELT_EVENTS
from warehouse.exports.tables import Kind, Written

FILE_NAME = "events.export.CSV"
"""As GDELT names its own, less the time."""

KIND = Kind("csv", "text/tab-separated-values", dialect={"delimiter": "\t", "header": False, "quoteChar": None})

_ONE_LINE = "CREATE OR REPLACE TEMP MACRO one_line(words) AS trim(regexp_replace(words, '[\\s\\p{C}\"]+', ' ', 'g'))"

_PLAIN = """CREATE OR REPLACE TEMP MACRO plain(words) AS
    nullif(upper(regexp_replace(strip_accents(one_line(words)), '^[^\\p{L}\\p{N}]+', '')), '')"""
"""A name as GDELT writes it, in capitals without accents; it begins with a letter or figure, so no spreadsheet takes it
for a formula."""


def write(session: duckdb.DuckDBPyConnection, folder: Path) -> list[Written]:
    """The one file of the format, tab-separated, unquoted and without a header. Raises duckdb.Error and OSError."""
    _prepare(session)
    path = folder / FILE_NAME
    session.execute(
        f"COPY (FROM gdelt_events SELECT {', '.join(GDELT_EVENTS.column_names)}) TO {literal(str(path))} "
        "(FORMAT csv, DELIMITER '\t', HEADER false, QUOTE '', ESCAPE '', NULLSTR '')"
    )
    [(rows,)] = session.sql("SELECT count(*) FROM gdelt_events").fetchall()
    return [Written(GDELT_EVENTS, FILE_NAME, KIND, int(rows))]


def left_out(session: duckdb.DuckDBPyConnection) -> str | None:
    """How many of the warehouse's events have no place in the table, after `write`; None when all have one."""
    [(events,)] = session.sql("SELECT count(*) FROM fct_events").fetchall()
    [(kept,)] = session.sql("SELECT count(DISTINCT event_key) FROM gdelt_events").fetchall()
    if kept == events:
        return None
    return f"{events - kept:,} of {events:,} events are left out: undated background, cancelled, or no act of actors"


def _prepare(session: duckdb.DuckDBPyConnection) -> None:
    room = files("warehouse.exports")
    codes = pl.read_csv(room.joinpath("country_codes.csv").read_bytes(), comment_prefix="#")
    session.register("given_codes", codes)
    session.execute("CREATE OR REPLACE TEMP TABLE country_codes AS FROM given_codes")
    session.unregister("given_codes")
    for macro in (_ONE_LINE, _PLAIN):
        session.execute(macro)
    query = room.joinpath("gdelt_events.sql").read_text(encoding="utf-8")
    session.execute(f"CREATE OR REPLACE TEMP TABLE gdelt_events AS {query}")
