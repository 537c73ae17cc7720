"""Sentences as tagged words: what the lexicon knows of every token, the ground on which names and acts are read."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from etl.lexicon.loader import rows
from etl.reading.annotations import Sentence, Zone
from etl.reading.gazetteer import Gazetteer, Known, gazetteer
from etl.reading.geonames import is_spot
from etl.reading.people.words import TERMS_OF_OFFICE, not_names, title_roles
from etl.text.fold import fold
from etl.text.spans import Span
from etl.text.tokens import Token, tokenize

# Marks of Markdown and of YAML line folding stand between the words of a name ("Joe\_Biden", "**Hanoi**").
_MARKUP: Final = frozenset("\\_*`")
_MAY_SPLIT: Final = re.compile(r"[-‐‑\\_*`]")
_PREFIXES: Final = frozenset({"euro", "trans", "pan", "inter", "mid"})
_CONTINENTAL: Final = frozenset(
    {"latin", "south", "central", "north", "african"}
)  # Americans, but not of the United States


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name on the tokens [first, end) of its sentence."""

    first: int
    end: int
    known: Known


@dataclass(slots=True)
class TaggedSentence:
    """The tokens of one sentence, the known names among them, and which token belongs to which name."""

    sentence: Sentence
    tokens: list[Token]
    hits: list[Hit] = field(default_factory=list)
    is_shouted: bool = False  # all in capitals, where capitals tell nothing
    is_title_case: bool = False  # nearly every word has a capital, as in headlines
    _hit_at: dict[int, Hit] = field(default_factory=dict)
    capitals: list[int] = field(default_factory=list)  # indices of the words with a capital
    _norms: list[str] = field(default_factory=list)
    _count: int = 0
    vocabulary: frozenset[str] = frozenset()  # the different folded words

    def __post_init__(self) -> None:
        self._norms = [token.norm for token in self.tokens]
        self._count = len(self._norms)
        self.vocabulary = frozenset(self._norms)
        self.capitals = [i for i, token in enumerate(self.tokens) if token.kind == "word" and token.text[0].isupper()]

    def hit_at(self, index: int) -> Hit | None:
        return self._hit_at.get(index)

    def put(self, hit: Hit) -> None:
        """Adds a known name, in place of the shorter ones that it covers or touches."""
        self.hits = [known for known in self.hits if known.end <= hit.first or known.first >= hit.end]
        self.hits.append(hit)
        self.hits.sort(key=lambda known: known.first)
        self._hit_at = {index: known for known in self.hits for index in range(known.first, known.end)}

    def drop(self, hit: Hit) -> None:
        """Takes back a known name that turned out to be something else."""
        self.hits = [known for known in self.hits if known != hit]
        self._hit_at = {index: known for known in self.hits for index in range(known.first, known.end)}

    def span(self, first: int, end: int) -> Span:
        """Characters covered by the tokens [first, end)."""
        # Span(…) takes thrice the time
        return tuple.__new__(Span, (self.tokens[first].start, self.tokens[end - 1].end))

    def word(self, index: int) -> str:
        """Folded word at `index`, empty outside the sentence."""
        return self._norms[index] if 0 <= index < self._count else ""

    def indices_of(self, words: Set[str]) -> list[int]:
        """Indices of the folded `words`, in order."""
        if words.isdisjoint(self.vocabulary):
            return []
        return [index for index, norm in enumerate(self._norms) if norm in words]

    @property
    def words(self) -> list[str]:
        """The folded words of all tokens, in order."""
        return self._norms


def tag_sentences(text: str, sentences: Sequence[Sentence]) -> list[TaggedSentence]:
    """Every sentence with its tokens and known names."""
    names = gazetteer()
    return [_tag(text, sentence, names) for sentence in sentences]


def _tag(text: str, sentence: Sentence, names: Gazetteer) -> TaggedSentence:
    tokens = tokenize(text, *sentence.span)
    if _MAY_SPLIT.search(text, *sentence.span):
        parts = (_split_compound(token, names) for token in tokens if token.text not in _MARKUP)
        tokens = _split_pairs([token for pieces in parts for token in pieces])
    tagged = TaggedSentence(sentence, _with_points(tokens))
    tagged.is_shouted = _is_shouted(tokens)
    tagged.is_title_case = sentence.zone in (Zone.HEADLINE, Zone.HEADER) and _is_title_case(tokens)
    end = 0
    for index in _beginnings(tagged, names):
        found = names.longest(tokens, index) if index >= end else None
        if found is None or (tokens[index].norm == "the" and _begins_longer_name(tokens, index + 1, found[0], names)):
            continue
        if _is_part_of_longer_name(tokens, index, *found, tagged):
            continue
        end = found[0]
        hit = Hit(index, *found)
        tagged.hits.append(hit)
        tagged._hit_at.update(dict.fromkeys(range(index, end), hit))
    return tagged


