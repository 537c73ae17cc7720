"""Settings: one file that describes all of them, variables that go before it, and faults named where they stand."""

import os
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from etl.cli import main
from etl.defs import settings
from tests.conftest import ROOT, Project


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A working directory without settings, and none in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("COMMUNIQUE_")]:
        monkeypatch.delenv(name)


def test_the_file_describes_every_setting_and_sets_none():
    text = (ROOT / "communique.toml").read_text("utf-8")
    assert text == settings.template(), "renew it: python -m etl.defs.settings"
    assert tomllib.loads(text) == {}
    lines = text.splitlines()
    named = "\n".join(line.removeprefix("# ") for line in lines if " = " in line)
    assert set(tomllib.loads(named)) == set(settings.Settings.model_fields)
    for name, field in settings.Settings.model_fields.items():
        assert field.description, name
        assert f"# ${settings.variable(name)}" in lines


def test_every_line_of_the_file_can_be_set_as_it_stands(tmp_path: Path):
    lines = (ROOT / "communique.toml").read_text("utf-8").splitlines()
    (tmp_path / "communique.toml").write_text("\n".join(line.removeprefix("# ") for line in lines if " = " in line))
    default = settings.Settings()
    assert settings.current().model_copy(update={"workers": None}) == default.model_copy(
        update={"seeds": str(tmp_path / "seeds"), "warehouse": str(tmp_path / "warehouse/communique.duckdb")}
    )


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert settings.current() == settings.Settings()
    (tmp_path / "communique.toml").write_text('quiet_seconds = 1\ntick_seconds = 7\nexports = ["csv"]\n')
    monkeypatch.setenv("COMMUNIQUE_QUIET_SECONDS", "2")
    monkeypatch.setenv("COMMUNIQUE_TICK_SECONDS", "")
    now = settings.current()
    assert (now.quiet_seconds, now.tick_seconds, now.exports) == (2, 7, ("csv",))
    monkeypatch.setenv("COMMUNIQUE_EXPORTS", "parquet, gdelt")
    assert settings.current().exports == ("parquet", "gdelt")
    assert settings.given() == {
        "quiet_seconds": "$COMMUNIQUE_QUIET_SECONDS",
        "tick_seconds": str(tmp_path / "communique.toml"),
        "exports": "$COMMUNIQUE_EXPORTS",
    }


def test_paths_are_relative_to_the_file_and_addresses_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "mine.toml").write_text('seeds = "articles"\nexports_to = "s3://press/out"\n')
    monkeypatch.setenv("COMMUNIQUE_CONFIG", "here/mine.toml")
    assert settings.seeds_folder() == tmp_path / "here" / "articles"
    assert settings.exports_folder(Path("w/news.duckdb")) == "s3://press/out/news.exports"
    monkeypatch.setenv("COMMUNIQUE_EXPORTS_TO", "out")
    assert settings.exports_folder(Path("w/news.duckdb")) == str(tmp_path / "out" / "news.exports")


def test_exports_go_beside_the_warehouse_unless_told():
    assert settings.exports_folder(Path("/w/news.duckdb")) == "/w/news.exports"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("quiet_seconds = -1", "quiet_seconds is -1: input should be greater than or equal to 0"),
        ("workers = 0", "workers is 0: input should be greater than or equal to 1"),
        ('removed = "burn"', "removed is 'burn': input should be 'keep' or 'withdraw'"),
        ('schedule = "every night"', "schedule is 'every night': string should match pattern"),
        ('exports = ["xlsx"]', "exports is 'xlsx': input should be 'parquet', 'csv', 'jsonl' or 'gdelt'"),
        ("quiet_secs = 1", "there is no setting quiet_secs"),
        ("quiet_seconds = ", "communique.toml: Invalid value"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, text: str, fault: str):
    (tmp_path / "communique.toml").write_text(text)
    with pytest.raises(settings.SettingsError) as caught:
        settings.current()
    assert str(tmp_path / "communique.toml") in str(caught.value)
    assert fault in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_fault_is_named_at_once_and_the_command_line_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMMUNIQUE_QUIET_SECONDS", "a while")
    monkeypatch.setenv("COMMUNIQUE_WORKERS", "0")
    told = CliRunner().invoke(main, ["run"])
    assert told.exit_code == 2
    assert "$COMMUNIQUE_QUIET_SECONDS is 'a while': input should be a valid integer" in told.stderr
    assert "$COMMUNIQUE_WORKERS is '0'" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_file_that_is_named_must_be_there(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COMMUNIQUE_CONFIG", "nowhere.toml")
    with pytest.raises(settings.SettingsError, match=r"\$COMMUNIQUE_CONFIG: there is no file nowhere.toml"):
        settings.current()


def test_a_run_follows_the_file(project: Project):
    (project.folder / "articles").mkdir()
    (project.folder / "communique.toml").write_text('seeds = "articles"\nwarehouse = "out/news.duckdb"\n')
    done = project.run("run")
    assert done.returncode == 0, done.stderr
    assert (project.folder / "out" / "news.duckdb").exists()
    assert not project.warehouse.exists()
