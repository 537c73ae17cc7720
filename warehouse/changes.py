"""What a build tells anew against the one published before: things added, merged, split, given another id, withdrawn.

A thing is known by what it is made of, not by its id alone: an event by its tellings, a person or organisation by its
mentions, an article by itself. The comparison is made while the new build is not yet published and is kept in its
folder, so that it is there exactly when the build is, and after any number of runs speaks of the last one.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from schemas.ddl import literal
from warehouse.messages import one_line

FILE_NAME = "changes.json"

KINDS = ("article", "event", "person", "organization")
CHANGES = ("added", "merged", "split", "renumbered", "withdrawn")


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was: `others` are the ids it was made of (merged, renumbered) or became (split)."""

    kind: str
    change: str
    id: str
    name: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """All changes of one build; `run_id` is that of the run that made it, `problem` why nothing could be compared."""

    run_id: str | None
    is_first: bool
    changes: Sequence[Change]
    problem: str | None = None


_NAMES = {
    "article": "FROM {0}.articles SELECT article_id, coalesce(headline, source_file)",
    "event": "FROM {0}.events SELECT event_id, concat_ws(' ', start_date, event_type, summary)",
    "person": "FROM {0}.people SELECT person_id, name",
    "organization": "FROM {0}.organizations SELECT organization_id, name",
}
_PARTS = {
    "article": "FROM {0}.articles SELECT article_id, article_id",
    "event": "FROM {0}.event_mentions SELECT event_id, event_mention_id",
    "person": "FROM {0}.mentions SELECT entity_id, mention_id WHERE kind = 'person'",
    "organization": "FROM {0}.mentions SELECT entity_id, mention_id WHERE kind = 'organization'",
}


def write_changes(previous: Path | None, file: Path, run_id: str | None) -> None:
    """Compares the build `file` with the one published before, if there is one, and writes the outcome beside it.

    An earlier build that cannot be read is no reason not to publish: then the outcome says so. Raises OSError.
    """
    try:
        found = Changes(run_id, previous is None, _compare(previous, file))
    except duckdb.Error as error:
        found = Changes(run_id, False, (), f"the build before could not be compared: {one_line(error)}")
    text = json.dumps(asdict(found), ensure_ascii=False)
    file.with_name(FILE_NAME).write_text(text, encoding="utf-8")


def read_changes(target: Path) -> Changes | None:
    """The changes of the build that is published as `target`; None where there is none or nothing was kept of them."""
    file = target.resolve().with_name(FILE_NAME)
    if not target.exists() or not file.is_file():
        return None
    kept = json.loads(file.read_text(encoding="utf-8"))
    changes = [Change(**{**each, "others": tuple(each["others"])}) for each in kept.pop("changes")]
    return Changes(changes=changes, **kept)


def _compare(previous: Path | None, file: Path) -> list[Change]:
    with duckdb.connect() as session:
        session.sql(f"ATTACH {literal(str(file))} AS new (READ_ONLY)")
        if previous is not None:
            session.sql(f"ATTACH {literal(str(previous))} AS old (READ_ONLY)")
        changes: list[Change] = []
        for kind in KINDS:
            new = _things(session, kind, "new")
            old = _things(session, kind, "old") if previous is not None else _Things({}, {})
            changes += _changes_of(kind, old, new)
        return changes


@dataclass(frozen=True)
class _Things:
    """Things by id with their names, and which thing each part belongs to."""

    names: Mapping[str, str]
    owner: Mapping[str, str]


def _things(session: duckdb.DuckDBPyConnection, kind: str, build: str) -> _Things:
    names = dict(session.sql(_NAMES[kind].format(build)).fetchall())
    owner = {part: thing for thing, part in session.sql(_PARTS[kind].format(build)).fetchall() if thing in names}
    # The id itself is a part as well: a thing without parts of its own is known by it.
    return _Things(names, {**{thing: thing for thing in names}, **owner})


def _changes_of(kind: str, old: _Things, new: _Things) -> Iterable[Change]:
    came_from: dict[str, set[str]] = defaultdict(set)
    went_to: dict[str, set[str]] = defaultdict(set)
    for part, thing in new.owner.items():
        before = old.owner.get(part)
        if before is not None:
            came_from[thing].add(before)
            went_to[before].add(thing)
    for thing, name in sorted(new.names.items()):
        origins = came_from[thing]
        if not origins:
            yield Change(kind, "added", thing, name)
        elif len(origins) > 1:
            yield Change(kind, "merged", thing, name, tuple(sorted(origins)))
        elif thing not in origins and all(len(went_to[origin]) == 1 for origin in origins):
            yield Change(kind, "renumbered", thing, name, tuple(origins))
    for thing, name in sorted(old.names.items()):
        if len(went_to[thing]) > 1:
            yield Change(kind, "split", thing, name, tuple(sorted(went_to[thing])))
        elif not went_to[thing]:
            yield Change(kind, "withdrawn", thing, name)
