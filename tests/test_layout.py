"""The edges of an article: header, headline, captions, dateline and tail around its body."""

from pathlib import Path

import pytest

from etl.reading.annotations import Document, Layout, Zone
from etl.reading.front_matter import find_front_matter, plain_scalar
from etl.reading.layout import lay_out

SEEDS = Path(__file__).parent.parent / "seeds"


def read(text: str, **metadata: str) -> Layout:
    return lay_out(Document("art-0", text, metadata=metadata))


def zone(text: str, layout: Layout, wanted: Zone) -> list[str]:
    return [block.span.of(text) for block in layout.blocks if block.zone == wanted]


def place(text: str) -> str | None:
    found = read(text).dateline_place
    return found.of(text) if found else None


def credits(text: str) -> list[tuple[str, str]]:
    return [(credit.kind, credit.name) for credit in read(text).credits]


def test_glued_header_date_caption_dateline_and_tail() -> None:
    text = (
        " date 2021-07-28 The leader holds talks. — VNA/VNS Photo Trí Dũng\n\n"
        "HÀ NỘI — The leader spoke on Tuesday. It went well. — VNS"
    )
    layout = read(text)
    assert [(block.zone, block.span.of(text)) for block in layout.blocks] == [
        (Zone.HEADER, "date 2021-07-28"),
        (Zone.CAPTION, "The leader holds talks. — VNA/VNS Photo Trí Dũng"),
        (Zone.DATELINE, "HÀ NỘI —"),
        (Zone.BODY, "The leader spoke on Tuesday. It went well."),
        (Zone.TAIL, "— VNS"),
    ]
    assert layout.header_date is not None and layout.header_date.of(text) == "2021-07-28"
    assert [(credit.kind, credit.name) for credit in layout.credits] == [
        ("agency", "VNA"),
        ("agency", "VNS"),
        ("photographer", "Trí Dũng"),
        ("agency", "VNS"),
    ]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("HÀ NỘI — Việt Nam said so.", "HÀ NỘI"),
        ("Hanoi (VNA) – The Party said so.", "Hanoi"),
        ("HAVANA, March 22 - Cuba said so.", "HAVANA"),
        ("BEIJING, Nov. 4, 2005 (Xinhua) -- China said so.", "BEIJING"),
        ("LONDON, May 3 (Reuters) - Britain said so.", "LONDON"),
        ("WASHINGTON (AP) _ The president said so.", "WASHINGTON"),
        ("NEW YORK, N.Y. (AP) — A bank said so.", "NEW YORK"),
        ("PARIS/LONDON (AFP) - France said so.", "PARIS"),
        ("TOKYO, March 5, Kyodo - Japan said so.", "TOKYO"),
        ("VIENTIANE, Oct 12 (KPL) The government said so.", "VIENTIANE"),
        ("date 2017-02 HAVANA, Cuba – Officials said so.", "HAVANA"),
        ("VIENNA, December 22 -\n\nHÀ NỘI — Việt Nam said so.", "HÀ NỘI"),
    ],
)
def test_dateline_place(text: str, town: str) -> None:
    assert place(text) == town
    assert zone(text, read(text), Zone.BODY)[0].endswith("said so.")


