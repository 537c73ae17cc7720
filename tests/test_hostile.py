"""Words that would be SQL, HTML, Markdown, a command to the terminal or a path, in articles and in the names of files.

They are content: stored as they are, shown so that they do nothing.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from click.testing import CliRunner

from etl.cli import main
from etl.definitions import ingest_job
from tests.conftest import Project, around, run_here

FILE_NAMES = (
    "'; DROP TABLE dim_people; --.txt",
    "\"; ATTACH 'x.duckdb' AS x; --.txt",
    "<img src=x onerror=alert(1)>.txt",
    "![x](javascript:alert(1)).txt",
    "`` ` | <b>.txt",
    "\x1b]0;owned\x07\x1b[2J.txt",
    "\u202etxt.exe.txt",
    "%2e%2e%2f%2e%2e%2fclimbed.txt",
    "$(touch climbed)`touch climbed`.txt",
    "=HYPERLINK(0)|a.txt",
    "{context} %s {0}.txt",
)

HEADLINE = (
    "'); DELETE FROM dim_people; -- <script>alert(1)</script> [a](javascript:x) `|` \x1b[31mred\x1b[0m \u202eevil"
)

ARTICLE = """{headline}

 date 2021-03-10 HANOI — Vietnamese Prime Minister Phạm Minh Chính'; DROP TABLE dim_people; -- received Cuban Foreign \
Minister Bruno <b onmouseover=alert(1)>Rodríguez</b> on Monday ({number}).

"We met," Minister Jean O'Brien \x1b[2J`rm -rf` said | to [x](javascript:alert(1)) \u202ethe press.
"""

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
CODE = re.compile(r"(`+) .*? \1(?!`)")
MARKUP = re.compile(r"[<>\[\]!]|javascript")


@pytest.fixture
def hostile(project: Project) -> Project:
    """A project whose folder, files, headlines and people are named to do harm; one file is refused."""
    for number, name in enumerate(FILE_NAMES):
        (project.seeds / name).write_text(ARTICLE.format(headline=HEADLINE, number=number))
    (project.seeds / f"refused {FILE_NAMES[5]}").write_bytes(b"")
    (project.seeds / f"refused {FILE_NAMES[2]}").write_bytes(b"\0\0\0 nothing")
    return project


def test_words_are_stored_and_do_nothing(hostile: Project) -> None:
    texts = list(markdown(hostile))
    assert any(HEADLINE[:20] in text for text in texts), "what is tested is shown at all"
    for text in texts:
        assert not MARKUP.search(CODE.sub("", text)), text

    with duckdb.connect(str(hostile.warehouse), read_only=True) as warehouse:
        stored = warehouse.sql("SELECT source_file, headline, text FROM articles").fetchall()
        assert {file for file, _, _ in stored} == set(FILE_NAMES)
        assert all(text == (hostile.seeds / file).read_text() for file, _, text in stored)
        assert all("DELETE FROM dim_people" in headline for _, headline, _ in stored)
        assert warehouse.sql("SELECT count(*) > 1 FROM dim_people").fetchall() == [(True,)]
    assert not [path for path in around(hostile, "*climbed*") if path.parent != hostile.seeds]


def markdown(project: Project) -> Iterator[str]:
    """Every piece of Markdown that a run leaves for the page to show."""
    run = ingest_job().execute_in_process(
        run_config={
            "resources": {
                "run": {"config": {"seeds": str(project.seeds), "warehouse": str(project.warehouse), "workers": 1}}
            }
        }
    )
    for event in run.all_events:
        if event.is_step_materialization:
            told = event.step_materialization_data.materialization.metadata.values()
        elif event.event_type is dg.DagsterEventType.ASSET_CHECK_EVALUATION:
            told = event.asset_check_evaluation_data.metadata.values()
        else:
            continue
        yield from (str(value.value) for value in told if isinstance(value, dg.MarkdownMetadataValue))


def test_a_terminal_is_shown_nothing_that_controls_it(hostile: Project) -> None:
    run = run_here(hostile)
    assert run.exit_code == 0, run.stderr
    assert "refused" in run.stdout
    queries = ("FROM articles", "FROM rejects", "FROM event_mentions", "SELECT text FROM mentions")
    asked = [CliRunner().invoke(main, ["sql", query, "--warehouse", str(hostile.warehouse)]) for query in queries]
    assert [answer.exit_code for answer in asked] == [0] * len(queries)
    assert "DROP TABLE" in asked[0].stdout
    for answer in (run, *asked):
        assert not CONTROLS.search(answer.stdout), answer.stdout
        assert not CONTROLS.search(answer.stderr.replace("\r", "")), answer.stderr


@pytest.mark.slow
def test_a_folder_and_a_warehouse_may_be_named_anything(tmp_path: Path) -> None:
    name = "it's <b>; DROP TABLE x; -- %s {0} $(x) é"
    project = Project(tmp_path / name)
    project.seeds.mkdir(parents=True)
    (project.seeds / "a.txt").write_text(ARTICLE.format(headline="A headline", number=1))
    warehouse = project.folder / f"{name}.duckdb"
    done = project.run("run", "--warehouse", str(warehouse))
    assert done.returncode == 0, done.stderr
    answer = project.run("sql", "SELECT count(*) AS n FROM articles", "--warehouse", str(warehouse), "--format", "csv")
    assert answer.stdout.split() == ["n", "1"]
