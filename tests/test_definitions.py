"""The Dagster edge: what the code location holds, what it shows of a table, and what it does with a bad frame."""

import dagster as dg
import polars as pl
import pytest

from etl.definitions import defs
from etl.defs.metadata import PREVIEW_ROWS, column_schema, preview
from etl.defs.star import star_asset
from etl.defs.tables import ASSETS
from schemas.frames import empty_frame
from schemas.registry import PUBLISHED, TABLES


def nodes() -> dict[str, dg.AssetSpec]:
    return {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}


def test_every_declared_table_is_an_asset_of_its_stage():
    groups = {name: spec.group_name for name, spec in nodes().items()}
    known_once_read = dict.fromkeys(("sources", "rejects", "runs"), "read")
    assert groups == {table.name: table.stage for table in ASSETS} | known_once_read | {"warehouse": "publish"}


def test_an_asset_says_its_grain_and_its_columns():
    people = nodes()["dim_people"]
    assert people.description == TABLES["dim_people"].grain
    shown = {column.name: column for column in people.metadata["dagster/column_schema"].columns}
    assert list(shown) == list(TABLES["dim_people"].column_names)
    assert shown["person_key"].constraints.nullable is False
    assert "references dim_countries.country_key" in shown["country_key"].constraints.other
    assert all(column.description for column in shown.values())


def test_the_warehouse_is_made_from_every_published_table():
    assert {dep.asset_key.to_user_string() for dep in nodes()["warehouse"].deps} == set(PUBLISHED)


def test_every_table_has_a_check_of_its_contract_that_blocks():
    graph = defs.resolve_asset_graph()
    contracts = {key.asset_key.to_user_string() for key in graph.asset_check_keys if key.name == "contract"}
    assert contracts == {table.name for table in ASSETS}
    assert all(graph.get_check_spec(key).blocking for key in graph.asset_check_keys if key.name == "contract")


def test_spans_references_sides_and_documents_are_checked():
    checks = {(key.asset_key.to_user_string(), key.name) for key in defs.resolve_asset_graph().asset_check_keys}
    assert {table for table, check in checks if check == "spans"} == {t.name for t in ASSETS if t.spans}
    referring = {t.name for t in ASSETS if any(column.references for column in t.columns)}
    assert {table for table, check in checks if check == "references"} == referring
    assert {("sources", "accounted_for"), ("event_mention_sides", "symmetric_sides")} <= checks


def test_the_job_makes_every_asset_in_one_process():
    job = defs.resolve_job_def("ingest")
    assert {key.to_user_string() for key in job.asset_layer.executable_asset_keys} == set(nodes())
    assert job.executor_def is dg.in_process_executor


def test_a_column_shows_its_limits():
    (column,) = (c for c in column_schema(TABLES["rejects"]).columns if c.name == "stage")
    assert column.constraints.other == ["one of extract, read"]


@pytest.mark.parametrize(
    "text",
    ["<img src=x onerror=alert(1)>", "[click](http://example.org)", "a | b", "`code` and ``more``", "**bold**\n# head"],
)
def test_text_of_an_article_stays_text_in_a_preview(text: str):
    *_, row = preview(pl.DataFrame({"text": [text], "n": [1]})).md_str.splitlines()
    cells = row.strip("| ").split(" | ")
    assert len(cells) == 2
    fence = cells[0].split(" ")[0]
    assert set(fence) == {"`"}
    assert cells[0].endswith(f" {fence}")
    assert fence not in cells[0][len(fence) : -len(fence)].split()


def test_a_preview_is_short_however_long_the_table():
    shown = preview(pl.DataFrame({"text": ["word " * 10_000] * 1_000})).md_str
    assert len(shown.splitlines()) == PREVIEW_ROWS + 2
    assert len(shown) < 2_000


def test_a_null_is_an_empty_cell():
    assert preview(pl.DataFrame({"a": [None], "b": ["x"]})).md_str.splitlines()[-1] == "|  | ` x ` |"


def test_a_transform_becomes_the_asset_of_the_table_it_is_named_after():
    def dim_topics(article_topics: pl.DataFrame) -> pl.DataFrame:
        return empty_frame(TABLES["dim_topics"])

    asset = star_asset(dim_topics)
    assert asset.key == dg.AssetKey("dim_topics")
    assert asset.dependency_keys == {dg.AssetKey("article_topics")}
