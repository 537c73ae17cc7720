"""The ledger: what is new, what is a copy of what, and which refusals stand, day after day."""

from datetime import UTC, datetime
from hashlib import sha256
from itertools import permutations
from pathlib import Path

import polars as pl
import pytest

from etl.state import ScanCounts
from schemas.keys import durable_id
from tests.ledger_days import SEEDS, Day, documents, rejects


class TestWhatIsNew:
    def test_first_everything_is_new_and_then_unchanged(self, day: Day) -> None:
        read, refused = documents(a="x", b="y"), rejects(c="empty")

        assert day.run(read, refused) == ScanCounts(3, 2, 0, 0, 1)
        assert day.run(read, refused) == ScanCounts(3, 0, 0, 2, 1)
        assert day.ledger.runs().select(pl.selectors.starts_with("files_")).rows() == [(3, 2, 0, 0, 1), (3, 0, 0, 2, 1)]

    def test_nothing_changes_when_nothing_is_new(self, day: Day) -> None:
        day.run(documents(a="x", b="x"), rejects(c="empty"))
        before = (day.ledger.documents(), day.ledger.rejects(), day.ledger.sources().drop("last_seen_at"))
        day.run(documents(a="x", b="x"), rejects(c="empty"))
        after = (day.ledger.documents(), day.ledger.rejects(), day.ledger.sources().drop("last_seen_at"))

        assert all(one.equals(other) for one, other in zip(before, after, strict=True))

    def test_an_article_carries_the_run_that_first_loaded_it(self, day: Day) -> None:
        day.run(documents(a="x"))
        day.run(documents(a="x", b="y"))

        assert day.ledger.documents().select("article_id", "first_run_id", "first_loaded_at").rows() == [
            (durable_id("art", sha256(b"x").hexdigest()), "run-1", datetime(2026, 3, 1, 6, tzinfo=UTC)),
            (durable_id("art", sha256(b"y").hexdigest()), "run-2", datetime(2026, 3, 2, 6, tzinfo=UTC)),
        ]

    def test_a_changed_file_supersedes_its_former_version(self, day: Day) -> None:
        day.run(documents(a="old", b="y"))

        assert day.run(documents(a="new", b="y")) == ScanCounts(2, 0, 1, 1, 0)
        assert day.articles() == {"a.txt": "new", "b.txt": "y"}
        assert day.sources() == [("a.txt", "superseded"), ("a.txt", "article"), ("b.txt", "article")]

    def test_a_file_that_is_changed_back_is_the_old_article_again(self, day: Day) -> None:
        day.run(documents(a="old"))
        first = day.ledger.documents()
        day.run(documents(a="new"))

        assert day.run(documents(a="old")) == ScanCounts(1, 0, 1, 0, 0)
        assert day.ledger.documents().equals(first)
        assert sorted(day.sources()) == [("a.txt", "article"), ("a.txt", "superseded")]

    def test_two_files_that_swap_their_contents_are_both_changed(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))

        assert day.run(documents(a="y", b="x")) == ScanCounts(2, 0, 2, 0, 0)
        assert day.articles() == {"a.txt": "y", "b.txt": "x"}

    def test_a_removed_file_stays_an_article(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))

        assert day.run(documents(b="y")) == ScanCounts(1, 0, 0, 1, 0)
        assert day.articles() == {"a.txt": "x", "b.txt": "y"}
        last_seen = dict(day.ledger.sources().select("source_file", "last_seen_at").iter_rows())
        assert [last_seen["a.txt"].day, last_seen["b.txt"].day] == [1, 2]

    def test_a_better_decoder_replaces_the_text_of_the_same_bytes(self, day: Day) -> None:
        read = documents(a="cafe")
        day.run(read.with_columns(text=pl.lit("cafй"), encoding=pl.lit("cp1251")))
        day.run(read)

        assert day.ledger.documents().select("text", "encoding", "first_run_id").rows() == [("cafe", "utf-8", "run-1")]


