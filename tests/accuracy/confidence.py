"""How often events of each confidence are right: `python -m tests.accuracy.confidence` prints it, `--write` keeps it.

What is judged: every event that the annotated seeds and dev articles tell, and the tellings of `tellings.csv`, drawn at
random from other releases. The table fits on two thirds and is held against the last third (every third article, every
third telling); what is written fits on all.
"""

import csv
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import duckdb

from tests.accuracy.figures import event_verdicts
from tests.accuracy.told import GOLD, TEXTS, annotations, told_by

WRITTEN = Path(__file__).parent.parent.parent / "etl" / "lexicon" / "event_confidence.csv"
HEADER = """\
# How often events are right, as measured on hand-made annotations. Written by
#     python -m tests.accuracy.confidence --write
# event_type   PLOVER root, or * for all types
# told         from which sureness of its surest telling on (event_mentions.confidence); empty for any
# n_sources    2 for events that two or more sources tell; empty for any
# n_right, n   how many were judged, and how many of them were right
# confidence   the share, smoothed towards that of the type and of all types, never falling as sureness rises
# Sources: tests/gold/seeds.jsonl, dev.jsonl and tellings.csv.
"""
ANY = "*"
WEIGHT = 4.0
"""How many judgements the share of the wider class counts for: a type judged four times is half its own share."""
SUREST = 0.99
"""Some hundred events bear out no more."""

