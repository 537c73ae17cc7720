"""Exports: every view in every format, described, harmless to spreadsheets, and at its place in full or not at all."""

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import jsonschema
import polars as pl
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from etl.cli import main
from schemas.datapackage import foreign_keys
from schemas.registry import VIEWS
from tests.conftest import ROOT, wait_for
from tests.star_frames import star
from warehouse.exports import FORMATS, Exported, ExportRefused, export
from warehouse.exports.delivery import delivered
from warehouse.publish import publish
from warehouse.query import run_query

HOSTILE = ["=1+1", "+84 24", "-5", "@SUM(A1)", "\tx", "\rx", "＝x", 'a "quoted", cell', "two\nlines", "plain", ""]

FIELD_TYPES = ["string", "integer", "number", "boolean", "date", "datetime", "array"]
FIELD = {
    "type": "object",
    "required": ["name", "type", "description"],
    "properties": {
        "name": {"type": "string", "minLength": 1},
        "type": {"enum": FIELD_TYPES},
        "description": {"type": "string", "minLength": 1},
        "constraints": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "required": {"type": "boolean"},
                "unique": {"type": "boolean"},
                "enum": {"type": "array", "minItems": 1, "uniqueItems": True},
                "minimum": {"type": "number"},
                "maximum": {"type": "number"},
                "maxLength": {"type": "integer"},
                "pattern": {"type": "string", "format": "regex"},
            },
        },
    },
}
RESOURCE = {
    "type": "object",
    "required": ["name", "path", "schema", "bytes", "hash", "format", "mediatype"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/dataresource.json"},
        "name": {"type": "string", "pattern": "^([-a-z0-9._/])+$"},
        "type": {"const": "table"},
        "path": {"type": "string", "pattern": r"^((?=[^./~])(?!file:)((?!\/\.\.\/)(?!\\)(?!:\/\/).)*)$"},
        "bytes": {"type": "integer"},
        "hash": {"type": "string", "pattern": "^([^:]+:[a-fA-F0-9]+|[a-fA-F0-9]{32}|)$"},
        "schema": {
            "type": "object",
            "required": ["fields"],
            "properties": {
                "fields": {"type": "array", "minItems": 1, "items": FIELD},
                "primaryKey": {"type": "array", "minItems": 1, "uniqueItems": True, "items": {"type": "string"}},
                "foreignKeys": {
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["fields", "reference"],
                        "properties": {
                            "fields": {"type": "array", "minItems": 1},
                            "reference": {"type": "object", "required": ["resource", "fields"]},
                        },
                    },
                },
            },
        },
    },
}
PACKAGE = {
    "type": "object",
    "required": ["$schema", "name", "created", "resources"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/datapackage.json"},
        "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "resources": {"type": "array", "minItems": 1, "items": RESOURCE},
    },
}
"""The rules of the Data Package standard 2.0 for what we write; paths and hashes have its own patterns."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse whose aliases are what spreadsheets run and readers of CSV stumble over."""
    frames = star()
    aliases = frames["bridge_people_aliases"]
    rows = [
        aliases.with_columns(alias_key=pl.lit(number, pl.Int64), alias=pl.lit(words))
        for number, words in enumerate(HOSTILE)
    ]
    frames["bridge_people_aliases"] = pl.concat(rows)
    folder = tmp_path_factory.mktemp("hostile")
    return publish(frames, folder / "warehouse.duckdb", folder / "builds").target


Exports = Mapping[str, tuple[Path, Exported]]


