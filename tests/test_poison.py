"""Articles made to break the program, in one folder with real ones: each has its budget, and the rest goes on."""

import random
from collections.abc import Callable, Mapping

import duckdb
import pytest

from tests.conftest import ROOT, Project, around
from tests.format_files import tarred, zipped

MILLION = 1_000_000
SENTENCE = "Raúl Castro met Phạm Minh Chính in Hanoi on Monday and "
DIRECTIONS = "\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u061c"
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))

POISONS: Mapping[str, bytes] = {
    "20 MB in one line.txt": (SENTENCE * (20 * MILLION // len(SENTENCE.encode()))).encode(),
    "a million brackets.txt": b"(" * MILLION,
    "a million stops.txt": b"." * MILLION,
    "a million words of one day.txt": b"Monday " * (MILLION // 7),
    "a million letters.txt": b"A" * MILLION,
    "blanks before a word.txt": b" " * MILLION + b"x",
    "half an address.txt": b"a@b." * (MILLION // 8),
    "deep.html": b"<html><body>" + b"<div>" * 100_000 + b"text" + b"</div>" * 100_000,
    "deep and crooked.html": b"<html><body><p>The text.</p>" + b"<blockquote><ul><li>" * 20_000 + b"more",
    "deep.json": b"[" * MILLION,
    "laughs.xml": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><rss><channel><item>'
    "<title>&a9;</title><description>&a9;</description></item></channel></rss>".encode(),
    "nulls.txt": b"HANOI \0\0\0 The ministers met.\0",
    "directions.txt": (DIRECTIONS + "".join(f"\u202e{word}\u202c" for word in SENTENCE * 500)).encode(),
    "accents.txt": ("e" + "\u0301" * 100_000).encode(),
    "noise.txt": random.Random(1).randbytes(100_000),
    "bomb.zip": zipped({"bomb.txt": bytes(50 * MILLION)}),
    "climber.zip": zipped({"../../climbed.txt": SENTENCE, "/climbed.txt": SENTENCE, "in/../../climbed.txt": SENTENCE}),
    "climber.tar": tarred({"../climbed.txt": SENTENCE}),
}

REFUSED = {
    "20 MB in one line.txt": "over_budget",
    "a million words of one day.txt": "over_budget",
    "nulls.txt": "binary",
    "noise.txt": "binary",
    "bomb.zip": "oversized",
    "climber.zip": "outside_folder",
    "climber.tar": "outside_folder",
}
"""Those whose end is certain. The others are articles or refused, as the machine is fast."""

BUDGET = 5
"""Seconds per article: the seeds take a fiftieth of one, those that are over it take minutes."""


@pytest.mark.slow
@pytest.mark.faults(
    "an article made to break the program: too large, too deep, a trap, a bomb",
    "refused with its reason, or read; the rest is read",
)
def test_poisoned_articles_are_refused_or_read_and_the_rest_is_read(
    project: Project, published_seeds: duckdb.DuckDBPyConnection, record_property: Callable[[str, object], None]
) -> None:
    for seed in (ROOT / "seeds").iterdir():
        (project.seeds / seed.name).write_bytes(seed.read_bytes())
    for name, content in POISONS.items():
        (project.seeds / name).write_bytes(content)
    (project.folder / "communique.toml").write_text(f"article_seconds = {BUDGET}\n")
    done = project.run("run", seconds=600)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr

    with duckdb.connect(str(project.warehouse), read_only=True) as warehouse:
        read = {
            name for (name,) in warehouse.sql("SELECT source_file FROM sources WHERE article_id IS NOT NULL").fetchall()
        }
        refused = dict(
            warehouse.sql("SELECT source_file, reason FROM sources JOIN rejects USING (source_uri)").fetchall()
        )
        assert said(warehouse) == said(published_seeds)
    stored_in = {name.partition("!")[0].partition("#")[0] for name in read | refused.keys()}
    assert stored_in >= POISONS.keys()
    for name, reason in REFUSED.items():
        assert {why for file, why in refused.items() if file.partition("!")[0] == name} == {reason}, name
    assert not list(around(project, "climbed.txt"))
    record_property("times", len(POISONS))


def said(warehouse: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Every mention and telling in the seed articles."""
    seeds = ", ".join(f"'{path.name}'" for path in (ROOT / "seeds").iterdir())
    return warehouse.sql(
        f"""SELECT source_file, kind, m.text, m.char_start, value FROM mentions m JOIN articles USING (article_id)
            WHERE source_file IN ({seeds}) UNION ALL
            SELECT source_file, event_type, m.text, m.char_start, m.trigger FROM event_mentions m
            JOIN events USING (event_id) JOIN articles USING (article_id) WHERE source_file IN ({seeds}) ORDER BY ALL"""
    ).fetchall()
