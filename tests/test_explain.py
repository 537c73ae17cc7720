"""`communique explain`: each thing with the words it rests on, marked in their sentence, and nothing that controls."""

import os
import pty
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from etl.cli import main
from etl.cli.terminal import on_one_line, printable
from tests.conftest import Project, kill
from tests.star_frames import TEXT, star
from warehouse.publish import publish


def ask(warehouse: Path, thing: str, *options: str) -> Result:
    return CliRunner().invoke(main, ["explain", thing, "--warehouse", str(warehouse), *options])


def told(warehouse: Path, thing: str, *options: str) -> str:
    done = ask(warehouse, thing, *options)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def one(warehouse: Path, query: str) -> str:
    done = CliRunner().invoke(main, ["sql", query, "--format", "csv", "--warehouse", str(warehouse)])
    assert done.exit_code == 0, done.stderr
    return done.stdout.splitlines()[1]


def test_an_event_with_each_telling_its_day_and_its_sides(seeds_warehouse: Path) -> None:
    event = one(seeds_warehouse, "SELECT event_id FROM events WHERE mode = 'phone' AND start_date = '2021-07-27'")
    text = told(seeds_warehouse, event)
    assert text.startswith(f"event {event}: CONSULT 041 phone, happened\n")
    assert "  day        2021-07-27 (day)\n" in text
    assert "Nguyễn Phú Trọng, General Secretary, government, VNM" in text
    assert ">>engaged in a phone conversation<< with First Secretary" in text
    assert '2021-07-27 (day): "Tuesday evening", in the act\'s own clause' in text
    assert 'actor      Nguyễn Phú Trọng: "Nguyễn Phú Trọng" in this sentence' in text
    assert "003_180cac99ee19c901.txt (art-1014b32925f57153), published 2021-07-28 (by its header)" in text
    assert "  about      diplomacy, " in text and ", the share of such events that were right\n" in text
    assert "  led to     tel-" in text and "Miguel Díaz-Canel Bermudez → VNM: thanks, 2021-07-27\n" in text


def test_a_day_is_told_as_exactly_as_it_is_known(seeds_warehouse: Path) -> None:
    visit = one(seeds_warehouse, "SELECT event_id FROM events WHERE date_precision = 'month' AND mode = 'visit'")
    assert "  day        2024-09 (month)\n" in told(seeds_warehouse, visit)
    assert f"  {visit}  2024-09  CONSULT: Tô Lâm" in told(seeds_warehouse, "Tô Lâm")
    gift = one(seeds_warehouse, "SELECT event_id FROM events WHERE quantity_item = 'rice' LIMIT 1")
    assert "  quantity   12,000 tonne rice\n" in told(seeds_warehouse, gift)


def test_a_sentence_that_names_somebody_twice_is_shown_once(seeds_warehouse: Path) -> None:
    named = told(seeds_warehouse, "Emilio Lozada Garcia").partition("named twice:")[2]
    assert ">>his Cuban counterpart<< >>Emilio Lozada Garcia<< on February 28." in named
    assert named.count("held an online talk") == 1


def test_an_event_answers_to_the_id_of_any_telling(seeds_warehouse: Path) -> None:
    query = "SELECT event_mention_id FROM event_mentions WHERE event_mention_id <> event_id ORDER BY 1 LIMIT 1"
    telling = one(seeds_warehouse, query)
    event = one(seeds_warehouse, f"SELECT event_id FROM event_mentions WHERE event_mention_id = '{telling}'")
    assert told(seeds_warehouse, telling) == told(seeds_warehouse, event)


def test_a_person_by_id_or_by_a_name_without_its_marks(seeds_warehouse: Path) -> None:
    person = one(seeds_warehouse, "SELECT person_id FROM people WHERE name = 'Nguyễn Phú Trọng'")
    text = told(seeds_warehouse, person)
    assert told(seeds_warehouse, "nguyen phu trong") == text
    assert f"person {person}: Nguyễn Phú Trọng, VNM" in text
    assert "General Secretary, Communist Party of Vietnam, VNM" in text
    assert "not known to be held from 2022-12-22" in text
    assert "--all shows the others" in text
    everything = told(seeds_warehouse, person, "--all")
    assert "--all shows the others" not in everything
    assert everything.count(">>") > text.count(">>")


def test_an_office_with_all_who_held_it_and_the_title_that_says_so(seeds_warehouse: Path) -> None:
    text = told(seeds_warehouse, "general secretary")
    assert text.startswith("office General Secretary, held ")
    assert "Tô Lâm: General Secretary" in text
    assert ">>Party General Secretary and State President<< Tô Lâm's State visit to Cuba" in text


