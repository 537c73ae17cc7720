"""What articles and events are about: right by the gold, by words that count, in SQL, and with an analyst's words."""

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import polars as pl
import pytest

from etl.extract import scan
from etl.lexicon import loader
from etl.lexicon.loader import LexiconError, rows, values
from etl.reading.annotations import Document, Reading
from etl.reading.reader import read_document
from etl.reading.topics.assign import MOST, assign_topics
from etl.transform.topics import dim_topics
from tests.conftest import ROOT, Project
from warehouse.query import run_query

GOLD = ROOT / "tests" / "gold"
NAMES = {row["topic_id"]: row["name"] for row in rows("topics")}
PARENTS = {row["topic_id"]: row["parent_id"] for row in rows("topics")}
TOPS = {topic for topic, parent in PARENTS.items() if not parent}

Gold = Mapping[str, str]


def topics_of(text: str, **metadata: str) -> list[str]:
    """Names of the topics of a text, the main one first."""
    return [NAMES[each.topic] for each in read(text, **metadata).topics]


def read(text: str, **metadata: str) -> Reading:
    return read_document(Document("art-1", text, "a.txt", metadata))


def is_right(topic: str, gold: Gold) -> bool:
    """The rule of tests/gold/README.md: a gold topic, one step narrower, or one step broader and not at the top."""
    broader = topic not in TOPS and topic in {PARENTS.get(each) for each in gold}
    return topic in gold or PARENTS[topic] in gold or broader


@pytest.fixture(scope="module")
def scored() -> list[tuple[str, str, list[str], Gold, Gold]]:
    """Part, file, assigned topics, main and all gold topics of every annotated article."""
    annotated = {line["file"]: line for line in map(json.loads, (GOLD / "topics.jsonl").open(encoding="utf-8"))}
    found = []
    for folder in (GOLD / "topics", ROOT / "seeds"):
        documents = scan(folder).documents.select("source_file", "text", "metadata")
        for file, text, metadata in documents.iter_rows():
            gold = annotated.pop(file.partition("#")[0])
            assigned = [each.topic for each in read_document(Document(file, text, file, json.loads(metadata))).topics]
            found.append((gold["part"], file, assigned, gold["main"], {**gold["main"], **gold["secondary"]}))
    assert not annotated
    return found


@pytest.mark.parametrize("parts", [("tuned", "held", "seed"), ("held",)])
def test_topics_are_right_by_the_gold(
    scored: list[tuple[str, str, list[str], Gold, Gold]], parts: tuple[str, ...]
) -> None:
    """The held articles are too few for a floor of 0.9: one of them is 0.07."""
    chosen = [line for line in scored if line[0] in parts]
    first = [file for _, file, assigned, main, _ in chosen if assigned and is_right(assigned[0], main)]
    precision = [
        sum(is_right(topic, gold) for topic in assigned[:3]) / max(1, len(assigned[:3]))
        for _, _, assigned, _, gold in chosen
    ]
    recalled = [file for _, file, assigned, main, _ in chosen if any(is_right(topic, main) for topic in assigned)]
    assert len(first) / len(chosen) >= (0.9 if len(parts) > 1 else 0.85)
    assert sum(precision) / len(chosen) >= 0.9
    assert len(recalled) / len(chosen) >= 0.95


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("000", {"diplomacy", "international trade", "agriculture", "energy and resource", "biotechnology",
                 "pharmaceutical"}),
        ("001", {"diplomacy", "political parties and movements", "epidemic and pandemic", "natural disaster"}),
        ("002", {"diplomacy", "economic sanction", "epidemic and pandemic"}),
        ("003", {"diplomacy", "vaccine", "foreign aid", "agriculture"}),
        ("004", {"diplomacy", "political parties and movements"}),
    ],
)  # fmt: skip
def test_the_seeds_are_about(file: str, expected: set[str]) -> None:
    [seed] = (ROOT / "seeds").glob(f"{file}*")
    found = topics_of(seed.read_text(encoding="utf-8"))
    assert found[0] == "diplomacy" and expected <= set(found)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("The Energy Minister answered questions on Monday.", "energy and resource"),
        ("Several health ministers were received in Paris.", "health"),
        ("He worked in the Department of Agriculture for ten years.", "agriculture"),
        ("She was the Minister for Education and Culture then.", "education"),
        ("Trade union leaders thanked the crowd.", "international trade"),
        ("The World Health Organization opened an office.", "health"),
        ("The investment climate improved.", "climate change"),
        ("The civil war ended.", "war"),
        ("They shared a sense of community.", "communities"),
    ],
)
def test_names_offices_and_longer_phrases_do_not_speak_of_the_topic(text: str, topic: str) -> None:
    assert topic in NAMES.values()
    assert topic not in topics_of(text)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Energy was on the agenda.", "energy and resource"),
        ("Ministers spoke of the harvest and of fertiliser.", "agriculture"),
        ("The trade union called for strike action.", "unions"),
        ("They signed a free-trade agreement.", "trade agreements"),
        ("Đổi mới and COVID‑19 vaccination were praised.", "vaccine"),
        ("12,000 tonnes of rice were delivered as humanitarian aid.", "foreign aid"),
        ("Parliament ratified the treaty.", "treaty"),
        ("Floods and landslides cut off villages.", "flood"),
        ("The embargo must end.", "economic sanction"),
    ],
)
def test_words_speak_of_a_topic(text: str, topic: str) -> None:
    assert topic in topics_of(text)


