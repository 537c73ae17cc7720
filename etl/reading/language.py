"""The language an article is written in, told offline by py3langid."""

from py3langid import classify

READ = frozenset({"en"})
"""ISO 639-1 codes of the languages that are read; articles in others are loaded as they are."""

_SAMPLE = 1000  # characters; more does not change the answer
_SHORTEST = 60  # characters below which the guess is not worth keeping


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, the body of an article; None when it is too short to tell."""
    sample = " ".join(text[:_SAMPLE].split())
    if len(sample) < _SHORTEST or not any(character.isalpha() for character in sample):
        return None
    language: str = classify(sample)[0]
    return language
