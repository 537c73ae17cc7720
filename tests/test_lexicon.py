"""The word lists: what every file promises, what the loader refuses, and that a changed list changes the digest."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from etl.lexicon.loader import Lexicon, LexiconError, cells, digest, lines, rows, values
from etl.reading.gazetteer import name_words
from etl.text.fold import fold

FOLDER = Path(__file__).parent.parent / "etl" / "lexicon"
FILES = sorted(file.stem for file in FOLDER.glob("*.csv"))
OFFICE_KINDS = {
    "head_of_state", "head_of_government", "deputy_head", "party_leader", "party_official", "minister",
    "deputy_minister", "ambassador", "spokesperson", "legislator", "speaker_of_parliament", "military", "royalty",
    "judge", "envoy", "official", "executive", "international_official", "religious", "academic", "activist",
}  # fmt: skip
ORGANIZATION_KINDS = {
    "igo", "party", "government", "ministry", "legislature", "military", "court", "company", "bank", "media", "ngo",
    "university", "rebels",
}  # fmt: skip
FUNCTION_WORDS = {"pronoun", "determiner", "preposition", "conjunction", "auxiliary", "weekday"}


def column(name: str, *columns: str) -> list[str]:
    """All values of the columns of one list."""
    return [value for row in rows(name) for column in columns for value in values(row[column])]


def twice(found: list[str]) -> list[str]:
    return [value for value, count in Counter(found).items() if count > 1]


@pytest.mark.parametrize("name", FILES)
def test_every_list_loads_says_what_it_is_and_has_no_line_twice(name: str) -> None:
    assert (FOLDER / f"{name}.csv").read_text(encoding="utf-8").startswith("# ")
    assert rows(name)
    assert not twice([repr(row) for row in rows(name)])


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("agencies", "code"),
        ("countries", "country"),
        ("countries", "name"),
        ("places", "name"),
        ("offices", "phrase"),
        ("given_names", "name"),
        ("name_particles", "word"),
        ("name_like_words", "word"),
        ("not_names", "word"),
        ("organizations", "name"),
        ("organization_words", "word"),
    ],
)
def test_an_entry_stands_once_however_it_is_spelt(name: str, key: str) -> None:
    assert not twice([fold(row[key]) for row in rows(name)])
    assert all(row[key] for row in rows(name))


@pytest.mark.parametrize(("name", "keys"), [("surnames", ("name", "order")), ("title_words", ("word", "role"))])
def test_a_word_of_several_roles_stands_once_in_each(name: str, keys: tuple[str, str]) -> None:
    assert not twice([" ".join(fold(row[key]) for key in keys) for row in rows(name)])


@pytest.mark.parametrize(("name", "columns"), [("agencies", ["names"]), ("organizations", ["name", "other_names"])])
def test_a_spelling_belongs_to_one_body(name: str, columns: list[str]) -> None:
    assert not twice(column(name, *columns))


def test_a_place_name_belongs_to_one_place() -> None:
    assert not twice([fold(name) for name in column("places", "name", "other_names")])


# Countries


def test_country_codes_are_three_capitals() -> None:
    assert all(re.fullmatch("[A-Z]{3}", code) for code in column("countries", "country"))
    assert {"VNM", "CUB", "USA", "PRK", "KOR", "PSE", "TWN", "XKX", "HKG", "MAC", "ESH", "PRI"} <= set(
        column("countries", "country")
    )


@pytest.mark.parametrize("name", ["agencies", "places", "organizations"])
def test_every_country_named_elsewhere_is_in_the_list_of_countries(name: str) -> None:
    assert set(column(name, "country")) <= set(column("countries", "country"))


def test_every_country_has_an_adjective_and_a_capital() -> None:
    assert [row["country"] for row in rows("countries") if not (row["adjectives"] and row["capital"])] == []


def test_an_ambiguous_form_is_one_of_the_countrys_forms() -> None:
    forms = ("name", "other_names", "adjectives", "peoples", "capital", "capital_other_names", "seats")
    for row in rows("countries"):
        own = {fold(form) for column in forms for form in values(row[column])}
        assert {fold(note.partition(": ")[0]) for note in values(row["ambiguous_with"])} <= own, row["country"]


def test_a_form_of_two_countries_is_marked_ambiguous_on_both() -> None:
    owners: dict[str, list[dict[str, str]]] = {}
    for row in rows("countries"):
        own = (values(row[column]) for column in ("name", "other_names", "adjectives", "peoples", "capital", "seats"))
        for form in {fold(form) for some in own for form in some}:
            owners.setdefault(form, []).append(row)
    shared = {form: found for form, found in owners.items() if len(found) > 1}
    assert "congolese" in shared and "korea" in shared
    for form, found in shared.items():
        for row in found:
            assert form in {fold(note.partition(": ")[0]) for note in values(row["ambiguous_with"])}, (form, row)


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Viet Nam", "VNM"), ("Burma", "MMR"), ("Türkiye", "TUR"), ("Zaire", "COD"), ("Soviet Union", "RUS"),
        ("Czechoslovakia", "CZE"), ("Yugoslavia", "SRB"), ("East Germany", "DEU"), ("DPRK", "PRK"), ("Nigerien", "NER"),
        ("Hà Nội", "VNM"), ("Kremlin", "RUS"), ("Downing Street", "GBR"), ("Blue House", "KOR"), ("Britons", "GBR"),
    ],
)  # fmt: skip
def test_variants_former_names_and_seats_lead_to_the_country(form: str, code: str) -> None:
    forms = ("name", "other_names", "adjectives", "peoples", "capital", "capital_other_names", "seats")
    found = [r["country"] for r in rows("countries") if fold(form) in {fold(v) for c in forms for v in values(r[c])}]
    assert found == [code]


# Offices and titles


def test_office_phrases_are_folded_and_of_known_kind_rank_and_scope() -> None:
    for row in rows("offices"):
        assert row["phrase"] == fold(row["phrase"])
        assert row["position"] and row["kind"] in OFFICE_KINDS, row
        assert row["rank"] in set("123456789"), row
        assert row["scope"] in {"country", "party", "ministry", "organization", "none"}, row


@pytest.mark.parametrize(
    ("phrase", "position", "kind"),
    [
        ("general secretary of the central committee", "General Secretary", "party_leader"),
        ("minister for foreign affairs", "Foreign Minister", "minister"),
        ("minister of the revolutionary armed forces", "Defence Minister", "minister"),
        ("chairman of the council of ministers", "Prime Minister", "head_of_government"),
        ("chairman of the national assembly", "President of the National Assembly", "speaker_of_parliament"),
        ("charge d'affaires", "Chargé d'affaires", "ambassador"),
        ("national security advisor", "National Security Adviser", "official"),
    ],
)
def test_wordings_of_an_office_share_its_position(phrase: str, position: str, kind: str) -> None:
    assert [(row["position"], row["kind"]) for row in rows("offices") if row["phrase"] == phrase] == [(position, kind)]


def test_positions_of_one_name_are_of_one_rank() -> None:
    ranks: dict[tuple[str, str], set[str]] = {}
    for row in rows("offices"):
        ranks.setdefault((row["position"], row["kind"]), set()).add(row["rank"])
    assert {position: found for position, found in ranks.items() if len(found) > 1} == {}


def test_title_words_are_folded_and_of_known_role() -> None:
    assert all(row["word"] == fold(row["word"]) for row in rows("title_words"))
    assert set(column("title_words", "role")) == {"head", "modifier", "portfolio", "honorific", "rank"}


# Names


def test_family_names_come_first_where_they_do() -> None:
    order = {(fold(row["name"]), row["order"]) for row in rows("surnames")}
    assert {order for _, order in order} == {"family_first", "family_last"}
    for name in ("nguyen", "xi", "kim", "pak", "hun", "chiang", "to"):
        assert (name, "family_first") in order
    for name in ("koizumi", "orban", "castro", "lee"):
        assert (name, "family_last") in order


@pytest.mark.parametrize("name", ["name_particles", "name_like_words", "not_names", "organization_words"])
def test_words_that_are_looked_up_folded_are_listed_folded(name: str) -> None:
    assert [row["word"] for row in rows(name) if row["word"] != fold(row["word"])] == []


def test_no_word_is_both_like_a_name_and_never_one() -> None:
    assert set(column("name_like_words", "word")).isdisjoint(column("not_names", "word"))


def test_what_is_never_a_name_is_in_no_list_of_names_unless_a_function_word() -> None:
    never = {row["word"] for row in rows("not_names") if row["class"] not in FUNCTION_WORDS}
    assert never.isdisjoint({fold(name) for name in column("given_names", "name") + column("surnames", "name")})


# Places and organisations


def test_places_are_cities_regions_or_sites() -> None:
    assert set(column("places", "kind")) == {"city", "region", "site"}


def test_the_worlds_places_are_as_the_reader_looks_them_up() -> None:
    found = rows("geonames")
    assert all(row["words"] == " ".join(name_words(row["words"])) for row in found[::50])
    assert {row["kind"] for row in found} == {"city", "region", "country"}
    assert {row["country"] for row in found} <= set(column("countries", "country"))
    assert all(abs(float(row["latitude"])) <= 90 and abs(float(row["longitude"])) <= 180 for row in found)
    assert [cells(line) for line in lines("geonames")] == [list(row.values()) for row in found]


def test_a_place_of_a_country_has_one_position_under_its_name() -> None:
    where = {(r["name"], r["kind"], r["country"], r["latitude"], r["longitude"]) for r in rows("geonames")}
    assert not twice([repr(place[:3]) for place in where])


def test_listed_capitals_and_cities_have_coordinates() -> None:
    placed = {(row["name"], row["country"]) for row in rows("geonames")}
    capitals = {(row["capital"], row["country"]) for row in rows("countries")}
    assert len(capitals - placed) <= 15  # of territories and former capitals
    cities = {(row["name"], row["country"]) for row in rows("places") if row["kind"] == "city"}
    assert len(cities & placed) > 0.95 * len(cities)


def test_regions_that_are_shortened_are_regions() -> None:
    regions = {(row["country"], row["region"]) for row in rows("geonames") if row["kind"] == "region"}
    assert {(row["country"], row["region"]) for row in rows("region_abbreviations")} <= regions | {("USA", "DC")}


def test_organizations_and_their_words_are_of_known_kind() -> None:
    assert set(column("organizations", "kind")) == ORGANIZATION_KINDS
    assert set(column("organization_words", "kind")) <= ORGANIZATION_KINDS
    assert set(column("organization_words", "position")) == {"head", "last", "general", "members"}
    heading = [row for row in rows("organization_words") if set(values(row["position"])) & {"head", "last"}]
    assert all(row["kind"] for row in heading)


def test_an_acronym_may_stand_for_bodies_of_two_countries() -> None:
    assert {row["country"] for row in rows("organizations") if row["acronym"] == "CPC"} == {"CUB", "CHN"}


# The loader


def lexicon(folder: Path, text: str) -> Lexicon:
    (folder / "words.csv").write_text(text, encoding="utf-8")
    return Lexicon([folder])


def test_cells_are_stripped_and_comments_and_blank_lines_left_out(tmp_path: Path) -> None:
    found = lexicon(tmp_path, '# words\nword,kinds\n Huế , a; b ;\n\n"Sơn, Tô",\n').rows("words")
    assert found == [{"word": "Huế", "kinds": "a; b ;"}, {"word": "Sơn, Tô", "kinds": ""}]
    assert values(found[0]["kinds"]) == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("# words\nword,kind\na,b\nc\n", r"words\.csv:4: 1 cells instead of 2"),
        ("word,kind\na,b,c\n", r"words\.csv:2: 3 cells instead of 2"),
        ('word,kind\n"a,b\n', r"words\.csv:2: "),
        ("word,word\na,b\n", r"words\.csv:1: a column without a name, or two of one name"),
        ("# only a comment\n", r"words\.csv:2: no header"),
    ],
)
def test_a_malformed_list_is_refused_with_file_and_line(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(LexiconError, match=problem):
        lexicon(tmp_path, text).rows("words")


def test_a_list_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    (tmp_path / "words.csv").write_bytes("word\nTürkiye\n".encode("latin-1"))
    with pytest.raises(LexiconError, match=r"words\.csv: not UTF-8 at byte 6"):
        Lexicon([tmp_path]).rows("words")


def test_a_missing_list_is_refused() -> None:
    with pytest.raises(LexiconError, match="no_such_list"):
        rows("no_such_list")


def test_a_second_folder_adds_its_entries(tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("country,code,names\nATA,BAS,Bouvet Antarctic Service\n", encoding="utf-8")
    both = Lexicon([FOLDER, tmp_path])
    assert both.rows("agencies") == [
        *rows("agencies"),
        {"code": "BAS", "names": "Bouvet Antarctic Service", "country": "ATA"},
    ]
    assert both.rows("places") == rows("places")


def test_a_second_folder_must_agree_about_columns(tmp_path: Path) -> None:
    (tmp_path / "agencies.csv").write_text("code,title\nBAS,Bouvet\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="columns code, title instead of"):
        Lexicon([FOLDER, tmp_path]).rows("agencies")


def test_the_digest_changes_with_any_list_and_with_nothing_else(tmp_path: Path) -> None:
    for file in FOLDER.glob("*.csv"):
        shutil.copy(file, tmp_path)
    assert Lexicon([tmp_path]).digest() == digest()
    (tmp_path / "notes.txt").write_text("not a word list", encoding="utf-8")
    assert Lexicon([tmp_path]).digest() == digest()
    with (tmp_path / "places.csv").open("a", encoding="utf-8") as places:
        places.write("Bouvet,,region,NOR\n")
    assert Lexicon([tmp_path]).digest() != digest()


def test_a_long_list_is_extended_by_lines_of_the_same_columns(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder, content in ((first, "# one\nwords,name\na,A\n"), (second, '# two\nwords,name\nb,"B, C"\n')):
        folder.mkdir()
        (folder / "long.csv").write_text(content)
    assert [cells(line) for line in Lexicon([first, second]).lines("long")] == [["a", "A"], ["b", "B, C"]]
    (second / "long.csv").write_text("name,words\nB,b\n")
    with pytest.raises(LexiconError, match="columns name,words instead of words,name"):
        Lexicon([first, second]).lines("long")
    with pytest.raises(LexiconError, match="no such word list"):
        Lexicon([first]).lines("other")
