"""Where sentences end, and where they do not."""

import pytest

from etl.reading.annotations import Document, Zone
from etl.reading.language import language_of
from etl.reading.layout import lay_out
from etl.reading.sentences import split_sentences


def split(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in split_sentences(text, lay_out(Document("art-0", text)))]


@pytest.mark.parametrize(
    "sentences",
    [
        ["He held a talk on February 28.", "The two officials met."],
        ["They agreed in 2023.", "The two sides met."],
        ["“We agree.”", "He left."],
        ["They won.[1]", "All left."],
        ["And then?", "Yes!", "They left..."],
    ],
)
def test_sentences_with_and_without_a_space_between(sentences: list[str]) -> None:
    assert split("".join(sentences)) == sentences
    assert split(" ".join(sentences)) == sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Joseph R. Biden, Jr. spoke.",
        "They met in St. Petersburg with Gen. Secretary Trong.",
        "See No. 5 and Art. 7 of the pact.",
        "He saw U.S. and U.N. General Assembly officials at 9 a.m. in Washington, D.C. on Monday.",
        "It rose 3.5 percent to 12.5 million.",
        "Visit https://www.state.gov/A.Bc?d=E.Fg now.",
        "On Dec. 2 and Sept. 30 they met J. K. Rowling vs. Laos.",
        "He asked, “Why?” and left.",
        "He has a Ph.D. from Hanoi.",
    ],
)
def test_points_that_end_nothing(sentence: str) -> None:
    assert split(sentence) == [sentence]


def test_an_abbreviation_ends_a_sentence_before_a_starting_word() -> None:
    assert split("He flew to the U.S. The visit ended.") == ["He flew to the U.S.", "The visit ended."]
    assert split("He works at Acme Inc. The firm grew.") == ["He works at Acme Inc.", "The firm grew."]


def test_quotes_close_with_their_sentence() -> None:
    assert split('He said: "Come here. " They came.') == ['He said: "Come here. "', "They came."]


def test_hard_wrapped_lines_go_on_and_blank_lines_end() -> None:
    text = (
        "President Joseph R. Biden, Jr. spoke today with General Secretary Nguyen\n"
        "Phu Trong of Vietnam and reinforced the United States’ strong commitment\n"
        "to a prosperous country\n\n"
        "Another paragraph"
    )
    assert split(text) == [text[: text.index("\n\n")], "Another paragraph"]


def test_short_lines_are_no_hard_wraps() -> None:
    lines = ["South Lawn", "Two leaders", "They came out of the house at noon and spoke for an hour.", "They left."]
    assert split("\n".join(lines)) == lines


def test_list_items_headings_and_speakers_stand_alone() -> None:
    text = (
        "**THE AIMS**\nThey are two.\n\n-   Peace in the region\n-   Trade. And more.\n\n"
        "THE PRESIDENT:  Hello.\nQ    Why?"
    )
    assert split(text) == [
        "**THE AIMS**",
        "They are two.",
        "-   Peace in the region",
        "-   Trade.",
        "And more.",
        "THE PRESIDENT:  Hello.",
        "Q    Why?",
    ]


def test_sentences_know_their_zone_and_number() -> None:
    text = "HÀ NỘI — One. Two.\n\nThree. — VNS"
    sentences = split_sentences(text, lay_out(Document("art-0", text)))
    assert [(s.number, s.zone, s.paragraph) for s in sentences] == [
        (0, Zone.DATELINE, 0),
        (1, Zone.BODY, 1),
        (2, Zone.BODY, 1),
        (3, Zone.BODY, 2),
        (4, Zone.TAIL, 3),
    ]


def test_language_of_longer_texts_only() -> None:
    english = "The two sides agreed to strengthen their comprehensive cooperation in trade and agriculture."
    spanish = "Los dos países acordaron fortalecer su cooperación integral en el comercio y la agricultura."
    assert (language_of(english), language_of(spanish)) == ("en", "es")
    assert language_of("Hà Nội") is None
    assert language_of("12 34 56 " * 20) is None