def test_a_day_with_what_took_place_and_what_appeared(seeds_warehouse: Path) -> None:
    text = told(seeds_warehouse, "2021-07-27")
    events = one(seeds_warehouse, "SELECT count(*) FROM events WHERE start_date = '2021-07-27'")
    assert text.startswith(f"2021-07-27: {events} events, 0 articles published\n")
    assert "on >>Tuesday evening<< engaged in a phone conversation" in text
    assert "published  2021-07-28 (day), from header: 2021-07-28" in told(seeds_warehouse, "2021-07-28")


def test_a_date_as_an_article_writes_it(seeds_warehouse: Path) -> None:
    mention = one(seeds_warehouse, "SELECT mention_id FROM mentions WHERE text = 'Tuesday evening'")
    text = told(seeds_warehouse, mention)
    assert "date " + mention + ': "Tuesday evening", read as 2021-07-27' in text
    assert "on >>Tuesday evening<< engaged" in text
    assert "rests on   2021-07-28 (day), from header: 2021-07-28" in text


def test_an_article_by_its_file(seeds_warehouse: Path) -> None:
    text = told(seeds_warehouse, "003_180cac99ee19c901.txt")
    assert text.startswith("article art-1014b32925f57153: ")
    query = "SELECT count(DISTINCT event_id) FROM event_mentions WHERE article_id = 'art-1014b32925f57153'"
    assert f"\n{one(seeds_warehouse, query)} events:\n" in text


def test_topics_organizations_and_places(published: Path, seeds_warehouse: Path) -> None:
    assert told(published, "t:2") == ("topic t:2: diplomacy, in 1 article\n  art-0123456789abcdef  0.50  a.txt\n")
    place = told(published, "hanoi")
    assert place.startswith("place pla-1: Hanoi\n")
    assert ">>Hanoi<<" in place
    assert "organization org-" in told(seeds_warehouse, "Communist Party of Cuba")


def test_what_stands_for_nothing_or_for_several_is_exit_2(seeds_warehouse: Path) -> None:
    nothing = ask(seeds_warehouse, "tel-0000000000000000")
    assert (nothing.exit_code, nothing.stdout) == (2, "")
    assert "no id, day, name or office of this warehouse" in nothing.stderr
    several = ask(seeds_warehouse, "Cuba")
    if several.exit_code == 2:
        assert "stands for several; name one by its id" in several.stderr
    assert ask(seeds_warehouse, "2021-02-30").exit_code == 2
    assert ask(seeds_warehouse, "x' OR '1'='1").exit_code == 2
    assert ask(Path("none.duckdb"), "x").exit_code == 2


@pytest.mark.slow
def test_one_name_of_two_people_is_asked_back(target: Path, builds: Path) -> None:
    frames = star()
    people = frames["dim_people"]
    frames["dim_people"] = people.with_columns(
        name=pl.when(pl.col("person_key") > 0).then(pl.lit("Namesake")).otherwise("name")
    )
    publish(frames, target, builds)
    asked = ask(target, "namesake")
    assert asked.exit_code == 2
    assert [line.split()[:2] for line in asked.stderr.splitlines()[1:]] == [["person", "per-1"], ["person", "per-2"]]


@pytest.mark.slow
def test_an_article_cannot_control_the_terminal(target: Path, builds: Path) -> None:
    frames = star()
    evil = "\x1b[31m\u202eevil\r\nfake line\x07"
    frames["dim_people"] = frames["dim_people"].with_columns(
        name=pl.when(person_key=1).then(pl.lit(evil)).otherwise("name")
    )
    publish(frames, target, builds)
    text = told(target, "per-1")
    assert not [character for character in text if character != "\n" and not character.isprintable()]
    assert "person per-1: \\x1b[31m\\u202eevil fake line\\x07, VNM" in text
    shown = CliRunner().invoke(main, ["sql", "SELECT name FROM people", "--warehouse", str(target)]).stdout
    assert "\x1b" not in shown


def test_control_characters_are_written_as_their_codes() -> None:
    assert printable("a\x1b]0;title\x07b\x9b1m\tc\nd") == "a\\x1b]0;title\\x07b\\x9b1m c\nd"
    assert on_one_line(" a\r\n b\u2066c ") == "a b\\u2066c"
    assert printable("Nguyễn 🇻🇳 \u200d") == "Nguyễn 🇻🇳 \u200d"


def test_a_terminal_shows_the_words_in_bold(published: Path, project: Project) -> None:
    terminal, its_end = pty.openpty()
    process = project.start("explain", "per-2", "--warehouse", str(published), output=its_end)
    os.close(its_end)
    shown = b""
    try:
        while True:
            try:
                shown += os.read(terminal, 65536)
            except OSError:  # Linux reports EIO when the other end is closed
                break
        process.wait(timeout=240)
    finally:
        kill(process)
        os.close(terminal)
    assert process.returncode == 0
    name = next(words for words in (TEXT.split(" in Hanoi")[0].split("received ")[1],))
    assert f"\x1b[1m{name}\x1b[0m".encode() in shown
    assert b">>" not in shown
