"""English verbs in all their forms, from `verbs.csv` and `irregular_verbs.csv`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values

_STRONG_PARTICIPLES: Final = frozenset({"begun", "sung", "run", "hung", "done", "gone", "borne", "torn", "won", "shot"})


@dataclass(frozen=True, slots=True)
class VerbForm:
    """What a word can be: a form of `lemma` of certain kinds (base, third, past, participle, ing), or also a noun."""

    lemma: str
    kinds: frozenset[str]
    is_noun: bool


@cache
def irregular_forms() -> dict[str, tuple[str, ...]]:
    """Forms of the irregular verbs by lemma: third person, past (and participle where it differs), -ing."""
    return {row["lemma"]: tuple(values(row["forms"])) for row in rows("irregular_verbs")}


def verb_forms(lemma: str) -> frozenset[str]:
    """All forms of an English verb, itself among them."""
    return frozenset(form for form, _ in _forms_by_kind(lemma))


@cache
def known_verbs() -> dict[str, VerbForm]:
    """Every form of every known verb; where two verbs share a form, their kinds are joined."""
    found: dict[str, VerbForm] = {}
    for row in rows("verbs"):
        is_noun = row["is_noun"] == "yes"
        for form, kinds in _forms_by_kind(row["lemma"]):
            other = found.get(form)
            can_be_noun = is_noun and bool(kinds & {"base", "third"})
            if other is not None:
                found[form] = VerbForm(other.lemma, other.kinds | kinds, other.is_noun or can_be_noun)
            else:
                found[form] = VerbForm(row["lemma"], kinds, can_be_noun)
    return found


def _forms_by_kind(lemma: str) -> Iterator[tuple[str, frozenset[str]]]:
    if lemma in irregular_forms():
        yield from _irregular_by_kind(lemma, irregular_forms()[lemma])
        return
    stem = lemma.removesuffix("e") if not lemma.endswith("ee") else lemma
    yield lemma, frozenset({"base"})
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        third, past = f"{lemma[:-1]}ies", f"{lemma[:-1]}ied"
    elif lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        third, past = f"{lemma}es", f"{lemma}ed"
    else:
        third, past = f"{lemma}s", f"{lemma.removesuffix('e')}ed"
    yield third, frozenset({"third"})
    yield past, frozenset({"past", "participle"})
    yield f"{stem}ing", frozenset({"ing"})


def _irregular_by_kind(lemma: str, forms: tuple[str, ...]) -> Iterator[tuple[str, frozenset[str]]]:
    third, *rest = forms
    yield third, frozenset({"third"})
    pasts = [form for form in rest if not form.endswith("ing")]
    yield from ((form, frozenset({"ing"})) for form in rest if form.endswith("ing"))
    yield lemma, frozenset({"base"} if pasts else {"base", "past", "participle"})
    if len(pasts) == 2 and (pasts[1].endswith("n") or pasts[1] in _STRONG_PARTICIPLES):
        yield pasts[0], frozenset({"past"})
        yield pasts[1], frozenset({"participle"})
    else:
        yield from ((form, frozenset({"past", "participle"})) for form in pasts)