def test_a_caption_and_a_tail_do_not_count() -> None:
    article = (
        " date 2021-03-02 A farmer harvests rice. — VNA/VNS Photo Trí Dũng\n\nHÀ NỘI — The two ministers held talks on "
        "the embargo.\n\nThey agreed to meet again. — VNS\n"
    )
    assert "agriculture" not in topics_of(article) and "economic sanction" in topics_of(article)


def test_the_title_weighs_more_than_the_body() -> None:
    body = "Officials met. The day was long. Later they turned to vaccines and to tariffs."
    assert topics_of(body, title="On tariffs")[0] == "tariff"
    assert topics_of(body, title="On vaccines")[0] == "vaccine"


def test_topics_are_ranked_by_score_and_at_most_eight(scored: list[tuple[str, str, list[str], Gold, Gold]]) -> None:
    assert max(len(assigned) for _, _, assigned, _, _ in scored) == MOST
    found = read("Vaccines, tariffs, floods, treaties, refugees, elections, satellites, museums, hockey and coal.")
    assert [each.rank for each in found.topics] == list(range(1, MOST + 1))
    scores = [each.score for each in found.topics]
    assert scores == sorted(scores, reverse=True)


def test_what_is_assigned_follows_from_the_words_that_are_kept() -> None:
    [seed] = (ROOT / "seeds").glob("003*")
    text = seed.read_text(encoding="utf-8")
    found = read(text)
    assert assign_topics(found.topic_evidence, len(text.split())) == found.topics
    said = {(each.words, each.span.of(text)) for each in found.topic_evidence if each.span is not None}
    assert ("tonne of rice", "tonnes of rice") in said and ("embargo", "embargo") in said


def test_an_event_is_about_the_words_of_its_own_clause() -> None:
    text = "Hanoi (VNA) – Vietnam thanked Cuba for the vaccines and condemned the embargo against Cuba."
    found = read(text)
    about = {
        (found.tellings[each.telling].trigger.of(text), NAMES[each.topic])
        for each in found.topic_evidence
        if each.telling is not None
    }
    assert about == {("thanked", "vaccine"), ("condemned", "economic sanction")}


def test_the_vocabulary_covers_every_branch_and_every_term_has_words_or_narrower_terms() -> None:
    assert len(NAMES) >= 150 and len(TOPS) == 17
    worded = {row["topic_id"] for row in rows("topic_words")}
    assert NAMES.keys() == worded | {parent for parent in PARENTS.values() if parent}
    tops = {path.partition(" > ")[0] for path in dim_topics().filter(pl.col("topic_id").is_in(worded))["path"]}
    assert tops == {NAMES[top] for top in TOPS}


