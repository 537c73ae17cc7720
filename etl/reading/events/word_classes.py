"""Words by what they are in grammar: auxiliaries, determiners, prepositions, adverbs, and the classes of
`modality_words.csv`.
"""

from functools import cache
from typing import Final

from etl.lexicon.loader import rows, values
from etl.text.fold import fold

BE: Final = frozenset({"is", "are", "was", "were", "been", "being", "be", "am", "isn't", "aren't", "wasn't", "weren't"})
HAVE: Final = frozenset({"has", "have", "had", "having", "hasn't", "haven't", "hadn't"})
DO: Final = frozenset({"do", "does", "did", "don't", "doesn't", "didn't"})
MODALS: Final = frozenset(
    {"will", "shall", "would", "could", "may", "might", "should", "must", "can", "cannot", "won't",
     "wouldn't", "couldn't", "can't", "shouldn't", "mustn't", "needn't"}
)  # fmt: skip
DETERMINERS: Final = frozenset(
    {"the", "a", "an", "this", "these", "those", "his", "her", "its", "their", "our", "my", "your", "some", "any", "no",
     "every", "each", "both", "all", "another", "such", "several", "many", "more", "most", "few", "other", "what",
     "much"}
)  # fmt: skip
PREPOSITIONS: Final = frozenset(
    {"of", "in", "on", "at", "by", "for", "with", "from", "to", "against", "about", "over", "under", "into", "through",
     "between", "among", "during", "toward", "towards", "within", "without", "across", "despite", "amid", "via", "upon",
     "near", "outside", "inside", "along", "alongside", "around", "behind", "beyond", "per", "throughout", "regarding",
     "concerning", "including", "following", "like", "off", "onto", "than", "until", "since", "before", "after"}
)  # fmt: skip
SUBORDINATORS: Final = frozenset(
    {"that", "which", "who", "whom", "whose", "while", "whilst", "when", "where", "because", "if", "whether", "as",
     "although", "though", "unless", "so", "how", "why", "what", "until", "after", "before", "since"}
)  # fmt: skip
SUBJECT_PRONOUNS: Final = frozenset({"he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "there"})
_NO_ADVERBS: Final = frozenset(
    {"italy", "sicily", "july", "assembly", "family", "supply", "reply", "apply", "rally", "monopoly", "anomaly",
     "imply", "comply", "multiply", "bully", "tally", "weekly"}
)  # fmt: skip


@cache
def modality(kind: str) -> frozenset[str]:
    """Words of one class of `modality_words.csv`."""
    return _by_class().get(kind, frozenset())


@cache
def _by_class() -> dict[str, frozenset[str]]:
    words: dict[str, set[str]] = {}
    for row in rows("modality_words"):
        words.setdefault(row["class"], set()).add(row["word"])
    return {kind: frozenset(members) for kind, members in words.items()}


@cache
def _adverbs() -> frozenset[str]:
    return modality("adverb") | modality("weekday") | {"not", "never"}


@cache
def people_adjectives() -> frozenset[str]:
    """ "Kurdish", "Chechen": what stands before a group of a people without a state."""
    return frozenset(fold(form) for row in rows("peoples") for form in values(row["adjectives"]))


@cache
def _months() -> frozenset[str]:
    return frozenset(
        word.lower().removesuffix(".")
        for row in rows("calendar")
        if row["kind"] == "month"
        for word in (row["name"], *values(row["abbreviations"]))
    )


def is_month(word: str) -> bool:
    return word in _months()


def is_adverb(word: str) -> bool:
    return word in _adverbs() or (word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS)
