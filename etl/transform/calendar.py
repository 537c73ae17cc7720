"""The calendar: every day that the warehouse speaks of."""

import polars as pl

from etl.transform.keys import finished

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def dim_dates(
    dim_articles: pl.DataFrame,
    dim_people: pl.DataFrame,
    fct_events: pl.DataFrame,
    fct_event_mentions: pl.DataFrame,
    fct_tenures: pl.DataFrame,
) -> pl.DataFrame:
    """One row per day that any of the given tables refers to."""
    keys = {
        key
        for frame in (dim_articles, dim_people, fct_events, fct_event_mentions, fct_tenures)
        for column in frame.columns
        if column.endswith("_date_key")
        for key in frame.get_column(column).unique().to_list()
        if key >= 0
    }
    day = pl.col("date")
    frame = (
        pl.DataFrame({"date_key": sorted(keys)}, schema={"date_key": pl.Int64})
        .with_columns(date=pl.col("date_key").cast(pl.String).str.zfill(8).str.to_date("%Y%m%d"))
        .with_columns(
            year=day.dt.year().cast(pl.Int64),
            quarter=day.dt.quarter().cast(pl.Int64),
            month=day.dt.month().cast(pl.Int64),
            day=day.dt.day().cast(pl.Int64),
            iso_year=day.dt.iso_year().cast(pl.Int64),
            iso_week=day.dt.week().cast(pl.Int64),
            weekday=day.dt.weekday().cast(pl.Int64),
            is_weekend=day.dt.weekday() >= 6,
        )
        .with_columns(
            month_name=pl.col("month").replace_strict(dict(enumerate(_MONTHS, 1)), return_dtype=pl.String),
            weekday_name=pl.col("weekday").replace_strict(dict(enumerate(_WEEKDAYS, 1)), return_dtype=pl.String),
        )
    )
    return finished("dim_dates", frame)