@pytest.mark.parametrize("name", ["topic_words", "topic_acts"])
def test_a_line_of_words_calls_its_topic_as_the_vocabulary_does(name: str) -> None:
    assert [(row["topic_id"], row["topic"]) for row in rows(name) if NAMES[row["topic_id"]] != row["topic"]] == []


def test_no_phrase_stands_twice_for_a_topic() -> None:
    listed = [(row["topic_id"], words) for row in rows("topic_words") for words in values(row["words"])]
    assert len(listed) == len(set(listed))


def test_a_published_topic_knows_its_path_and_its_evidence(published_seeds: duckdb.DuckDBPyConnection) -> None:
    assert published_seeds.sql("SELECT path, level FROM topics WHERE name = 'vaccine'").fetchall() == [
        ("health > health treatment and procedure > vaccine", 3)
    ]
    unexplained = "FROM article_topics ANTI JOIN topic_evidence USING (article_id, topic_id)"
    assert published_seeds.sql(unexplained).fetchall() == []
    assert published_seeds.sql("FROM event_topics ANTI JOIN topic_evidence USING (event_id, topic_id)").fetchall() == []
    assert published_seeds.sql("SELECT DISTINCT words FROM topic_evidence WHERE topic = 'economic sanction'").fetchall()


def test_topics_are_counted_by_month_and_by_pair_of_countries(published: Path) -> None:
    assert run_query(published, "FROM topic_months").rows == [(2021, 7, "t:2", "diplomacy", "a > b", 1, 1, 1.0)]
    assert run_query(published, "FROM dyad_topics ORDER BY source_country").rows == [
        ("CUB", "VNM", 2021, 7, "t:2", "diplomacy", "a > b", 1, 1),
        ("VNM", "CUB", 2021, 7, "t:2", "diplomacy", "a > b", 1, 1),
    ]


def own_lists(folder: Path, parent: str) -> Path:
    """A folder with one topic of an analyst's own, and two words for it."""
    folder.mkdir()
    for name, lines in {
        "topics": [["topic_id", "name", "parent_id"], ["acme:rice", "rice diplomacy", parent]],
        "topic_words": [
            ["topic_id", "topic", "weight", "words", "unless"],
            ["acme:rice", "rice diplomacy", "3", "rice; project", "rice university"],
        ],
    }.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    return folder


def test_an_analyst_adds_topics_and_words_of_his_own(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.seeds / "a.txt").write_text(" date 2021-03-01 HANOI — Cuba asked for rice. Rice university wrote. \n")
    monkeypatch.setenv(loader.FOLDER_VARIABLE, str(own_lists(tmp_path / "own", "medtop:20000643")))
    warehouse = project.folder / "news.duckdb"  # a run on another than the default one keeps no history, and is faster
    assert project.run("run", "--warehouse", str(warehouse)).returncode == 0
    assert run_query(warehouse, "SELECT path FROM article_topics WHERE topic_id = 'acme:rice'").rows == [
        ("politics > international relations > foreign aid > rice diplomacy",)
    ]
    own = run_query(warehouse, "SELECT text, char_start FROM topic_evidence WHERE topic_id = 'acme:rice'")
    assert own.rows == [("rice", 40)]


def test_a_folder_of_lists_that_is_not_there_is_a_mistake(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(loader.FOLDER_VARIABLE, "none")
    done = project.run("run")
    assert done.returncode == 2 and "there is no folder none" in done.stderr


@pytest.fixture
def lists_read_anew() -> Iterator[None]:
    """The word lists are read again after the environment has changed, and once more after the test."""
    yield
    loader.in_use.cache_clear()


@pytest.mark.usefixtures("lists_read_anew")
def test_a_topic_under_no_topic_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(loader.FOLDER_VARIABLE, str(own_lists(tmp_path / "own", "acme:food")))
    loader.in_use.cache_clear()
    with pytest.raises(LexiconError, match="acme:food"):
        dim_topics()
    monkeypatch.setenv(loader.FOLDER_VARIABLE, str(tmp_path / "none"))
    loader.in_use.cache_clear()
    with pytest.raises(LexiconError, match="there is no folder"):
        dim_topics()