class TestDuplicates:
    def test_one_content_is_one_article_that_of_the_smallest_file(self, day: Day) -> None:
        assert day.run(documents(c="x", a="x", b="x")) == ScanCounts(3, 3, 0, 0, 0)
        assert day.articles() == {"a.txt": "x"}
        assert day.sources() == [("a.txt", "article"), ("b.txt", "duplicate"), ("c.txt", "duplicate")]

    def test_the_order_of_files_does_not_matter(self, tmp_path: Path) -> None:
        texts = {"a": "x", "b": "x", "c": "y"}
        ledgers = []
        for number, order in enumerate(permutations(texts)):
            day = Day(tmp_path / f"{number}.sqlite")
            day.run(documents(**{name: texts[name] for name in order}))
            ledgers.append((day.ledger.documents(), day.ledger.sources()))

        assert all(documents.equals(ledgers[0][0]) and sources.equals(ledgers[0][1]) for documents, sources in ledgers)

    def test_when_the_article_is_removed_its_copy_takes_over(self, day: Day) -> None:
        day.run(documents(a="x", b="x"))
        article_id = day.ledger.documents()["article_id"].item()
        day.run(documents(b="x"))

        assert day.articles() == {"b.txt": "x"}
        assert day.sources() == [("a.txt", "duplicate"), ("b.txt", "article")]
        assert day.ledger.documents().select("article_id", "first_run_id").row(0) == (article_id, "run-1")

    def test_a_renamed_file_is_the_same_article_under_its_new_name(self, day: Day) -> None:
        day.run(documents(a="x"))

        assert day.run(documents(z="x")) == ScanCounts(1, 1, 0, 0, 0)
        assert day.articles() == {"z.txt": "x"}

    def test_a_content_that_lives_on_in_another_file_stays_an_article(self, day: Day) -> None:
        day.run(documents(a="x", b="x"))
        day.run(documents(a="new", b="x"))

        assert day.articles() == {"a.txt": "new", "b.txt": "x"}
        assert day.sources() == [("a.txt", "superseded"), ("a.txt", "article"), ("b.txt", "article")]

    def test_an_article_that_becomes_a_copy_is_in_force_once(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))
        day.run(documents(a="x", b="x"))

        assert day.articles() == {"a.txt": "x"}
        assert sorted(day.sources()) == [("a.txt", "article"), ("b.txt", "duplicate"), ("b.txt", "superseded")]


class TestRejects:
    def test_a_refusal_keeps_the_run_that_first_refused_it(self, day: Day) -> None:
        day.run(refused=rejects(a="empty"))
        day.run(refused=rejects(a="empty"))

        assert day.rejected() == [("a.txt", "extract", "run-1")]
        assert day.sources() == [("a.txt", "reject")]

    def test_another_reason_is_another_refusal(self, day: Day) -> None:
        day.run(refused=rejects(a="empty"))
        day.run(refused=rejects(a="binary"))

        assert day.ledger.rejects().select("reason", "run_id").rows() == [("binary", "run-2")]
        assert sorted(day.sources()) == [("a.txt", "reject"), ("a.txt", "superseded")]

    @pytest.mark.parametrize("reason", ["empty", "unreadable"])
    def test_a_refused_file_that_becomes_good_is_new_and_no_longer_refused(self, day: Day, reason: str) -> None:
        day.run(refused=rejects(a=reason))

        assert day.run(documents(a="x")) == ScanCounts(1, 1, 0, 0, 0)
        assert day.rejected() == []
        assert sorted(day.sources()) == [("a.txt", "article"), ("a.txt", "superseded")]

    def test_the_same_bytes_may_become_good(self, day: Day) -> None:
        read = documents(a="empty")  # the very content that rejects(a="empty") refuses
        day.run(refused=rejects(a="empty"))
        day.run(read)
        assert (day.sources(), day.rejected()) == ([("a.txt", "article")], [])

        day.run(refused=rejects(a="empty"))
        assert (day.sources(), day.rejected()) == ([("a.txt", "reject")], [("a.txt", "extract", "run-3")])
        assert day.articles() == {}

    @pytest.mark.parametrize("reason", ["empty", "unreadable"])
    def test_a_good_file_that_is_refused_later_keeps_its_article(self, day: Day, reason: str) -> None:
        day.run(documents(a="x"))

        assert day.run(refused=rejects(a=reason)) == ScanCounts(1, 0, 0, 0, 1)
        assert day.articles() == {"a.txt": "x"}
        assert sorted(day.sources()) == [("a.txt", "article"), ("a.txt", "reject")]
        assert day.rejected() == [("a.txt", "extract", "run-2")]

        assert day.run(documents(a="x")) == ScanCounts(1, 0, 0, 1, 0)
        assert day.rejected() == []

    def test_a_refused_file_that_is_removed_is_withdrawn(self, day: Day) -> None:
        day.run(refused=rejects(a="empty", b="binary"))
        day.run(refused=rejects(b="binary"))

        assert day.sources() == [("a.txt", "withdrawn"), ("b.txt", "reject")]
        assert day.rejected() == [("b.txt", "extract", "run-1")]

        day.run(refused=rejects(a="empty", b="binary"))
        assert day.rejected() == [("a.txt", "extract", "run-3"), ("b.txt", "extract", "run-1")]

    def test_the_scan_of_another_folder_withdraws_nothing(self, day: Day) -> None:
        day.run(refused=rejects(a="empty"))
        day.run(folder="file:///seed")

        assert day.rejected() == [("a.txt", "extract", "run-1")]


