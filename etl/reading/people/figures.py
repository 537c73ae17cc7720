"""Whom the world's press names without saying which country is theirs, from the lexicon of public figures."""

from collections import defaultdict
from functools import cache

from etl.lexicon.loader import rows, values
from etl.lexicon.name_forms import is_shorter_form, is_subsequence, same_western_name
from etl.reading.people.words import is_family_first, is_suffix
from etl.text.fold import fold

_Words = tuple[str, ...]


@cache
def public_names() -> dict[_Words, frozenset[str]]:
    """Countries of the people of public life, by the folded words of their full names (two words at least)."""
    found: dict[_Words, set[str]] = defaultdict(set)
    for row in rows("public_figures"):
        for name in values(row["names"]):
            words = tuple(bare for word in fold(name).split() if not is_suffix(bare := word.rstrip(".")))
            if len(words) > 1:
                found[words].add(row["country"])
    return {words: frozenset(countries) for words, countries in found.items()}


def countries_of_figure(words: _Words) -> frozenset[str]:
    """Countries of the public figures whom a name of several words can name; empty when it is nobody's."""
    known = public_names().get(words)
    if known is not None or len(words) < 2:
        return known or frozenset()
    fitting = {full for word in (words[0], words[-1]) for full in _by_edge().get(word, ()) if _is_form(words, full)}
    return frozenset(country for full in fitting for country in public_names()[full])


def countries_of_family(word: str) -> frozenset[str]:
    """Countries of the public figures who go by this one name: "Obama", "Xi", "Trọng"."""
    return frozenset(country for full in _by_edge().get(word, ()) for country in public_names()[full])


@cache
def _by_edge() -> dict[str, tuple[_Words, ...]]:
    """Full names by the family name and, of a Vietnamese, Chinese or Korean, by the last word too."""
    found: dict[str, list[_Words]] = defaultdict(list)
    for words in public_names():
        edges = {words[-1], words[-1].removeprefix("al-").removeprefix("el-")}
        for word in edges | ({words[0]} if is_family_first(words[0]) else set()):
            found[word].append(words)
    return {word: tuple(names) for word, names in found.items()}


def _is_form(words: _Words, full: _Words) -> bool:
    if is_family_first(full[0]):
        return is_subsequence(words, full)
    return same_western_name(words, full) or is_shorter_form(words, full)
