"""Whether an act took place: negation, doubt, future and plans between a subject and its verb."""

from collections.abc import Sequence
from functools import cache

from etl.lexicon.loader import rows

_BE = frozenset({"is", "are", "was", "were", "been", "being", "be"})


@cache
def modality(kind: str) -> frozenset[str]:
    """Words of one class of `modality_words.csv`."""
    return frozenset(row["word"] for row in rows("modality_words") if row["class"] == kind)


def standing_of(before: Sequence[str], verb: str) -> str | None:
    """Status of the act told by `verb` behind the words `before` (folded, from the subject on); None for no act.

    "met" happened; "is meeting" is ongoing; "will meet" and "is scheduled to meet" are planned; "did not meet", "may
    meet", "hopes to meet" and other infinitives tell no act.
    """
    words = set(before)
    if words & modality("negation") or words & modality("doubt"):
        return None
    last = before[-1] if before else ""
    if "to" in before[-2:]:
        return "planned" if words & modality("plan") or set(before[:-1][-1:]) & _BE else None
    if words & modality("future"):
        return "planned"
    if verb.endswith("ing"):
        return "ongoing" if words & _BE else None
    if last in _BE:
        return None  # a passive: its subject is not who acts
    return "happened"


def is_passive(before: Sequence[str], verb: str) -> bool:
    """True for "was received (by)": a form of be right before a participle."""
    adverbs_left_out = [word for word in before if not word.endswith("ly")]
    return bool(adverbs_left_out) and adverbs_left_out[-1] in _BE and not verb.endswith("ing")