@pytest.fixture(scope="module")
def exported(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Exports:
    """The folder and what was told of the export of one warehouse, by the format."""
    folder = tmp_path_factory.mktemp("exported")
    return {form: (folder / form, export(published, form, str(folder / form))) for form in FORMATS}


def described(folder: Path) -> dict[str, Any]:
    package: dict[str, Any] = json.loads((folder / "datapackage.json").read_text("utf-8"))
    return package


@pytest.mark.slow
@pytest.mark.parametrize(("form", "reader"), [("parquet", "read_parquet"), ("jsonl", "read_json"), ("csv", "read_csv")])
def test_every_view_comes_back_as_it_is(published: Path, exported: Exports, form: str, reader: str) -> None:
    folder, done = exported[form]
    assert set(done.rows) == {f"{name}.{form}" for name in VIEWS}
    for view in VIEWS.values():
        expected = run_query(published, f"FROM {view.name}")
        assert done.rows[f"{view.name}.{form}"] == len(expected.rows)
        if not expected.rows:
            continue
        with duckdb.connect() as connection:
            connection.sql("SET TimeZone='UTC'")
            # The types are the view's: text files have none of their own.
            casts = ", ".join(
                f'"{name}"::{kind} AS "{name}"'
                if not (form == "csv" and kind == "VARCHAR[]")
                else f'from_json("{name}"::VARCHAR, \'["VARCHAR"]\') AS "{name}"'
                for name, kind in zip(expected.columns, expected.types, strict=True)
            )
            options = ", all_varchar=true" if form == "csv" else ""
            path = folder / f"{view.name}.{form}"
            found = connection.sql(f"SELECT {casts} FROM {reader}('{path}'{options})")
            assert sorted(map(repr, found.fetchall())) == sorted(map(repr, expected.rows)), view.name


def test_a_spreadsheet_runs_nothing_and_numbers_stay_numbers(hostile: Path, tmp_path: Path) -> None:
    export(hostile, "csv", str(tmp_path / "out"))
    with (tmp_path / "out" / "people_aliases.csv").open(newline="", encoding="utf-8") as stream:
        aliases = [row["alias"] for row in csv.DictReader(stream)]
    dangerous = tuple("=+-@\t\r＝")
    assert not [alias for alias in aliases if alias.startswith(dangerous)]
    assert sorted(aliases) == sorted(f"'{each}" if each.startswith(dangerous) else each for each in HOSTILE)

    frame = pl.read_csv(tmp_path / "out" / "places.csv")
    assert frame["latitude"].dtype == pl.Float64


def test_other_formats_give_text_as_it_is(hostile: Path, tmp_path: Path) -> None:
    export(hostile, "jsonl", str(tmp_path / "jsonl"))
    lines = (tmp_path / "jsonl" / "people_aliases.jsonl").read_text("utf-8").splitlines()
    assert sorted(json.loads(line)["alias"] for line in lines) == sorted(HOSTILE)
    export(hostile, "parquet", str(tmp_path / "parquet"))
    assert sorted(pl.read_parquet(tmp_path / "parquet" / "people_aliases.parquet")["alias"]) == sorted(HOSTILE)


def test_parquet_describes_its_columns(exported: Exports) -> None:
    folder, _ = exported["parquet"]
    for view in VIEWS.values():
        schema = pq.read_schema(folder / f"{view.name}.parquet")
        descriptions = {column.name: column.description for column in view.columns}
        assert {field.name: field.metadata[b"description"].decode() for field in schema} == descriptions
        assert json.loads(schema.metadata[b"column_descriptions"]) == descriptions
        assert schema.metadata[b"grain"].decode() == view.grain


@pytest.mark.parametrize("form", ["parquet", "csv", "jsonl", "gdelt"])
def test_the_package_describes_every_file(exported: Exports, form: str) -> None:
    folder, done = exported[form]
    package = described(folder)
    jsonschema.validate(package, PACKAGE)
    listed = {resource["path"]: resource for resource in package["resources"]}
    assert set(listed) == set(done.rows)
    assert {path.name for path in folder.iterdir()} == {*listed, "datapackage.json"}
    for path, resource in listed.items():
        content = (folder / path).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        if form == "csv":
            header = next(csv.reader(content.decode().splitlines()))
            assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_keys_and_references_of_the_package_hold(published_seeds: duckdb.DuckDBPyConnection) -> None:
    found = [
        (view.name, column, other) for view in VIEWS.values() for column, other in foreign_keys(view, VIEWS.values())
    ]
    assert {("event_mentions", "event_id", "events"), ("people", "country", "countries")} <= set(found)
    for view, column, other in found:
        query = f"SELECT count(*) FROM {view} ANTI JOIN {other} USING ({column}) WHERE {column} IS NOT NULL"
        assert published_seeds.sql(query).fetchall() == [(0,)], (view, column, other)


def test_a_later_export_takes_the_place_of_an_earlier_one_as_a_whole(published: Path, tmp_path: Path) -> None:
    export(published, "csv", str(tmp_path / "out"))
    done = export(published, "gdelt", str(tmp_path / "out"))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*done.rows, "datapackage.json"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("stranger", ["notes.txt", "datapackage.json"])
def test_a_folder_with_anything_else_in_it_is_left_alone(published: Path, tmp_path: Path, stranger: str) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / stranger).write_text('{"name": "mine", "resources": [{"path": "data.csv"}]}')
    (tmp_path / "out" / "data.csv").write_text("a,b\n")
    with pytest.raises(ExportRefused, match=r"holds data.csv, which is not from an export"):
        export(published, "csv", str(tmp_path / "out"))
    assert {path.name for path in (tmp_path / "out").iterdir()} == {stranger, "data.csv"}
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_export_that_fails_leaves_the_earlier_one(published: Path, tmp_path: Path) -> None:
    export(published, "csv", str(tmp_path / "out"))
    before = described(tmp_path / "out")
    with pytest.raises(ZeroDivisionError), delivered(str(tmp_path / "out")) as folder:
        (folder / "half.csv").write_text("half")
        _ = 1 / 0
    assert described(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.slow
def test_a_killed_export_leaves_the_earlier_one_and_the_next_tidies_up(published: Path, tmp_path: Path) -> None:
    export(published, "csv", str(tmp_path / "out"))
    before = described(tmp_path / "out")
    program = (
        "import sys, time\nfrom warehouse.exports.delivery import delivered\n"
        "with delivered(sys.argv[1]) as folder:\n    (folder / 'half.csv').write_text('half')\n    time.sleep(60)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", program, str(tmp_path / "out")], cwd=ROOT)
    try:
        wait_for(lambda: list(tmp_path.glob(".out.*/half.csv")), seconds=120)
        with delivered(str(tmp_path / "out")) as folder:  # while the other is under way, its folder is not touched
            (folder / "datapackage.json").write_text(json.dumps(before))
        assert len(list(tmp_path.glob(".out.*"))) == 1
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert described(tmp_path / "out") == before
    assert len(list(tmp_path.glob(".out.*"))) == 1

    export(published, "csv", str(tmp_path / "out"))
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_export_goes_to_an_object_store(published: Path, tmp_path: Path, bucket: Any) -> None:
    def names() -> set[str]:
        return {each["Key"] for each in bucket.list_objects_v2(Bucket="press").get("Contents", [])}

    bucket.put_object(Bucket="press", Key="out/notes.txt", Body=b"mine")
    done = export(published, "csv", "s3://press/out")
    assert names() == {f"out/{name}" for name in (*done.rows, "datapackage.json", "notes.txt")}
    export(published, "csv", str(tmp_path / "here"))
    body = bucket.get_object(Bucket="press", Key="out/events.csv")["Body"].read()
    assert body == (tmp_path / "here" / "events.csv").read_bytes()

    done = export(published, "gdelt", "s3://press/out")
    assert names() == {f"out/{name}" for name in (*done.rows, "datapackage.json", "notes.txt")}


def test_the_command_says_what_it_wrote_and_why_it_did_not(published: Path, tmp_path: Path) -> None:
    def run(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["export", "--warehouse", str(published), *arguments])

    done = run("--format", "csv", "--to", str(tmp_path / "out"))
    assert done.exit_code == 0, done.stderr
    assert f"rows in {len(VIEWS)} files to {tmp_path / 'out'}" in done.stdout

    refused = run("--format", "csv", "--to", str(published.parent))
    assert refused.exit_code == 1
    assert refused.stderr.startswith("communique: nothing exported: ")
    assert len(refused.stderr.splitlines()) == 1

    nothing = CliRunner().invoke(
        main, ["export", "--format", "csv", "--to", str(tmp_path / "x"), "--warehouse", str(tmp_path / "none.duckdb")]
    )
    assert (nothing.exit_code, "no warehouse yet" in nothing.stderr) == (1, True)
    assert not (tmp_path / "x").exists()
    assert run("--format", "excel", "--to", "x").exit_code == 2