@pytest.mark.parametrize(
    "text",
    [
        "Vietnam – Cuba relations are special. They go back to 1960.",
        "SECRETARY BLINKEN: Good morning - and welcome.",
        "The minister - a veteran - resigned (AP has learned) on Monday.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert place(text) is None
    assert zone(text, read(text), Zone.DATELINE) == []


def test_dateline_glued_to_headline_and_byline() -> None:
    text = (
        "(LEAD) N. Korea fires missile: JCSBy Kim Soo-yeonSEOUL, Feb. 1 (Yonhap) -- North Korea fired a missile.(END)"
    )
    layout = read(text)
    assert zone(text, layout, Zone.DATELINE) == ["SEOUL, Feb. 1 (Yonhap) --"]
    assert zone(text, layout, Zone.BODY) == ["North Korea fired a missile."]
    assert zone(text, layout, Zone.TAIL) == ["(END)"]
    assert layout.dateline_date is not None and layout.dateline_date.of(text) == "Feb. 1"


def test_caption_glued_to_dateline() -> None:
    text = "Ministers meet (Photo: VNA)Hanoi (VNA) – They met on Monday."
    assert zone(text, read(text), Zone.CAPTION) == ["Ministers meet (Photo: VNA)"]
    assert place(text) == "Hanoi"


def test_what_is_left_of_a_dateline_is_not_body() -> None:
    text = "date 2023-03-01 The officials at the talks (Photo: VNA)\n\n– The official held a talk."
    assert zone(text, read(text), Zone.BODY) == ["The official held a talk."]


def test_ministry_release_with_title_stamp_office_and_attribution() -> None:
    text = (
        "Secretary Blinken’s Meeting with Prime Minister Chinh\nSat, 14 May 2022 16:18:09 +0000\n\n"
        "Office of the Spokesperson\n\n\nThe following is attributable to Spokesperson Ned Price:\n\n\n"
        "The Secretary met him."
    )
    layout = read(text)
    assert layout.headline is not None
    assert layout.headline.of(text) == "Secretary Blinken’s Meeting with Prime Minister Chinh"
    assert zone(text, layout, Zone.BODY) == ["The Secretary met him."]
    assert credits(text) == [("author", "Office of the Spokesperson"), ("author", "Ned Price")]


def test_author_line_with_declared_title() -> None:
    text = "Antony J. Blinken, Secretary of State\n\nBerlin, Germany\n\nTreaty Room\n\nSECRETARY BLINKEN: Good morning."
    layout = read(text, title="Remarks in Berlin")
    assert layout.headline is None
    assert credits(text) == [("author", "Antony J. Blinken")]
    assert layout.dateline_place is not None and layout.dateline_place.of(text) == "Berlin"
    assert zone(text, layout, Zone.BODY) == ["SECRETARY BLINKEN: Good morning."]


def test_front_matter_is_header_and_its_title_the_headline() -> None:
    text = (
        "---\ndate: '2023-03-29'\nsource_url: https://a.gov/2021/\n"
        'title: "Call with Trong of\\_\\\n  Vietnam"\n---\n \nThey spoke.\n\n\\###'
    )
    layout = read(text)
    assert layout.headline is not None and layout.header_date is not None
    assert plain_scalar(layout.headline.of(text)) == "Call with Trong of\u00a0Vietnam"
    assert layout.header_date.of(text) == "2023-03-29"
    assert zone(text, layout, Zone.BODY) == ["They spoke."]
    assert zone(text, layout, Zone.TAIL) == ["\\###"]


def test_a_rule_between_paragraphs_is_no_front_matter() -> None:
    assert find_front_matter("One paragraph.\n---\nkey: value\n---\n") is None
    assert find_front_matter("---\nJust text\n---\n") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Pact signed in Hanoi\n\nFriday, August 21, 2015\n\nIt was signed.", "Friday, August 21, 2015"),
        ("22-MAR-1987 15:01:01.79\n\nHAVANA, March 22 - It was signed.", "22-MAR-1987"),
        ("FOR IMMEDIATE RELEASE\nMarch 3, 2020\n\nIt was signed.", "March 3, 2020"),
        ("Published: 5 May 2021 10:30 GMT\n\nIt was signed.", "5 May 2021"),
        ("Hanoi, 5 May 2021\n\nIt was signed.", "5 May 2021"),
    ],
)
def test_header_date(text: str, line: str) -> None:
    found = read(text).header_date
    assert found is not None and found.of(text) == line


def test_a_sentence_that_begins_with_a_date_is_body() -> None:
    text = "On March 3, 2020 the two sides met. They agreed."
    assert read(text).header_date is None
    assert zone(text, read(text), Zone.BODY) == [text]


@pytest.mark.parametrize(
    ("end", "tail"),
    [
        (" — VNA/VNS", "— VNA/VNS"),
        ("/.", "/."),
        ("\n REUTER\n", "REUTER"),
        ("\n\n\\###", "\\###"),
        ("\n\n# # #", "# # #"),
        ("\nENDS", "ENDS"),
        ("\n-30-", "-30-"),
        (" Enditem", "Enditem"),
        ("\n\nEND\n\n\\###", "END\n\n\\###"),
        ("\n\n(Reporting by John Smith; Editing by Jane Doe)", "(Reporting by John Smith; Editing by Jane Doe)"),
    ],
)
def test_tail(end: str, tail: str) -> None:
    text = f"The two sides met in the capital.{end}"
    layout = read(text)
    assert zone(text, layout, Zone.TAIL) == [tail]
    assert zone(text, layout, Zone.BODY) == ["The two sides met in the capital."]


@pytest.mark.parametrize("text", ["They see no end", "The deal ends\nthe end.", "He works for Reuters."])
def test_last_words_that_are_no_tail(text: str) -> None:
    assert zone(text, read(text), Zone.TAIL) == []


def test_caption_between_paragraphs_and_a_photo_that_is_told() -> None:
    text = "They posed for a photo. They left.\n\nThe two in Hanoi. AFP PHOTO / HOANG DINH NAM\n\nThey came back."
    assert zone(text, read(text), Zone.CAPTION) == ["The two in Hanoi. AFP PHOTO / HOANG DINH NAM"]
    assert credits(text) == [("agency", "AFP"), ("photographer", "HOANG DINH NAM")]


def test_byline() -> None:
    text = "Two sides sign pact\n\nBy Nguyen Van An\n\nHANOI, Vietnam (AP) — They signed it."
    assert credits(text) == [("author", "Nguyen Van An"), ("agency", "AP")]
    assert zone(text, read(text), Zone.HEADLINE) == ["Two sides sign pact"]


@pytest.mark.parametrize("text", ["", " \n\n ", "One line", "###", "---\n---\n"])
def test_texts_that_hold_next_to_nothing(text: str) -> None:
    layout = read(text)
    assert " ".join(block.span.of(text) for block in layout.blocks).split() == text.split()


@pytest.mark.parametrize("seed", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_blocks_of_a_seed_are_ordered_and_cover_its_text(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    at = 0
    for block in read(text).blocks:
        assert block.span.start >= at and not text[at : block.span.start].strip()
        at = block.span.end
    assert not text[at:].strip()
