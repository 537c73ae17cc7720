"""Reading the published warehouse: one statement in, rows out; nothing is written, created or locked for others."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from schemas.ddl import literal
from warehouse.messages import one_line

_ATTEMPTS = 3


class QueryError(Exception):
    """The statement gave no answer; the message is one line and says why."""


@dataclass(frozen=True)
class QueryResult:
    """The answer: names and DuckDB types of the columns, and the rows; timestamps are in UTC."""

    columns: Sequence[str]
    types: Sequence[str]
    rows: Sequence[tuple[object, ...]]


def run_query(target: Path, sql: str) -> QueryResult:
    """The answer of the published warehouse to one reading statement (SELECT, FROM, DESCRIBE, SHOW, EXPLAIN, …).

    The warehouse is attached read-only, and no other file can be read or written. A run may publish meanwhile: the
    answer comes from the build that was current at the start. Raises QueryError when there is no warehouse, when the
    statement writes or is wrong, and when another program holds the file open for writing.
    """
    _refuse_writing(sql)
    with opened(target) as session:
        session.sql("SET enable_external_access=false")
        session.sql("SET lock_configuration=true")
        try:
            answer = session.sql(sql)
            return QueryResult(tuple(answer.columns), tuple(map(str, answer.types)), answer.fetchall())
        except duckdb.Error as error:
            raise QueryError(one_line(error)) from error


@contextmanager
def opened(target: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A session of its own with the warehouse attached read-only as it was at the start; times are in UTC.

    Raises QueryError when there is no warehouse, and when another program holds the file open for writing.
    """
    with duckdb.connect() as session:
        session.sql("SET TimeZone='UTC'")
        session.sql("SET temp_directory=''")  # a large answer must not leave a folder where the user happens to stand
        _attach(session, target)
        yield session


def _refuse_writing(sql: str) -> None:
    try:
        statements = duckdb.extract_statements(sql)
    except duckdb.Error as error:
        raise QueryError(one_line(error)) from error
    reading = {duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN}
    # PIVOT is rewritten into several statements, of which those that DuckDB adds have no text of their own.
    for statement in statements:
        if statement.type not in reading and statement.query.strip():
            raise QueryError(f"{statement.type.name} is refused: the warehouse can only be read from here")
    given = sum(statement.type in reading for statement in statements)
    if given != 1:
        raise QueryError(f"one statement is needed, {given} were given")


def _attach(session: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Attaches the build that `target` leads to as `warehouse`."""
    for attempt in range(1, _ATTEMPTS + 1):
        file = target.resolve()
        if not file.is_file():
            raise QueryError(f"{target}: there is no warehouse yet; `communique run` publishes it")
        try:
            session.sql(f"ATTACH {literal(str(file))} AS warehouse (READ_ONLY)")
            break
        except duckdb.Error as error:
            if file.is_file() or attempt == _ATTEMPTS:  # otherwise runs have pruned the build since the link was read
                raise QueryError(_attach_message(target, error)) from error
    session.sql("USE warehouse")


def _attach_message(target: Path, error: duckdb.Error) -> str:
    message = one_line(error)
    if "lock is held" in message:
        holder = message.partition("lock is held in ")[2].partition(". See also")[0]
        return f"{target}: is open for writing in another program ({holder}); close it there"
    return f"{target}: {message}"
