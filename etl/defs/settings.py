"""What may be configured, in one place: from the environment, else from `communique.toml`, else as it stands here.

Light, since the command line reads it before Dagster. `python -m etl.defs.settings` renews the project's own
communique.toml, in which every field is described and none is set.
"""

import os
import textwrap
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

CONFIG_VARIABLE = "COMMUNIQUE_CONFIG"
CONFIG_NAME = "communique.toml"
SEEDS_VARIABLE = "COMMUNIQUE_SEEDS"
WAREHOUSE_VARIABLE = "COMMUNIQUE_WAREHOUSE"
QUIET_VARIABLE = "COMMUNIQUE_QUIET_SECONDS"
PATIENCE_VARIABLE = "COMMUNIQUE_PATIENCE_SECONDS"
CORRECTIONS_VARIABLE = "COMMUNIQUE_CORRECTIONS"

ExportFormat = Literal["parquet", "csv", "jsonl", "gdelt"]


class SettingsError(ValueError):
    """The configuration cannot be used; the message is one line, says where the fault stands and what is wrong."""


class Settings(BaseModel):
    """Every setting with its meaning, limits and default. Relative paths in a file are relative to its folder."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    seeds: str = Field(
        "seeds",
        min_length=1,
        description="The folder of articles, or its address such as s3://bucket/prefix (read, not watched).",
    )
    warehouse: str = Field("warehouse/communique.duckdb", min_length=1, description="The published file.")
    workers: int | None = Field(
        None, ge=1, le=1024, description="How many processes read at once; one per processor unless it is set."
    )
    article_seconds: float = Field(
        20,
        ge=1,
        le=3600,
        description="Seconds that reading one article may take; a long transcript takes less than one. Past them it is "
        "refused as over_budget.",
    )
    removed: Literal["keep", "withdraw"] = Field(
        "keep",
        description="Whether an article whose file was removed stays in the warehouse (keep) or leaves it (withdraw); "
        "its text stays in the ledger.",
    )
    corrections: str = Field(
        "", description="The file of your corrections; communique-corrections.yaml beside the articles unless set."
    )
    lexicon: str = Field(
        "", description="A folder of your own word lists, which add to those of the program; none unless it is set."
    )
    tick_seconds: int = Field(
        # Dagster asks every five seconds. At exactly five the sensor would often be a moment early and miss every
        # other turn.
        3,
        ge=1,
        le=86_400,
        description="Seconds between two looks at the folder, at least.",
    )
    quiet_seconds: int = Field(
        # Who writes in pieces may rest for longer than it takes from one look to the next. With a look every five
        # seconds eight are two looks after the first, also when one of them comes a moment early.
        8,
        ge=0,
        le=86_400,
        description="Seconds a file must be at rest before it is taken.",
    )
    patience_seconds: int = Field(
        20, ge=0, le=86_400, description="Seconds the others wait for one that is still being written."
    )
    schedule: str = Field(
        "0 3 * * *",
        pattern=r"^\s*(@(hourly|daily|weekly|monthly|yearly)|\S+(\s+\S+){4})\s*$",
        description="When what failed is tried again, as cron says it, in UTC.",
    )
    exports: tuple[ExportFormat, ...] = Field(
        (), description="Formats to which every run exports what it has published: parquet, csv, jsonl, gdelt."
    )
    exports_to: str = Field(
        "",
        description="The folder, or its address, under which they go, as <warehouse's name>.exports/<format>; beside "
        "the warehouse unless it is set.",
    )
    arrivals_days: int = Field(
        1, ge=0, le=3650, description="Days without a new document after which the page warns; 0 for never."
    )
    keep_builds_days: int = Field(
        7, ge=0, le=3650, description="Days for which former builds are kept, the last two at most."
    )
    keep_readings_days: int = Field(
        30, ge=0, le=3650, description="Days for which readings are kept that no article in force needs any more."
    )
    keep_history_days: int = Field(
        90, ge=1, le=3650, description="Days for which the page remembers runs; the last success is always remembered."
    )

    @field_validator("exports", mode="before")
    @classmethod
    def _split(cls, given: object) -> object:
        """In the environment formats are words, with commas or spaces between them."""
        return tuple(given.replace(",", " ").split()) if isinstance(given, str) else given


def variable(field: str) -> str:
    """The environment variable that overrides the field."""
    return f"COMMUNIQUE_{field.upper()}"


def current() -> Settings:
    """The settings in force now. Raises SettingsError."""
    file = config_file()
    values = _from_file(file) if file else {}
    given = {name: text for name in Settings.model_fields if (text := os.environ.get(variable(name)))}
    try:
        return Settings.model_validate({**values, **given})
    except ValidationError as error:
        raise SettingsError("; ".join(_faults(error, given, file))) from error


def given() -> dict[str, str]:
    """The settings that are not left at their defaults, each with where it is set: the file or the variable."""
    file = config_file()
    from_file = dict.fromkeys(_from_file(file), str(file)) if file else {}
    return from_file | {name: f"${variable(name)}" for name in Settings.model_fields if os.environ.get(variable(name))}


def config_file() -> Path | None:
    """$COMMUNIQUE_CONFIG, else `communique.toml` in the working directory if there is one; absolute.

    Raises SettingsError when the variable names a file that is not there.
    """
    named = os.environ.get(CONFIG_VARIABLE)
    file = Path(named or CONFIG_NAME).absolute()
    if file.is_file():
        return file
    if named:
        raise SettingsError(f"${CONFIG_VARIABLE}: there is no file {named}")
    return None


def seeds_folder() -> Path | str:
    """The folder of raw articles; see `folder`."""
    return folder(current().seeds)


def corrections_file() -> Path | None:
    """The file of corrections; absolute; None for the one that may lie beside the articles."""
    given = current().corrections
    return Path(given).absolute() if given else None


def name_lexicon() -> None:
    """Names a folder of word lists that the file sets in the environment as well: there the loader looks for it, also
    that of a reading process. To be called before the first word is asked for."""
    own = current().lexicon
    if own:
        os.environ[variable("lexicon")] = own


def folder(name: str) -> Path | str:
    """An absolute path on this machine, or the address of a folder elsewhere ("s3://bucket/prefix") as it is."""
    return name if "://" in name else Path(name).absolute()


def warehouse_file() -> Path:
    """The published file; absolute."""
    return Path(current().warehouse).absolute()


def exports_folder(warehouse: Path) -> str:
    """The folder or address under which the exports of a warehouse go, one folder per format."""
    name = f"{warehouse.stem}.exports"
    parent = current().exports_to
    return f"{str(folder(parent)).rstrip('/')}/{name}" if parent else str(warehouse.parent.absolute() / name)


def workers() -> int:
    """How many processes may read at once: the processors this process may use, unless it is set."""
    given = current().workers
    if given is not None:
        return given
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def template() -> str:
    """communique.toml with every field described and commented out."""
    parts = [
        "# What may be configured. Take the sign # away before a line to set it; a variable in the environment goes",
        "# before the line. Paths are relative to the folder of this file. `communique doctor` says what is in force.",
    ]
    for name, field in Settings.model_fields.items():
        default = _toml(field.default)
        described = textwrap.wrap(field.description or "", 118, initial_indent="# ", subsequent_indent="# ")
        parts += ["", *described, f"# ${variable(name)}", f"# {name} = {default}"]
    return "\n".join(parts) + "\n"


def _from_file(file: Path) -> dict[str, object]:
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file}: {' '.join(str(error).split())}") from error
    for name in ("seeds", "warehouse", "corrections", "lexicon", "exports_to"):
        path = values.get(name)
        if isinstance(path, str) and path and "://" not in path:
            values[name] = str(file.parent / path)
    return values


def _faults(error: ValidationError, given: Mapping[str, str], file: Path | None) -> list[str]:
    """One phrase per fault: the variable, or file and field, what stands there and what is wrong with it."""
    faults = []
    for each in error.errors(include_url=False):
        name = str(each["loc"][0])
        if each["type"] == "extra_forbidden":
            faults.append(f"{file}: there is no setting {name}")
            continue
        where = f"${variable(name)}" if name in given else f"{file}: {name}"
        value = given[name] if name in given else each["input"]
        faults.append(f"{where} is {value!r}: {each['msg'][:1].lower()}{each['msg'][1:]}")
    return faults


def _toml(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if value is None:
        return str(2)  # an example, where the default depends on the machine
    return str(list(cast(tuple[str, ...], value))) if isinstance(value, tuple) else str(value)


if __name__ == "__main__":
    (Path(__file__).parents[2] / CONFIG_NAME).write_text(template(), encoding="utf-8")
