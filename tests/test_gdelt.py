"""Events as GDELT's table: loaded with a published client's columns, coded as the codebook says, and nothing lost."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import polars as pl
import pytest

from schemas.gdelt import GDELT_EVENTS
from schemas.model import ColumnType
from tests.gdelt_columns import COLUMNS
from tests.star_frames import event, rows, star, telling
from warehouse.exports import export
from warehouse.publish import publish

DTYPES: Mapping[str, type[pl.DataType]] = {"INTEGER": pl.Int64, "FLOAT": pl.Float64, "STRING": pl.String}


def load(file: Path) -> pl.DataFrame:
    """As notebooks on GDELT load it: columns named by the client, codes kept as text, no header and no quoting."""
    return pl.read_csv(
        file,
        separator="\t",
        has_header=False,
        quote_char=None,
        new_columns=list(COLUMNS),
        schema_overrides=[DTYPES[kind] for kind in COLUMNS.values()],
        infer_schema=False,
    )


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """One event of each kind that is coded in its own way; 1 has a pair both ways, 3 a day from its report only."""
    frames = star()
    frames["dim_people"] = frames["dim_people"].with_columns(
        ascii_name=pl.when(person_key=2).then(pl.lit('=cmd "x"\tRaul')).otherwise("ascii_name")
    )
    frames["fct_events"] = pl.concat(
        [
            frames["fct_events"],
            rows(
                "fct_events",
                event(3, 1, date_precision="none", first_published_date_key=20210727),
                event(4, 1, date_precision="none", status="background", first_published_date_key=20210727),
                event(5, 1, date_precision="day", status="cancelled", start_date_key=20210727, end_date_key=20210727),
                event(6, 2, date_precision="day", start_date_key=20210727, end_date_key=20210727),
            ),
        ]
    )
    words = "Nguyễn Phú Trọng received Raúl Castro"
    frames["fct_event_mentions"] = pl.concat(
        [
            frames["fct_event_mentions"],
            rows(
                "fct_event_mentions",
                *(telling(key, words, "received", date_precision="none") for key in (3, 4)),
                *(telling(key, words, "received", date_precision="day", start_date_key=20210727) for key in (5, 6)),
            ),
        ]
    )
    frames["bridge_event_participants"] = pl.concat(
        [
            frames["bridge_event_participants"],
            rows(
                "bridge_event_participants",
                {
                    **{"participant_key": 3, "event_key": 6, "role": "actor", "kind": "person", "person_key": 2},
                    **{"sector": "military"},
                },
                {"participant_key": 4, "event_key": 1, "role": "actor", "kind": "country", "country_key": 1},
            ),
        ]
    )
    folder = tmp_path_factory.mktemp("gdelt")
    target = publish(frames, folder / "warehouse.duckdb", folder / "builds").target
    done = export(target, "gdelt", str(folder / "out"))
    # Event 2 and 4 have no day that GDELT would give them, 5 was cancelled.
    assert done.left_out is not None
    assert done.left_out.startswith("3 of 6 events are left out")
    return load(folder / "out" / "events.export.CSV")


def row(table: pl.DataFrame, **where: object) -> dict[str, object]:
    (found,) = table.filter(**where).to_dicts()
    return found


def test_columns_are_those_of_a_published_client() -> None:
    assert len(COLUMNS) == 61
    kinds = {ColumnType.INTEGER: "INTEGER", ColumnType.NUMBER: "FLOAT", ColumnType.TEXT: "STRING"}
    assert {column.name: kinds[column.type] for column in GDELT_EVENTS.columns} == COLUMNS
    assert list(GDELT_EVENTS.column_names) == list(COLUMNS)


def test_talks_give_a_row_for_each_side(table: pl.DataFrame) -> None:
    talks = table.filter(SQLDATE=20210726)
    assert sorted(zip(talks["Actor1CountryCode"], talks["Actor2CountryCode"], strict=True)) == [
        ("CUB", "VNM"),
        ("VNM", "CUB"),
    ]
    given = row(talks, Actor1CountryCode="VNM")
    assert given["Actor1Name"] == "NGUYEN PHU TRONG"
    assert given["Actor2Name"] == "CUBA"
    assert given["GLOBALEVENTID"] == 1
    assert (given["MonthYear"], given["Year"]) == (202107, 2021)
    assert given["FractionDate"] == pytest.approx(2021 + (6 * 30 + 26) / 365, abs=1e-4)


def test_codes_are_cameos_at_three_levels(table: pl.DataFrame) -> None:
    given = row(table.filter(SQLDATE=20210726), Actor1CountryCode="VNM")
    assert (given["EventCode"], given["EventBaseCode"], given["EventRootCode"]) == ("043", "043", "04")
    assert (given["QuadClass"], given["GoldsteinScale"]) == (1, 2.8)
    assert (given["NumMentions"], given["NumSources"], given["NumArticles"], given["IsRootEvent"]) == (1, 1, 1, 1)
    # Of event 6 only the root is known.
    given = row(table, Actor1Type1Code="MIL")
    assert (given["EventCode"], given["EventRootCode"], given["QuadClass"]) == ("050", "05", 1)


def test_an_event_without_a_pair_of_countries_has_one_row(table: pl.DataFrame) -> None:
    given = row(table, Actor1Type1Code="MIL")
    assert given["Actor1Code"] == "MIL"
    assert given["Actor1CountryCode"] is None
    assert given["Actor2Code"] is None
    assert row(table, GLOBALEVENTID=3)["SQLDATE"] == 20210727


def test_a_name_cannot_break_the_table_or_be_a_formula(table: pl.DataFrame) -> None:
    assert row(table, Actor1Type1Code="MIL")["Actor1Name"] == "CMD X RAUL"


def test_places_are_in_fips_codes_and_what_is_not_known_is_type_0(table: pl.DataFrame) -> None:
    given = row(table.filter(SQLDATE=20210726), Actor1CountryCode="VNM")
    assert (given["ActionGeo_Type"], given["ActionGeo_FullName"]) == (4, "Hanoi, Viet Nam")
    assert (given["ActionGeo_CountryCode"], given["ActionGeo_Lat"], given["ActionGeo_Long"]) == ("VM", 21.03, 105.85)
    assert (given["Actor1Geo_Type"], given["Actor2Geo_Type"], given["Actor1Geo_Lat"]) == (0, 0, None)
    assert row(table, Actor1Type1Code="MIL")["ActionGeo_Type"] == 0


def test_every_row_says_when_it_came_and_from_where(table: pl.DataFrame) -> None:
    assert set(table["SOURCEURL"]) == {"file:///seeds/a.txt"}
    assert {datetime.strptime(str(added), "%Y%m%d%H%M%S") for added in table["DATEADDED"]} == {
        datetime(2026, 11, 22, 12, 0, 0)
    }


def test_what_gdelt_always_fills_is_never_empty(table: pl.DataFrame) -> None:
    always = (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", "IsRootEvent", "EventCode"),
        *("EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions", "NumSources", "NumArticles"),
        *("Actor1Geo_Type", "Actor2Geo_Type", "ActionGeo_Type", "DATEADDED", "SOURCEURL"),
    )
    known = [name for name in always if name != "GoldsteinScale"]  # the tiny star knows no value of its root
    assert table.select(known).null_count().row(0) == (0,) * len(known)
    assert table["GLOBALEVENTID"].is_unique().all()