def _beginnings(tagged: TaggedSentence, names: Gazetteer) -> list[int]:
    """Indices of the words with which a known name may begin: with a capital, or as "al-Qaeda" does."""
    if names.in_lower_case.isdisjoint(tagged.vocabulary):
        return tagged.capitals
    small = [i for i, token in enumerate(tagged.tokens) if token.kind == "word" and token.norm in names.in_lower_case]
    return sorted({*tagged.capitals, *small})


def _is_shouted(tokens: Sequence[Token]) -> bool:
    words = 0
    for token in tokens:
        if token.kind == "word" and len(token.text) > 1:
            if not token.is_upper:
                return False
            words += 1
    return words > 2


def _is_title_case(tokens: Sequence[Token]) -> bool:
    long_words = [token for token in tokens if token.kind == "word" and len(token.text) > 3]
    return len(long_words) > 2 and sum(token.is_capitalized for token in long_words) >= 0.8 * len(long_words)


def _begins_longer_name(tokens: Sequence[Token], index: int, end: int, names: Gazetteer) -> bool:
    """True for "Gulf Cooperation Council" behind "the", which is not "the Gulf"."""
    found = names.longest(tokens, index)
    return found is not None and found[0] > end


def _is_part_of_longer_name(
    tokens: Sequence[Token], index: int, end: int, known: Known, tagged: TaggedSentence
) -> bool:
    """True for a general word that others share ("Congress" in "the 12th National Party Congress"), a place behind a
    prefix ("Euro-Atlantic"), and what is American of a continent.
    """
    if index == 0:
        return False
    before = tokens[index - 1]
    if known.kind == "nationality" and tokens[index].norm == "american":
        return before.norm in _CONTINENTAL and before.is_capitalized
    if known.kind == "place":
        return before.text == "-" and index > 1 and tokens[index - 2].norm in _PREFIXES
    if known.kind != "organization" or end - index != 1 or tokens[index].norm not in not_names():
        return False
    if before.kind == "number":
        return True
    return before.kind == "word" and before.is_capitalized and index > 1 and tagged.hit_at(index - 1) is None


def _split_compound(token: Token, names: Gazetteer) -> list[Token]:
    """ "Vietnam-Cuba" and "Port-au-Prince" in their parts; hyphenated names of one person ("Díaz-Canel") stay whole."""
    if token.kind != "word" or "-" not in token.norm:
        return [token]
    raw = token.text.replace("‐", "-").replace("‑", "-").split("-")
    if raw[0].lower() in ("al", "el"):
        return [token]  # "Al-Sabah" is no Sabah
    parts = [fold(part) for part in raw if part[:1].isupper()]  # "Jong-un" has nothing to do with the UN
    if not any(names.knows_word(part) or part in _last_words() for part in parts):
        whole = tuple(fold(part) for part in raw)
        return _pieces(token) if names.knows_name(whole) or is_spot(whole) else [token]
    return _pieces(token)


def _split_pairs(tokens: list[Token]) -> list[Token]:
    """ "Biden-Harris" before "administration" as three tokens: it is named after two people."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        following = tokens[index + 1].norm if index + 1 < len(tokens) else ""
        is_pair = "-" in token.text and following in TERMS_OF_OFFICE
        parts = token.text.split("-") if is_pair else []
        is_pair = is_pair and len(parts) == 2 and all(part[:1].isupper() and len(part) > 2 for part in parts)
        found += _pieces(token) if is_pair else [token]
    return found


def _with_points(tokens: list[Token]) -> list[Token]:
    """Abbreviated titles ("Mr.", "SEN.") as one token with their point, as the word lists have them; not the Saint of
    places ("St. Louis").
    """
    for index in range(len(tokens) - 1, 0, -1):
        token = tokens[index]
        if token.text != ".":
            continue
        before = tokens[index - 1]
        if before.end == token.start and f"{before.norm}." in title_roles():
            with_point = Token(before.start, token.end, before.text + ".", before.norm + ".", before.kind)
            tokens[index - 1 : index + 1] = [with_point]
    return tokens


def _pieces(token: Token) -> list[Token]:
    """The parts of a hyphenated word and the hyphens between them."""
    pieces: list[Token] = []
    start = token.start
    for offset, character in enumerate(token.text + "-"):
        if character not in "-‐‑":
            continue
        end = token.start + offset
        if end > start:
            raw = token.text[start - token.start : offset]
            pieces.append(Token(start, end, raw, fold(raw), "word"))
        if offset < len(token.text):
            pieces.append(Token(end, end + 1, "-", "-", "punct"))
        start = end + 1
    return pieces


@cache
def _last_words() -> frozenset[str]:
    """Last words of country names of several words: "Nam" in "Việt Nam-Cuba"."""
    spellings = (name for row in rows("countries") for name in [row["name"], *row["other_names"].split(";")])
    return frozenset(fold(words[-1]) for name in spellings if len(words := name.split()) > 1)
