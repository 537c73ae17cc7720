"""The file of corrections as two frames: its entries, valid or not, and the places in articles that they quote."""

from collections.abc import Mapping
from typing import Any

import polars as pl
import yaml
from pydantic import ValidationError

from etl.corrections.entries import SECTIONS, Entry, model_of
from schemas.frames import conform, polars_schema
from schemas.registry import TABLES


class CorrectionsError(ValueError):
    """The file as a whole is not what it should be; the message says where."""


def parse_corrections(text: str | None, origin: str) -> dict[str, pl.DataFrame]:
    """The tables `corrections` and `correction_places` of the file's text; both empty for None.

    `origin` names the file in what is raised. An entry that is not as declared stays, with its `problem`. Raises
    CorrectionsError where the file is no YAML or has other sections than are known.
    """
    entries: list[dict[str, object]] = []
    places: list[dict[str, object]] = []
    for section, given in _entries(text, origin):
        number = len(entries) + 1
        entry, problem = _validated(section, given)
        entries.append(_row(number, section, given, entry, problem))
        for place_no, place in enumerate(entry.places() if entry is not None else (), 1):
            places.append({"correction_no": number, "place_no": place_no, **place.model_dump()})
    return {
        name: conform(TABLES[name], pl.DataFrame(rows, schema=polars_schema(TABLES[name])))
        for name, rows in (("corrections", entries), ("correction_places", places))
    }


def _entries(text: str | None, origin: str) -> list[tuple[str, Any]]:
    try:
        content = yaml.safe_load(text) if text is not None else None
    except yaml.YAMLError as error:
        raise CorrectionsError(f"{origin}: {' '.join(str(error).split())}") from error
    if content is None:
        return []
    if not isinstance(content, Mapping) or not content.keys() <= SECTIONS.keys():
        raise CorrectionsError(f"{origin}: its sections are {', '.join(SECTIONS)}, and nothing else")
    found: list[tuple[str, Any]] = []
    for section, entries in content.items():
        if not isinstance(entries, list | None):
            raise CorrectionsError(f"{origin}: {section} is no list of corrections")
        found += [(section, entry) for entry in entries or []]
    return found


def _validated(section: str, given: Any) -> tuple[Entry | None, str | None]:
    if not isinstance(given, Mapping):
        return None, "a correction is a mapping with a reason"
    model = model_of(section, given)
    if model is None:
        return None, f"exactly one of {', '.join(SECTIONS[section])} tells what is corrected"
    try:
        return model.model_validate(dict(given)), None
    except ValidationError as error:
        return None, "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in error.errors())


def _row(number: int, section: str, given: Any, entry: Entry | None, problem: str | None) -> dict[str, object]:
    reason = given.get("reason") if isinstance(given, Mapping) else None
    people = entry.people() if entry is not None else []
    return {
        "correction_no": number,
        "kind": entry.kind if entry is not None else f"unknown_{section}",
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
    return str(yaml.safe_dump(said, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False)).strip()
