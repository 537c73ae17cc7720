"""The word classes that personal names and titles are read by, from the lexicon; all words folded."""

from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.text.fold import fold

TERMS_OF_OFFICE: Final = frozenset(
    {"administration", "administrations", "government", "presidency", "cabinet", "era", "regime"}
)
"""What is named after whoever leads it: "the Obama Administration"."""


@cache
def title_roles() -> dict[str, frozenset[str]]:
    """Roles of a title word: head, modifier, portfolio, honorific, rank."""
    roles: dict[str, set[str]] = {}
    for row in rows("title_words"):
        roles.setdefault(row["word"], set()).update(values(row["role"]))
    return {word: frozenset(found) for word, found in roles.items()}


def is_title_head(word: str) -> bool:
    """True for a word that names an office or a rank by itself ("minister", "general")."""
    if word in _title_heads():
        return True
    return "-" in word and not _title_heads().isdisjoint(word.split("-"))  # "director-general", "commander-in-chief"


def singular_title(word: str) -> str:
    """The one of several who share a title: "ministers" gives minister, "secretaries" secretary, "chairmen" chairman.

    A word that is no plural of a title head is given back as it is.
    """
    for ending, singular in (("ies", "y"), ("men", "man"), ("s", "")):
        one = word.removesuffix(ending) + singular
        if word.endswith(ending) and is_title_head(one):
            return one
    return word


@cache
def _title_heads() -> frozenset[str]:
    return frozenset(word for word, roles in title_roles().items() if roles & {"head", "rank"})


def is_title_modifier(word: str) -> bool:
    """True for a word that goes before a head ("deputy"), though it may be one itself ("general")."""
    return "modifier" in title_roles().get(word, frozenset())


def is_title_word(word: str) -> bool:
    """True for any word that titles are made of."""
    return word in title_roles() or ("-" in word and is_title_head(word))


def is_honorific(word: str) -> bool:
    return "honorific" in title_roles().get(word, frozenset())


@cache
def given_names() -> frozenset[str]:
    return frozenset(given_name_languages())


@cache
def given_name_languages() -> dict[str, frozenset[str]]:
    """Languages of a given name."""
    return {fold(row["name"]): frozenset(values(row["languages"])) for row in rows("given_names")}


@cache
def surnames() -> dict[str, frozenset[str]]:
    """Languages of a surname, with `first` among them where the family name comes first."""
    found: dict[str, set[str]] = {}
    for row in rows("surnames"):
        entry = found.setdefault(fold(row["name"]), set())
        entry.update(values(row["languages"]))
        if row["order"] == "family_first":
            entry.add("first")
    return {name: frozenset(languages) for name, languages in found.items()}


def is_family_first(word: str) -> bool:
    """True for a surname that stands before the given name (Vietnamese, Chinese, Korean, Khmer)."""
    return "first" in surnames().get(word, frozenset())


def name_languages(words: tuple[str, ...]) -> frozenset[str]:
    """Languages whose surnames a name carries at its family-name end; empty when not known."""
    if not words:
        return frozenset()
    first = surnames().get(words[0], frozenset())
    if "first" in first:
        return first - {"first"}
    found: set[str] = set()
    for word in words[1:]:
        found |= surnames().get(word, frozenset())
    return frozenset(found) - {"first"}


@cache
def _particle_roles() -> dict[str, str]:
    return {row["word"]: row["role"] for row in rows("name_particles")}


def is_particle(word: str) -> bool:
    """True for a word that stands inside a name ("de", "bin", "van").

    The Arabic article in its assimilated forms is not one: standing alone it is an English word ("as", "at").
    """
    return _particle_roles().get(word, "assimilated") not in ("assimilated", "suffix", "middle")


def is_patronymic(word: str) -> bool:
    """True for "bin", "oglu": what stands behind it is the father's name, and no family name."""
    return _particle_roles().get(word) == "patronymic"


def is_article(word: str) -> bool:
    """True for the Arabic article as it is joined to a name by a hyphen, in all its forms: "al-", "el-", "ash-"."""
    return _particle_roles().get(word) in ("article", "assimilated")


def is_suffix(word: str) -> bool:
    """True for what follows a name: Jr., III, letters of an order."""
    return _particle_roles().get(word.rstrip(".")) == "suffix"


@cache
def past_words() -> frozenset[str]:
    """Title words that say an office is not held any more ("former", "late")."""
    return frozenset(row["word"] for row in rows("past_title_words"))


@cache
def speech_verbs() -> frozenset[str]:
    """Verbs behind which somebody's words are told ("said", "stated")."""
    return frozenset(row["word"] for row in rows("speech_verbs"))


@cache
def not_names() -> frozenset[str]:
    """Capitalised words that are never part of a personal name."""
    return frozenset(fold(row["word"]) for row in rows("not_names"))


@cache
def name_like_words() -> frozenset[str]:
    """Ordinary words that are also names: alone they need a known bearer."""
    return frozenset(fold(row["word"]) for row in rows("name_like_words"))


@cache
def site_nouns() -> frozenset[str]:
    """Nouns that close the name of a place, building or prize ("River", "Room", "Award")."""
    return frozenset(row["word"] for row in rows("site_nouns"))
