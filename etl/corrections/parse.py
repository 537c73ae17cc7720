"""The file of corrections as two frames: its entries, valid or not, and the places in articles that they quote."""

from collections.abc import Mapping
from typing import Any, ClassVar

import polars as pl
import yaml
from pydantic import ValidationError

from etl.corrections.entries import SECTIONS, Entry, model_of
from schemas.frames import conform, polars_schema
from schemas.registry import TABLES


class CorrectionsError(ValueError):
    """The file as a whole is not what it should be; the message says where."""


def parse_corrections(text: str | None, origin: str) -> dict[str, pl.DataFrame]:
    """The tables `corrections`, `correction_places` and `correction_values` of the file's text; empty for None.

    `origin` names the file in what is raised. An entry that is not as declared stays, with its `problem`. Raises
    CorrectionsError where the file is no YAML or has other sections than are known.
    """
    entries: list[dict[str, object]] = []
    places: list[dict[str, object]] = []
    values: list[dict[str, object]] = []
    for section, given in _entries(text, origin):
        number = len(entries) + 1
        model = model_of(section, given) if isinstance(given, Mapping) else None
        entry, problem = _validated(model, section, given)
        kind = model.kind if model is not None else f"unknown_{section}"
        entries.append(_row(number, kind, given, entry, problem))
        for place_no, place in enumerate(entry.places() if entry is not None else (), 1):
            places.append({"correction_no": number, "place_no": place_no, **place.model_dump()})
        if entry is not None and entry.values():
            values.append({"correction_no": number, **entry.values()})
    return {
        name: conform(TABLES[name], pl.DataFrame(rows, schema=polars_schema(TABLES[name])))
        for name, rows in (
            ("corrections", entries),
            ("correction_places", places),
            ("correction_values", values),
        )
    }


def _entries(text: str | None, origin: str) -> list[tuple[str, Any]]:
    try:
        content = yaml.load(text, yaml.BaseLoader) if text is not None else None  # makes nothing but text of a value
    except yaml.YAMLError as error:
        raise CorrectionsError(f"{origin}: {' '.join(str(error).split())}") from error
    if content is None:
        return []
    if not isinstance(content, Mapping) or not content.keys() <= SECTIONS.keys():
        raise CorrectionsError(f"{origin}: its sections are {', '.join(SECTIONS)}, and nothing else")
    found: list[tuple[str, Any]] = []
    for section, entries in content.items():
        if not isinstance(entries, list) and entries != "":
            raise CorrectionsError(f"{origin}: {section} is no list of corrections")
        found += [(section, entry) for entry in entries]
    return found


def _validated(model: type[Entry] | None, section: str, given: Any) -> tuple[Entry | None, str | None]:
    if not isinstance(given, Mapping):
        return None, "a correction is a mapping with a reason"
    if model is None:
        return None, f"exactly one of {', '.join(SECTIONS[section])} tells what is corrected"
    try:
        return model.model_validate(dict(given)), None
    except ValidationError as error:
        return None, "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())


def _row(number: int, kind: str, given: Any, entry: Entry | None, problem: str | None) -> dict[str, object]:
    reason = given.get("reason") if isinstance(given, Mapping) else None
    people = entry.people() if entry is not None else []
    return {
        "correction_no": number,
        "kind": kind,
        "subject": _subject(given),
        "reason": str(reason) if reason else None,
        "problem": problem,
        "names": [person.name for person in people],
        "countries": [person.country or "" for person in people],
        "value": entry.value() if entry is not None else None,
    }


def _subject(given: Any) -> str:
    """What is corrected, on one line, as the file says it."""
    said = {key: value for key, value in given.items() if key != "reason"} if isinstance(given, Mapping) else given
    return str(
        yaml.dump(said, Dumper=_Plain, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)
    ).strip()


class _Plain(yaml.SafeDumper):  # type: ignore[misc] # yaml has no types
    """Writes a text as it is where it looks like a number or a day: 2021-03-09, not '2021-03-09'."""

    yaml_implicit_resolvers: ClassVar[dict[str, object]] = {}
