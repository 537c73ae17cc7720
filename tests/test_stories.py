"""Which articles are one story, on short releases written for the purpose."""

import random
from datetime import date

import polars as pl
import pytest

from etl.transform.stories import stories
from schemas.checks import violations
from schemas.frames import empty_frame
from schemas.keys import durable_id
from schemas.registry import TABLES
from tests.whole_star import star_of

TALKS = """\
Foreign Minister Anna Berg of Norlandia met her counterpart Pedro Rivas of Costaverde in Port Alba on Monday to discuss
fisheries, ferries and the training of nurses.

The two ministers reviewed the work of the joint commission, which has met 14 times since 1998, and agreed that its next
session should deal with the protection of the northern fishing grounds. They thanked the crews who had brought help to
the islands after the storm of 2019.

Minister Berg said that the friendship of the two peoples rested on trust and on a long habit of plain speech. Minister
Rivas recalled that students from his country had been welcome in the north for half a century, and asked that the
scholarships be kept up. Both hoped that the new ferry would carry its first passengers before the summer.
"""

GREETING = """\
On behalf of the Government and people of Norlandia, I send my best wishes to the people of Costaverde as they celebrate
their national day. Our partnership is built on shared values, on trade that serves both our peoples, and on the work we
do together for peace in the region. I look forward to our continued work on climate, health and education in the year
ahead. May the people of Costaverde celebrate this day in joy, and may the ties that bind us grow ever stronger.
"""

CALL = """\
Foreign Minister Anna Berg spoke today with Foreign Minister Pedro Rivas of Costaverde. The two ministers discussed the
situation in the region and the importance of protecting civilians. Minister Berg underlined her country's support for
a political solution and for the work of the special envoy. They agreed to stay in close contact and to meet on the
margins of the General Assembly.
"""

PROCLAMATION = """\
Every autumn the people of our country honour those who teach. In classrooms large and small they open the doors of
knowledge to children of every family, and they do so with patience that few other callings ask. Now, therefore, I do
hereby proclaim the first Friday of October as Teachers' Day, and call upon schools, towns and families to observe it
with fitting ceremonies, as our forebears did before us.
"""

MEETING = """\
Vietnamese Prime Minister Phạm Minh Chính held talks with Cuban President Miguel Díaz-Canel in Havana on March 9, 2026.
The two leaders agreed to expand trade in rice and to train more doctors. They recalled the long friendship of the two
peoples and thanked all who had kept it alive through hard years on both sides of the ocean.
"""

LONG = "\n".join([TALKS, GREETING, CALL, PROCLAMATION, MEETING])  # more than 400 words

DAY = date(2026, 3, 9)


def release(text: str, headline: str | None = None, day: date | None = DAY) -> dict[str, object]:
    """An article of this text, its id made from all that tells it from others."""
    return {
        "article_id": durable_id("art", text, headline, str(day)),
        "text": text,
        "headline": headline,
        "published_on": day,
        "published_basis": "header" if day else None,
        "published_precision": "day" if day else "none",
    }


def story_ids(*releases: dict[str, object]) -> list[str]:
    """The story id of each release."""
    schema = {"article_id": pl.String, "text": pl.String, "headline": pl.String, "published_on": pl.Date,
              "published_basis": pl.String, "published_precision": pl.String}  # fmt: skip
    frame = pl.DataFrame(releases, schema=schema)
    found = stories(frame.select("article_id", "text"), frame.drop("text"))
    assert violations(TABLES["stories"], found) == []
    by_article = dict(found.iter_rows())
    return [by_article[release["article_id"]] for release in releases]


def are_one(*releases: dict[str, object]) -> bool:
    return len(set(story_ids(*releases))) == 1


def test_an_article_alone_is_its_own_story() -> None:
    talks, call = release(TALKS), release(CALL)
    assert story_ids(talks, call) == [talks["article_id"], call["article_id"]]


def test_a_story_has_the_smallest_id_of_its_articles() -> None:
    copies = [release(TALKS, headline) for headline in ("Ministers meet", "Ministers Meet", "MINISTERS MEET")]
    assert set(story_ids(*copies)) == {min(str(copy["article_id"]) for copy in copies)}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(TALKS, TALKS.replace("\n", " ").replace("'", "’"), id="re-issue set in another type"),
        pytest.param(GREETING, GREETING.replace("ever stronger", "still stronger"), id="ordinary word changed"),
        pytest.param(TALKS, TALKS.replace("Rivas", "Rivaz"), id="name spelt right"),
        pytest.param(
            TALKS, TALKS + "\nTrade between the two came to 310 million crowns in 2025.\n", id="paragraph added"
        ),
        pytest.param(
            TALKS,
            TALKS.replace("\n\nMinister Berg", "\n\nThe envoy Karl Holm took part.\n\nMinister Berg"),
            id="paragraph put in between",
        ),
        pytest.param(
            "PORT ALBA, March 9 (Costaverde News) — " + TALKS + "\nCN/mr\n",
            " date 2026-03-10 NORDHAVN, March 10 (NPA) – " + TALKS + "\n– NPA\n",
            id="syndicated under another header",
        ),
        pytest.param(
            "---\ntitle: Ministers meet\ntime: 10:02\n---\n" + CALL,
            "---\ntitle: Ministers meet\ntime: 10:31\n---\n" + CALL,
            id="another time in the front matter",
        ),
    ],
)
def test_versions_of_one_text_are_one_story(first: str, second: str) -> None:
    assert are_one(release(first), release(second))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param(GREETING, GREETING.replace("Costaverde", "Montania"), id="greeting to another country"),
        pytest.param(
            CALL, CALL.replace("Pedro Rivas of Costaverde", "Li Na of Montania"), id="call with somebody else"
        ),
        pytest.param(
            CALL.replace("spoke today", "spoke on March 9"),
            CALL.replace("spoke today", "spoke on March 11"),
            id="calls on two days",
        ),
        pytest.param(
            "Costaverde's Pedro Rivas and " + CALL,
            "Montania's Li Na and " + CALL,
            id="other country in the first words",
        ),
        pytest.param(TALKS, CALL, id="another text"),
    ],
)
def test_texts_from_one_mould_are_two_stories(first: str, second: str) -> None:
    assert not are_one(release(first), release(second))


