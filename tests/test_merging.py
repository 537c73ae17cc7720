"""Which tellings of several articles are one event, and how events are linked: short acts, with sides by name."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

import polars as pl
import pytest

from etl.transform.clustering import events_found
from etl.transform.corrected_tellings import corrected_sides, corrected_tellings
from etl.transform.event_corrections import event_clusters
from etl.transform.links import bridge_event_links
from schemas.checks import violations
from schemas.frames import empty_frame, polars_schema
from schemas.registry import TABLES

Row = dict[str, object]
DAY = date(2021, 3, 8)
CHINH, MARRERO, TRONG, CANEL = "chinh VNM", "marrero CUB", "trong VNM", "canel CUB"
MET = "They met in Hanoi."


class Told:
    """One telling: who acts (and on whom), named "person COUNTRY", "COUNTRY" or "body org", and when."""

    def __init__(self, article: str, actors: Sequence[str], recipients: Sequence[str] = (), **more: object) -> None:
        self.article, self.sides = article, [("actor", a) for a in actors] + [("recipient", r) for r in recipients]
        day = more.pop("day", DAY)
        dated: Row = {"start_date": day, "end_date": day, "date_precision": "day", "date_basis": "clause"}
        usual: Row = {
            "event_no": 1, "event_type": "CONSULT", "mode": "meeting", "status": "happened", "text": MET,
            "is_symmetric": not recipients, "char_start": 0, "confidence": 0.8,
        }  # fmt: skip
        self.row = {**usual, **(dated if day else {"date_precision": "none"}), **more}
        self.id = f"tel-{article}{self.row['event_no']}"


def frame(table: str, rows: Sequence[Row]) -> pl.DataFrame:
    schema = polars_schema(TABLES[table])
    return pl.DataFrame([{name: row.get(name) for name in schema} for row in rows], schema=schema)


def nothing(*tables: str) -> list[pl.DataFrame]:
    """Frames without rows."""
    return [empty_frame(TABLES[table]) for table in tables]


class Star:
    """The frames that merging and linking see; `stories` names articles that are versions of one story."""

    def __init__(self, *tellings: Told, stories: Sequence[str] = (), published: date | dict[str, date] = DAY) -> None:
        names = sorted({name for telling in tellings for _, name in telling.sides})
        articles = list(dict.fromkeys(telling.article for telling in tellings))
        on = published if isinstance(published, dict) else dict.fromkeys(articles, published)
        read = frame("event_mentions", [{**t.row, "article_id": t.article, "event_mention_id": t.id} for t in tellings])
        self.mentions = corrected_tellings(read, *nothing("corrections", "correction_values", "quoted_tellings"))
        sides = frame(
            "event_mention_sides",
            [
                {
                    "article_id": t.article, "event_mention_id": t.id, "side_no": number, "role": role,
                    "kind": "person" if " " in name else "country", "entity_no": names.index(name) + 1,
                    "country": name.rpartition(" ")[2],
                }
                for t in tellings
                for number, (role, name) in enumerate(t.sides)
            ],
        )  # fmt: skip
        self.sides = corrected_sides(sides, self.mentions)
        self.identities = frame(
            "identities",
            [
                {"article_id": article, "entity_no": number, "kind": "person", "identity_id": name}
                for article in articles
                for number, name in enumerate(names, 1)
            ],
        )
        self.articles = frame("articles", [{"article_id": a, "published_on": on.get(a, DAY)} for a in articles])
        self.stories = frame(
            "stories", [{"article_id": a, "story_id": min(stories) if a in stories else a} for a in articles]
        )
        self.given = (self.mentions, self.sides, self.identities, self.articles, self.stories)

    def clusters(self) -> pl.DataFrame:
        found = events_found(*self.given)
        assert violations(TABLES["events_found"], found) == []
        return event_clusters(found, *nothing("corrections", "quoted_tellings"), self.mentions)

    def events(self) -> set[str]:
        """Each event by what tells it: "A1 B2" is the first act of article A and the second of B."""
        groups = self.clusters().group_by("event_id").agg("event_mention_id")
        return {
            " ".join(sorted(str(one).removeprefix("tel-") for one in group))
            for group in groups.get_column("event_mention_id").to_list()
        }

    def links(self) -> set[tuple[str, str, str]]:
        clusters = self.clusters()
        found = bridge_event_links(*self.given, clusters)
        assert violations(TABLES["bridge_event_links"], found) == []
        ids = {key: str(i).removeprefix("tel-") for i, key in clusters.select("event_id", "event_key").iter_rows()}
        rows = found.select("event_key", "link", "linked_event_key").iter_rows()
        return {(ids[one], link, ids[other]) for one, link, other in rows}


def test_one_meeting_in_two_articles_is_one_event_with_the_smaller_id() -> None:
    found = Star(Told("B", [CHINH, MARRERO]), Told("A", [CHINH, MARRERO])).clusters()
    assert violations(TABLES["event_clusters"], found) == []
    assert found.select("event_mention_id", "event_id", "merged_by").rows() == [
        ("tel-A1", "tel-A1", "people"),
        ("tel-B1", "tel-A1", "people"),
    ]


def test_meetings_of_the_same_two_on_other_days_are_other_events() -> None:
    star = Star(Told("A", [CHINH, MARRERO]), Told("B", [CHINH, MARRERO], day=date(2022, 3, 8)))
    assert star.events() == {"A1", "B1"}


def test_what_has_no_day_is_merged_within_its_article_only() -> None:
    assert Star(Told("A", [CHINH, MARRERO], day=None), Told("B", [CHINH, MARRERO], day=None)).events() == {"A1", "B1"}


def test_one_days_meetings_with_two_ministers_are_two_and_a_vague_telling_joins_neither() -> None:
    vague = Told("C", [CHINH, "VNM", "CUB"])
    assert Star(Told("A", [CHINH, MARRERO]), Told("B", [CHINH, CANEL]), vague).events() == {"A1", "B1", "C1"}
    assert Star(Told("A", [CHINH, MARRERO]), vague).events() == {"A1 C1"}


def test_two_acts_that_an_article_tells_apart_stay_two_though_a_third_is_like_both() -> None:
    star = Star(
        Told("A", [CHINH, MARRERO]),
        Told("A", [CHINH, MARRERO], event_no=2),
        Told("B", [CHINH, MARRERO]),
    )
    assert star.events() == {"A1 B1", "A2"}


def test_the_next_days_wrap_up_tells_the_same_talks_and_a_later_one_does_not() -> None:
    wrap_up = Told("B", [CHINH, MARRERO], day=DAY + timedelta(days=1), date_basis="publication")
    assert Star(Told("A", [CHINH, MARRERO]), wrap_up).events() == {"A1 B1"}
    later = Told("B", [CHINH, MARRERO], day=DAY + timedelta(days=2), date_basis="publication")
    assert Star(Told("A", [CHINH, MARRERO]), later).events() == {"A1", "B1"}
    next_days = Told("B", [CHINH, MARRERO], day=DAY + timedelta(days=1))  # "spoke today", on each of two days
    assert Star(Told("A", [CHINH, MARRERO]), next_days).events() == {"A1", "B1"}


@pytest.mark.parametrize(
    ("mode", "day", "expected"),
    [
        ("video", DAY, {"A1 B1"}),
        ("phone", DAY, {"A1 B1"}),  # "their conversation today"
        ("visit", DAY, {"A1", "B1"}),
        ("phone", DAY + timedelta(days=7), {"A1", "B1"}),
    ],
)
def test_a_call_is_not_a_visit(mode: str, day: date, expected: set[str]) -> None:
    other = Told("B", [CHINH, MARRERO], mode=mode, day=day)
    assert Star(Told("A", [CHINH, MARRERO]), other).events() == expected


def month(article: str, actors: Sequence[str], recipients: Sequence[str] = (), **more: object) -> Told:
    return Told(
        article, actors, recipients, day=date(2021, 3, 1), end_date=date(2021, 3, 31), date_precision="month",
        status="background", **more,
    )  # fmt: skip


def test_talks_of_which_an_article_knows_the_month_are_those_told_with_a_day() -> None:
    visit = Told("A", [TRONG], ["CUB"], mode="visit")
    assert Star(visit, month("B", [TRONG], ["CUB"], mode="visit")).events() == {"A1 B1"}
    assert Star(visit, month("B", [TRONG], ["CHN"], mode="visit")).events() == {"A1", "B1"}
    april = Told("A", [TRONG], ["CUB"], mode="visit", day=date(2021, 4, 2))
    assert Star(april, month("B", [TRONG], ["CUB"], mode="visit")).events() == {"A1", "B1"}
    two = (Told("A", [CHINH, MARRERO]), Told("C", [CHINH, MARRERO], day=date(2021, 3, 20)))
    assert Star(*two, month("B", [CHINH, MARRERO])).events() == {"A1", "B1", "C1"}


APPEAL: Row = {"event_type": "REQUEST", "mode": "appeal", "is_symmetric": False, "date_basis": "publication"}
URGED = "We urge Cuba to conduct a thorough, transparent investigation and to ensure full accountability in this case."


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"text": URGED.replace("ensure", "also ensure")}, {"A1 B1"}),
        ({"text": "We urge Cuba to respect the rights of all people."}, {"A1", "B1"}),
        ({"text": URGED.replace("this case", "the case of Banat").replace("We urge", "On Monday we urge")}, {"A1 B1"}),
        ({"text": URGED, "day": DAY + timedelta(days=1)}, {"A1", "B1"}),
        ({"text": URGED, "event_type": "ACCUSE"}, {"A1", "B1"}),
    ],
)
def test_an_appeal_is_one_in_nearly_the_same_words_on_the_same_day(more: Row, expected: set[str]) -> None:
    one = Told("A", ["USA"], ["CUB"], **{**APPEAL, "text": URGED})
    assert Star(one, Told("B", ["USA"], ["CUB"], **{**APPEAL, **more})).events() == expected


def test_one_mould_filled_with_other_names_is_two_acts() -> None:
    mould = "I call upon all Americans to learn more about the heritage of {} Americans with appropriate programs."
    texts = (mould.format("Jewish"), mould.format("Irish"))
    one, other = (Told(a, ["USA"], ["CUB"], **{**APPEAL, "text": t}) for a, t in zip("AB", texts, strict=True))
    assert Star(one, other).events() == {"A1", "B1"}


def test_the_same_words_at_two_meetings_are_two_acts() -> None:
    def article(name: str, minister: str) -> tuple[Told, Told]:
        said = {**APPEAL, "text": URGED, "event_no": 2, "date_basis": "main_event"}
        return Told(name, ["blinken USA", minister]), Told(name, ["USA"], ["CUB"], **said)

    assert Star(*article("A", "kuleba UKR"), *article("B", "rau POL")).events() == {"A1", "A2", "B1", "B2"}
    assert Star(*article("A", "kuleba UKR"), *article("B", "kuleba UKR")).events() == {"A1 B1", "A2 B2"}


def test_repeated_gifts_of_rice_are_as_many_as_their_days() -> None:
    gift: Row = {"event_type": "AID", "mode": "donation", "text": "Vietnam gave Cuba 5,000 tonnes of rice."}
    one, other = Told("A", ["VNM"], ["CUB"], **gift), Told("B", ["VNM"], ["CUB"], **gift, day=date(2021, 6, 1))
    assert Star(one, other).events() == {"A1", "B1"}
    assert Star(one, Told("B", ["VNM"], ["CUB"], **gift)).events() == {"A1 B1"}


def test_versions_of_a_story_tell_the_same_acts_even_without_a_day() -> None:
    acts = [Told(a, ["VNM"], ["CUB"], day=None, event_type="SUPPORT", text="Vietnam praised Cuba.") for a in "AB"]
    assert Star(*acts, stories=["A", "B"]).events() == {"A1 B1"}
    assert Star(*acts).events() == {"A1", "B1"}


def test_a_plan_is_one_with_the_same_plan_and_not_with_what_came_of_it() -> None:
    plan: Row = {"event_type": "AGREE", "status": "planned", "mode": "visit"}
    star = Star(
        Told("A", [TRONG], ["CUB"], **plan),
        Told("B", [TRONG], ["CUB"], **plan, text="Trong will go to Cuba."),
        Told("C", [TRONG], ["CUB"], mode="visit"),
    )
    assert star.events() == {"A1 B1", "C1"}
    assert star.links() == {("C1", "fulfils", "A1")}


@pytest.mark.slow
def test_the_order_of_articles_is_of_no_matter() -> None:
    tellings = [
        Told("A", [CHINH, MARRERO]),
        Told("B", [CHINH, MARRERO], day=DAY + timedelta(days=1)),
        Told("C", [CHINH, MARRERO], day=DAY + timedelta(days=1), date_basis="publication"),
        Told("D", [CHINH, "VNM", "CUB"]),
        month("E", [CHINH, MARRERO]),
    ]
    expected = Star(*tellings).clusters()
    assert Star(*tellings).events() == {"A1 D1", "B1 C1", "E1"}
    for order in permutations(tellings):
        assert Star(*order).clusters().equals(expected)


def outcome(article: str, actors: Sequence[str], recipients: Sequence[str], **more: object) -> Told:
    usual: Row = {"event_type": "SUPPORT", "event_no": 2, "char_start": 50, "date_basis": "main_event"}
    return Told(article, actors, recipients, **{**usual, **more})


def test_an_outcome_is_part_of_the_talks_whose_sides_hold_its_own() -> None:
    talks = Told("A", [CHINH, MARRERO])
    assert Star(talks, outcome("A", [CHINH], ["CUB"])).links() == {("A2", "part_of", "A1")}
    assert Star(talks, outcome("A", ["VNM"], ["CUB"], date_basis="publication")).links() == {("A2", "part_of", "A1")}
    assert Star(talks, outcome("A", [TRONG], ["CUB"])).links() == set()  # he was not there
    assert Star(talks, outcome("A", [CHINH], ["CHN"])).links() == set()
    assert Star(talks, outcome("A", [CHINH], ["CUB"], day=DAY - timedelta(days=1))).links() == set()
    assert Star(talks, outcome("B", [CHINH], ["CUB"])).links() == set()
    assert Star(talks, outcome("B", [CHINH], ["CUB"]), stories=["A", "B"]).links() == {("B2", "part_of", "A1")}


def test_an_outcome_is_part_of_the_talks_told_last_before_it() -> None:
    call = Told("A", ["VNM", "CUB"], char_start=10, mode="phone")
    meeting = Told("A", ["VNM", "CUB"], event_no=3, char_start=30)
    assert Star(call, meeting, outcome("A", ["VNM"], ["CUB"])).links() == {("A2", "part_of", "A3")}


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ({}, {("B1", "fulfils", "A1")}),
        ({"end_date": DAY + timedelta(days=3), "date_precision": "range"}, {("B1", "fulfils", "A1")}),
        ({"day": DAY + timedelta(days=9)}, set()),
        ({"mode": "phone"}, set()),
        ({"day": None}, set()),
    ],
)
def test_talks_carry_out_the_plan_that_names_their_day(plan: Row, expected: set[tuple[str, str, str]]) -> None:
    planned = Told("A", [CHINH, MARRERO], **{"event_type": "AGREE", "status": "planned", **plan})
    star = Star(planned, Told("B", [CHINH, MARRERO]), published={"A": DAY - timedelta(days=5), "B": DAY})
    assert star.links() == expected
    late = Star(planned, Told("B", [CHINH, MARRERO]), published={"A": DAY + timedelta(days=1), "B": DAY})
    assert late.links() == set()


def test_the_guests_visit_carries_out_the_invitation_and_a_second_visit_does_not() -> None:
    invited = Told("A", ["CUB"], [TRONG], event_type="AGREE", mode="invitation", day=date(2020, 12, 2))
    first, second = (Told(a, [TRONG], ["CUB"], mode="visit", day=d) for a, d in (("B", DAY), ("C", date(2021, 9, 1))))
    star = Star(invited, first, second, published={"A": date(2020, 12, 2), "C": date(2021, 9, 1)})
    assert star.links() == {("B1", "fulfils", "A1")}


def test_aid_carries_out_the_pledge_of_the_same_quantity() -> None:
    rice: Row = {"quantity_value": 5000.0, "quantity_unit": "tonne"}
    pledge = Told("A", ["VNM"], ["CUB"], event_type="AGREE", mode="pledge", day=date(2021, 1, 5), **rice)
    gift, other = (Told(a, ["VNM"], ["CUB"], event_type="AID", **{**rice, **more}) for a, more in (
        ("B", {}), ("C", {"quantity_value": 400.0})))  # fmt: skip
    star = Star(pledge, gift, other, published={"A": date(2021, 1, 5)})
    assert star.links() == {("B1", "fulfils", "A1")}