class TestUnread:
    def unread(self, **reasons: str) -> pl.DataFrame:
        """What reading gave up on: `unread(x="over_budget")` is the article with the text x."""
        rows = [
            (durable_id("art", sha256(text.encode()).hexdigest()), reason, "took too long")
            for text, reason in reasons.items()
        ]
        return pl.DataFrame(rows, dict.fromkeys(("article_id", "reason", "detail"), pl.String), orient="row")

    def test_an_article_that_reading_gave_up_on_is_a_reject_and_is_tried_again(self, day: Day) -> None:
        day.run(documents(a="x", b="x", c="y"))
        day.ledger.record_unread(self.unread(x="over_budget"), "run-1", day.now)

        assert day.ledger.rejects().rows() == [
            (f"{SEEDS}/{file}", "read", "over_budget", "took too long", "run-1", day.now) for file in ("a.txt", "b.txt")
        ]
        assert day.sources() == [("a.txt", "reject"), ("b.txt", "reject"), ("c.txt", "article")]
        assert day.articles() == {"a.txt": "x", "c.txt": "y"}

    def test_only_what_the_last_reading_gave_up_on_stands(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))
        day.ledger.record_unread(self.unread(x="over_budget", y="crashed"), "run-1", day.now)
        day.run(documents(a="x", b="y"))
        day.ledger.record_unread(self.unread(y="crashed"), "run-2", day.now)

        assert day.rejected() == [("b.txt", "read", "run-1")]

    def test_it_no_longer_stands_once_the_file_was_changed(self, day: Day) -> None:
        day.run(documents(a="x"))
        day.ledger.record_unread(self.unread(x="crashed"), "run-1", day.now)
        day.run(documents(a="short"))

        assert day.rejected() == []


class TestRemoved:
    def test_a_removed_file_is_kept_unless_told_otherwise(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))
        day.run(documents(a="x"))
        assert day.articles() == {"a.txt": "x", "b.txt": "y"}

        day.run(documents(a="x"), withdraws_removed=True)
        assert day.articles() == {"a.txt": "x"}
        assert day.sources() == [("a.txt", "article"), ("b.txt", "withdrawn")]

    def test_a_withdrawn_article_that_comes_back_is_in_force_again(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))
        day.run(documents(a="x"), withdraws_removed=True)
        day.run(documents(a="x", b="y"), withdraws_removed=True)
        assert day.articles() == {"a.txt": "x", "b.txt": "y"}

    def test_what_could_not_be_looked_at_is_not_gone(self, day: Day) -> None:
        day.run(documents(a="x", b="y"))
        day.run(documents(a="x"), rejects(b="unreadable"), withdraws_removed=True)
        assert day.articles() == {"a.txt": "x", "b.txt": "y"}
        assert day.rejected() == [("b.txt", "extract", "run-2")]

    def test_another_folders_articles_are_not_gone(self, day: Day) -> None:
        day.run(documents(a="x"))
        day.run(folder="file:///elsewhere", withdraws_removed=True)
        assert day.articles() == {"a.txt": "x"}