def test_calls_with_the_same_words_on_two_days_are_two_stories_by_their_headlines() -> None:
    assert not are_one(
        release(CALL, "Call with Minister Rivas, March 9"), release(CALL, "Call with Minister Rivas, March 11")
    )


def test_a_headline_from_the_same_mould_names_another_country() -> None:
    no_name = GREETING.replace("Costaverde", "your country")
    assert not are_one(release(no_name, "Costaverde National Day"), release(no_name, "Montania National Day"))


def test_a_headline_written_anew_leaves_the_story_one() -> None:
    assert are_one(
        release(TALKS, "Berg and Rivas discuss fisheries"), release(TALKS, "North thanks islanders, plans 2 ferries")
    )


def test_a_number_put_right_in_a_long_text_leaves_the_story_one() -> None:
    assert are_one(release(LONG), release(LONG.replace("met 14 times", "met 15 times")))
    assert not are_one(release(TALKS), release(TALKS.replace("met 14 times", "met 15 times")))


def test_paragraphs_numbered_anew_leave_the_story_one() -> None:
    paragraphs = LONG.split(". ")
    first, second = ("\n\n".join(f"{n}. {text}." for n, text in enumerate(paragraphs, start)) for start in (1, 2))
    assert are_one(release(first), release(second))


def test_the_proclamation_of_the_next_year_is_another_story() -> None:
    assert not are_one(release(PROCLAMATION, day=date(2025, 10, 1)), release(PROCLAMATION, day=date(2026, 10, 1)))
    assert are_one(release(PROCLAMATION, day=date(2026, 10, 1)), release(PROCLAMATION, day=date(2026, 10, 2)))


def test_a_copy_without_a_day_joins_its_story() -> None:
    assert are_one(release(PROCLAMATION), release(PROCLAMATION, day=None))


@pytest.mark.parametrize(
    ("flash", "other", "expected"),
    [
        ("Phạm Minh Chính arrived in Port Alba.", "PHAM MINH CHINH ARRIVED IN PORT ALBA", True),
        ("The minister arrived in Port Alba on Monday.", "The minister arrived in Port Alba on Tuesday.", False),
        ("Talks in Port Alba have ended without result.", "Talks in Port Alba have ended with no result.", False),
        (CALL[:230], CALL[:230].replace("protecting", "shielding"), False),
        ("No.", "No!", True),
        ("...", "***", False),
    ],
)
def test_a_flash_is_one_story_with_its_copies_only(flash: str, other: str, expected: bool) -> None:
    assert are_one(release(flash), release(other)) is expected


def test_versions_that_differ_more_from_each_other_than_from_a_third_are_one_story() -> None:
    first, last = TALKS + "\nMore will follow.\n", "By our correspondent\n\n" + TALKS + "\n" + CALL
    assert are_one(release(first), release(TALKS), release(last))


def test_stories_do_not_depend_on_the_order_of_the_articles() -> None:
    releases = [
        release(text.replace("Costaverde", country), day=date(2026, 3, day))
        for text in (TALKS, GREETING, CALL)
        for country in ("Costaverde", "Montania")
        for day in (9, 10, 20)
    ]
    expected = {str(r["article_id"]): story for r, story in zip(releases, story_ids(*releases), strict=True)}
    assert len(set(expected.values())) == 12
    shuffled = random.Random(7).sample(releases, len(releases))
    assert story_ids(*shuffled) == [expected[str(r["article_id"])] for r in shuffled]


def test_an_unrelated_arrival_changes_no_story() -> None:
    present = [release(TALKS), release(TALKS, "Ministers meet"), release(CALL)]
    assert story_ids(*present, release(GREETING))[:3] == story_ids(*present)


def test_no_articles_are_no_stories() -> None:
    assert stories(empty_frame(TABLES["documents"]), empty_frame(TABLES["articles"])).is_empty()


def star(table: str, texts: list[str]) -> pl.DataFrame:
    """A star table made from articles of these texts."""
    return star_of({f"{number}.txt": text for number, text in enumerate(texts)})(table)


def test_an_event_counts_the_versions_of_a_story_as_one_source() -> None:
    copies = [" date 2026-03-10 " + MEETING, " date 2026-03-10 By our reporter\n\n" + MEETING]
    retold = (
        " date 2026-03-10 Cuban President Miguel Díaz-Canel held talks with Vietnamese Prime Minister Phạm Minh Chính "
        "on March 9, 2026. Nothing else is known of what they said.\n"
    )

    def counts(texts: list[str]) -> list[tuple[int, int]]:
        talks = star("fct_events", texts).filter(pl.col("mode") == "meeting").sort("n_articles")
        return talks.select("n_articles", "n_sources").rows()[-1:]

    assert counts(copies) == [(2, 1)]
    assert counts([*copies, retold]) == [(3, 2)]


def test_articles_are_published_with_their_story() -> None:
    articles = star("dim_articles", [" date 2026-03-10 " + MEETING, " date 2026-03-10 HAVANA — " + MEETING, GREETING])
    told = articles.filter(pl.col("article_id") != "unknown")
    assert told.get_column("story_id").n_unique() == 2
    assert told.filter(pl.col("text") == GREETING).select("article_id", "story_id").n_unique() == 1
