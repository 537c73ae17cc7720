"""`communique changes`: what the last run added, merged, split or withdrew."""

import json
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import click

from etl.cli.terminal import on_one_line
from warehouse.changes import CHANGES, KINDS, Change, Changes, read_changes
from warehouse.query import QueryError, run_query

MOST = 10
"""How many changes of one sort are shown unless all are asked for."""

_PLURALS = {"article": "articles", "event": "events", "person": "people", "organization": "organizations"}


def print_changes(warehouse: Path, *, everything: bool, as_json: bool) -> int:
    """Print the changes; returns the exit code: 0, or 2 when nothing has been published or nothing is known of it."""
    try:
        found = read_changes(warehouse)
        when = _when(warehouse, found.run_id) if found else ""
    except QueryError as error:
        click.echo(f"communique: {on_one_line(str(error))}", err=True)
        return 2
    if found is None:
        missing = (
            "there is no warehouse yet; `communique run` publishes it" if not warehouse.exists() else "nothing is kept"
        )
        click.echo(f"communique: {warehouse}: {missing}", err=True)
        return 2
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
        return 0
    _print(found, when, None if everything else MOST)
    return 0


def _print(found: Changes, when: str, most: int | None) -> None:
    against = "the first that was published" if found.is_first else "against the one before"
    click.echo(f"run {found.run_id}{when}, {against}:")
    if found.problem:
        click.echo(f"  {on_one_line(found.problem)}")
        return
    if not found.changes:
        click.echo("  nothing has changed")
        return
    counts = Counter((each.kind, each.change) for each in found.changes)
    for kind in KINDS:
        told = [f"{counts[kind, change]:,} {change}" for change in CHANGES if counts[kind, change]]
        if told:
            click.echo(f"  {_PLURALS[kind]:<14} {', '.join(told)}")
    for kind in KINDS:
        for change in CHANGES:
            _list([each for each in found.changes if (each.kind, each.change) == (kind, change)], most)


def _list(changes: list[Change], most: int | None) -> None:
    if not changes:
        return
    click.echo(f"\n{_PLURALS[changes[0].kind]} {changes[0].change}:")
    for each in changes[:most]:
        relation = {"merged": " of ", "split": " into ", "renumbered": ", before "}.get(each.change)
        others = f"{relation}{', '.join(each.others)}" if relation else ""
        click.echo(f"  {each.id}  {on_one_line(each.name)}{others}")
    if most is not None and len(changes) > most:
        click.echo(f"  and {len(changes) - most:,} more; --all shows them")


def _when(warehouse: Path, run_id: str | None) -> str:
    ended = {row[0]: row[1] for row in run_query(warehouse, "SELECT run_id, finished_at FROM runs").rows}.get(run_id)
    return f" of {ended:%Y-%m-%d %H:%M} UTC" if ended is not None else ""
