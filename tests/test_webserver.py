"""Dagster's page as `communique ui` starts it: what is selected there is materialized, and the history shows it."""

import json
import socket
import time
import urllib.request
from collections.abc import Callable, Iterator

import duckdb
import pytest

from schemas.registry import PUBLISHED
from tests.conftest import Project, kill, short_article, wait_for

Ask = Callable[..., dict[str, object]]

LAUNCH = """
mutation ($execution: ExecutionParams!) {
  launchRun(executionParams: $execution) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on PythonError { message }
  }
}"""

RUN = "query ($id: ID!) { runOrError(runId: $id) { ... on Run { status } } }"

MADE = """
query ($id: ID!) {
  logsForRun(runId: $id) { ... on EventConnection { events { ... on MaterializationEvent { assetKey { path } } } } }
}"""

CHECKS = """
query ($id: ID!) {
  logsForRun(runId: $id) {
    ... on EventConnection { events { ... on AssetCheckEvaluationEvent { evaluation { checkName success } } } }
  }
}"""

GROUPS = "{ assetNodes { assetKey { path } groupName } }"


@pytest.fixture
def page(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """A running page on a project of one article: asks its GraphQL endpoint and gives the data of the answer."""
    monkeypatch.setenv("COMMUNIQUE_QUIET_SECONDS", "600")  # the sensor starts no run of its own here
    (project.seeds / "a.txt").write_text(short_article(1))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def ask(query: str, **variables: object) -> dict[str, object]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=240) as answer:
            told = json.load(answer)
        assert "errors" not in told, told["errors"]
        return told["data"]

    def loaded() -> bool:
        try:
            return bool(ask(GROUPS)["assetNodes"])
        except OSError:
            return False

    log = project.folder / "page.log"
    with log.open("wb") as output:
        process = project.start("ui", "--port", str(port), output=output.fileno())
    try:
        wait_for(lambda: process.poll() is not None or loaded(), seconds=300, every=0.25)
        assert process.poll() is None, log.read_text()
        yield ask
    finally:
        process.terminate()
        try:
            process.wait(timeout=120)
        finally:
            kill(process)


def test_everything_and_a_single_asset_are_materialized_from_the_page(page: Ask, project: Project):
    nodes = page(GROUPS)["assetNodes"]
    assert {node["groupName"] for node in nodes} == {"extract", "read", "star", "publish"}
    run_id = materialized(page, [node["assetKey"] for node in nodes])
    with duckdb.connect(str(project.warehouse), read_only=True) as warehouse:
        assert warehouse.sql("SELECT run_id, articles FROM runs").fetchall() == [(run_id, 1)]

    events = page(CHECKS, id=run_id)["logsForRun"]["events"]
    evaluations = [event["evaluation"] for event in events if event.get("evaluation")]
    assert len(evaluations) > len(PUBLISHED)
    assert all(evaluation["success"] for evaluation in evaluations)

    build = project.warehouse.readlink()
    events = page(MADE, id=materialized(page, [{"path": ["fct_events"]}]))["logsForRun"]["events"]
    assert [event["assetKey"] for event in events if event.get("assetKey")] == [{"path": ["fct_events"]}]
    assert project.warehouse.readlink() == build


def materialized(page: Ask, assets: list[dict[str, list[str]]]) -> str:
    """The id of a run that was launched for these assets, and has succeeded."""
    location = {"repositoryLocationName": "communique", "repositoryName": "__repository__"}
    selector = {**location, "jobName": "__ASSET_JOB", "assetSelection": assets}
    launched = page(LAUNCH, execution={"selector": selector, "runConfigData": {}})["launchRun"]
    assert launched["__typename"] == "LaunchRunSuccess", launched
    run_id = launched["run"]["runId"]
    assert end_of(page, run_id) == "SUCCESS"
    return run_id


def end_of(page: Ask, run_id: str, seconds: float = 300) -> str:
    """The status with which the run ends."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        status = page(RUN, id=run_id)["runOrError"]["status"]
        if status in ("SUCCESS", "FAILURE", "CANCELED"):
            return status
        time.sleep(0.5)
    pytest.fail(f"the run did not end within {seconds:g} s")
