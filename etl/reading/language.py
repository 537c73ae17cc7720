"""The language an article is written in, told offline by py3langid where English words do not tell it."""

from typing import Final

READ: Final = frozenset({"en"})
"""ISO 639-1 codes of the languages that are read; articles in others are loaded as they are."""

_SAMPLE: Final = 1000  # characters; more does not change the answer
_SHORTEST: Final = 60  # characters below which the guess is not worth keeping
# Words of every page of English, few of which any other language has: where they are a tenth of all, nothing is left to
# guess, which would take a twentieth of the time of reading.
_ENGLISH: Final = frozenset(
    {"the", "of", "and", "that", "with", "from", "this", "which", "was", "were", "have", "will"}
)
_ENGLISH_SHARE: Final = 0.1


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, the body of an article; None when it is too short to tell."""
    words = text[:_SAMPLE].split()
    sample = " ".join(words)
    if len(sample) < _SHORTEST or not any(character.isalpha() for character in sample):
        return None
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    from py3langid import classify  # noqa: PLC0415  (brings NumPy, a tenth of a new process's start-up)

    language: str = classify(sample)[0]
    return language