BANDS = (0.0, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


class Judged(NamedTuple):
    """An event or telling that somebody has judged; `told` is the sureness of its surest telling."""

    event_type: str
    told: float
    n_sources: int
    is_right: bool
    is_held: bool


class Share(NamedTuple):
    """A line of the table: who it is about, what was counted, and the smoothed share."""

    event_type: str
    told: float | None
    n_sources: int | None
    n_right: int
    n: int
    confidence: float


def judged_events(connection: duckdb.DuckDBPyConnection, name: str) -> list[Judged]:
    """The events that the annotated articles of a set tell; further tellings of one paired already are left out."""
    told = told_by(connection)
    events = {
        event_id: row
        for event_id, *row in connection.sql(
            "SELECT event_id, any_value(e.event_type), max(m.confidence), any_value(e.n_sources) "
            "FROM events e JOIN event_mentions m USING (event_id) GROUP BY event_id"
        ).fetchall()
    }
    return [
        Judged(*events[event_id], is_right, number % 3 == 2)
        for number, gold in enumerate(annotations(name))
        for event_id, is_right in sorted(event_verdicts(gold, told[Path(gold["file"]).name]).items())
    ]


def judged_tellings() -> list[Judged]:
    """The tellings drawn from other releases, each by one source."""
    with (GOLD / "tellings.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Judged(row["event_type"], float(row["confidence"]), 1, row["is_right"] == "1", number % 3 == 2)
        for number, row in enumerate(rows)
    ]


def fitted(judged: Sequence[Judged]) -> list[Share]:
    """The table: all events, those told by several sources, and each type by sureness.

    A share is (right + 4 x the wider share) / (judged + 4), Laplace's rule with the wider class for the uniform prior;
    levels of sureness whose shares fall are then pooled (pool adjacent violators, Ayer et al. 1955). None is surer than
    SUREST, however few were judged.
    """
    n_right = sum(each.is_right for each in judged)
    overall = (n_right + 1) / (len(judged) + 2)
    several = [each for each in judged if each.n_sources > 1]
    shares = [
        Share(ANY, None, None, n_right, len(judged), round(overall, 2)),
        Share(ANY, None, 2, sum(each.is_right for each in several), len(several), _smoothed(several, overall)),
    ]
    for event_type in sorted({each.event_type for each in judged}):
        of_type = [each for each in judged if each.event_type == event_type]
        shares += _rising([_level(of_type, told, overall) for told in sorted({each.told for each in of_type})])
    return shares


def _smoothed(judged: Sequence[Judged], wider: float) -> float:
    return round((sum(each.is_right for each in judged) + WEIGHT * wider) / (len(judged) + WEIGHT), 2)


def _level(of_type: Sequence[Judged], told: float, overall: float) -> Share:
    """One level of sureness of a type, smoothed towards the type's others, and these towards all types."""
    here, others = ([each for each in of_type if (each.told == told) == is_here] for is_here in (True, False))
    share = _smoothed(here, _smoothed(others, overall))
    return Share(here[0].event_type, told, None, sum(each.is_right for each in here), len(here), share)


def _rising(levels: Sequence[Share]) -> list[Share]:
    pools: list[list[Share]] = []
    for level in levels:
        pools.append([level])
        while len(pools) > 1 and _pooled(pools[-2]) > _pooled(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    return [level._replace(confidence=min(SUREST, round(_pooled(pool), 2))) for pool in pools for level in pool]


def _pooled(pool: Sequence[Share]) -> float:
    return sum(level.confidence * (level.n + WEIGHT) for level in pool) / sum(level.n + WEIGHT for level in pool)


def predicted(shares: Sequence[Share], judged: Judged) -> float:
    """The confidence that the table gives to an event, as `etl.transform.confidence` looks it up."""
    several = max(share.confidence for share in shares if share.n_sources)
    known = [share for share in shares if share.event_type == judged.event_type and share.told is not None]
    below = [share for share in known if share.told is not None and share.told <= judged.told]
    share = (below[-1:] or known[:1] or [share for share in shares if share.n_sources is None])[0].confidence
    return max(share, several) if judged.n_sources > 1 else share


def lines(shares: Iterable[Share]) -> list[str]:
    """The lines of the word list."""
    columns = ",".join(Share._fields)
    return [columns, *(",".join("" if cell is None else f"{cell}" for cell in share) for share in shares)]


def report(judged: Sequence[Judged]) -> str:
    """Events by confidence: how many, how sure, and how many right, fitted on two thirds and told of each part; Brier
    scores (mean squared error, 0 is best) of the table, of the reader's sureness and of one share for all.
    """
    fit = fitted([each for each in judged if not each.is_held])
    text = [f"{'confidence':12}{'part':10}{'events':>7}{'expected':>10}{'right':>7}"]
    for low, high in pairwise(BANDS):
        for part, is_held in (("fitted", False), ("held", True)):
            here = [(p, e) for e in judged if e.is_held == is_held and low <= (p := predicted(fit, e)) < high]
            if here:
                expected, right = (sum(v) / len(here) for v in ([p for p, _ in here], [e.is_right for _, e in here]))
                text.append(f"{low:.2f}-{min(high, 1):.2f}   {part:10}{len(here):7}{expected:10.2f}{right:7.2f}")
    guesses: Mapping[str, Callable[[Judged], float]] = {
        "the table": lambda each: predicted(fit, each),
        "the reader's sureness": lambda each: each.told,
        "one share for all": lambda each: fit[0].confidence,
    }
    held = [each for each in judged if each.is_held]
    for name, guess in guesses.items():
        brier = sum((guess(each) - each.is_right) ** 2 for each in held) / len(held)
        text.append(f"Brier score of {name}, held part: {brier:.3f}")
    return "\n".join(text) + "\n"


def judged_by(publish: Callable[[Path, Path], None]) -> list[Judged]:
    """All that is judged; the annotated sets are published by `publish(texts, warehouse)` into files thrown away."""
    found: list[Judged] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("seeds", "dev"):
            warehouse = Path(folder) / f"{name}.duckdb"
            publish(TEXTS[name], warehouse)
            with duckdb.connect(str(warehouse), read_only=True) as connection:
                found += judged_events(connection, name)
    return found + judged_tellings()


if __name__ == "__main__":
    from tests.accuracy.__main__ import publish_quietly

    everything = judged_by(publish_quietly)
    table = fitted(everything)
    sys.stdout.write(report(everything) + "\n" + "\n".join(lines(table)) + "\n")
    if "--write" in sys.argv[1:]:
        WRITTEN.write_text(HEADER + "\n".join(lines(table)) + "\n", encoding="utf-8")
