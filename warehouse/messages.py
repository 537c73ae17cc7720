"""DuckDB's error messages as one line."""

import duckdb


def one_line(error: duckdb.Error) -> str:
    """What went wrong and DuckDB's advice, without the excerpt of the statement that DuckDB appends."""
    message, _, _ = str(error).partition("\n\nLINE ")
    return " ".join(message.split())
