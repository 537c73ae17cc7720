"""Folding and tokens: what makes two spellings of one word equal, and the way back to the raw text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.text.fold import fold, fold_with_offsets
from etl.text.spans import Span
from etl.text.tokens import find_addresses, tokenize


@pytest.mark.parametrize(
    ("raw", "folded"),
    [
        ("Nguyễn Phú Trọng", "nguyen phu trong"),
        ("Đà Nẵng", "da nang"),
        ("Łódź", "lodz"),
        ("Søren Straße", "soren strasse"),
        ("“đổi mới” – ‘twin goals’", "\"doi moi\" - 'twin goals'"),
        ("Prime\u00a0Minister\u202fChinh", "prime minister chinh"),
        ("Viet\u00adnam\u200b", "vietnam"),
    ],
)
def test_fold_keeps_only_what_spellings_share(raw: str, folded: str) -> None:
    assert fold(raw) == folded


def test_composed_and_decomposed_spellings_fold_alike() -> None:
    name = "Bùi Thanh Sơn và Tô Lâm"
    assert fold(unicodedata.normalize("NFD", name)) == fold(unicodedata.normalize("NFC", name))


def test_folded_span_leads_back_to_the_raw_letters_with_their_marks() -> None:
    text = unicodedata.normalize("NFD", "Party chief Trọng’s visit")
    folded = fold_with_offsets(text)
    start = folded.text.index("trong")
    raw = folded.raw_span(start, start + len("trong")).of(text)
    assert unicodedata.normalize("NFC", raw) == "Trọng"


def test_folded_span_of_one_letter_that_becomes_two() -> None:
    folded = fold_with_offsets("große Straße")
    start = folded.text.index("strasse")
    assert folded.raw_span(start, start + 7) == Span(6, 12)


def test_empty_folded_span_has_a_place() -> None:
    assert fold_with_offsets("abc").raw_span(3, 3) == Span(3, 3)
    assert fold_with_offsets("").raw_span(0, 0) == Span(0, 0)


@given(st.text(), st.text())
def test_folding_a_piece_agrees_with_folding_the_whole(left: str, right: str) -> None:
    assert fold(left) + fold(right) == fold(left + right)


@given(st.text())
def test_folded_text_with_offsets_is_the_folded_text(text: str) -> None:
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.ends) == len(folded.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(folded.starts, folded.ends, strict=True))


def words(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


def test_words_keep_inner_apostrophes_and_hyphens() -> None:
    assert words("O’Brien met Díaz-Canel in Viet-Nam") == ["O’Brien", "met", "Díaz-Canel", "in", "Viet-Nam"]


def test_a_possessive_is_a_token_of_its_own() -> None:
    assert words("Cuba’s and the parties’ aims, the U.S.'s too") == [
        "Cuba", "’s", "and", "the", "parties", "’", "aims", ",", "the", "U.S.", "'s", "too",
    ]  # fmt: skip


def test_an_auxiliary_cut_short_is_a_word_whole_in_its_folded_form() -> None:
    assert [t.norm for t in tokenize("We’ve met; they're here, I'm not. It’s John's.") if t.kind != "punct"] == [
        "we", "have", "met", "they", "are", "here", "i", "am", "not", "it", "is", "john", "'s",
    ]  # fmt: skip
    assert [t.text for t in tokenize("He’d see Sa'd; don't.")] == ["He", "’d", "see", "Sa'd", ";", "don't", "."]


def test_lettered_abbreviations_and_initials_keep_their_points() -> None:
    assert words("Joseph R. Biden, Jr. of the U.S. at 9 a.m.") == [
        "Joseph", "R.", "Biden", ",", "Jr", ".", "of", "the", "U.S.", "at", "9", "a.m.",
    ]  # fmt: skip


def test_glued_sentences_are_no_abbreviation() -> None:
    assert words("February 28.The two") == ["February", "28", ".", "The", "two"]


def test_numbers_and_their_suffixes() -> None:
    kinds = {token.text: token.kind for token in tokenize("12,000 tonnes, 3.5 per cent, the 8th, COVID-19")}
    assert [text for text, kind in kinds.items() if kind == "number"] == ["12,000", "3.5", "8th"]
    assert kinds["COVID-19"] == "word"


def test_invisible_characters_and_marks_do_not_split_a_word() -> None:
    text = unicodedata.normalize("NFD", "Tr\u00adọng Nguy\u200bễn")
    assert [token.norm for token in tokenize(text)] == ["trong", "nguyen"]


def test_tokens_of_a_stretch_have_offsets_into_the_whole() -> None:
    text = "Hanoi. The United Nations met."
    tokens = tokenize(text, 7, 25)
    assert [token.span.of(text) for token in tokens] == ["The", "United", "Nations"]
    assert tokens[1].is_capitalized and not tokens[1].is_upper


def test_addresses_are_found_whole() -> None:
    text = "See https://www.state.gov/A.B/2021 or write to press@state.gov now."
    assert [span.of(text) for span in find_addresses(text)] == ["https://www.state.gov/A.B/2021", "press@state.gov"]


@given(st.text(alphabet="aZé’'- .\u0301\u00ad2U,\n", max_size=60))
def test_tokens_are_ordered_and_leave_out_white_space_only(text: str) -> None:
    tokens = tokenize(text)
    at = 0
    for token in tokens:
        assert token.start >= at and text[token.start : token.end] == token.text
        assert not text[at : token.start].strip(" \n\u0301\u00ad")
        at = token.end
