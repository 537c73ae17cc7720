"""Which articles are one story: re-issues, syndicated copies, corrected and updated versions of nearly the same words.

MinHash finds the articles that share most of their words. Whether two are one story is then read off what they do not
share: two from one mould that put other countries, people, days or numbers into it are two stories.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import NamedTuple

import polars as pl
from rensa import RMinHash

from etl.text.fold import fold, fold_with_offsets
from etl.transform.clusters import Clusters
from etl.transform.keys import finished, smallest

WINDOW = timedelta(days=7)
"""A copy or correction appears within days; the same words a month or a year later are for another occasion."""

RESEMBLANCE = 0.6
"""Least share of all their shingles that two versions have in common: an update adds less than it repeats."""

CONTAINMENT = 0.85
"""Least share of the shorter version's shingles that the longer one has: who passes a text on cuts and adds to it, but
does not rewrite it."""

FLASH = 40
"""Below so many words each one counts, and a copy has all of them."""

WORDS_PER_CORRECTION = 400
"""A name or number is put right once in so many words; in 100 or 300 words of one mould it is what was filled in."""

_SHINGLE = 3  # words
_WIDER = 5  # words by which what is put instead may be longer: "Chile" and "the Republic of South Africa"
_LONG_WORD = 5  # letters; in shorter words one letter makes another name: Iran and Iraq, June and July
_BANDS, _SLOTS = 32, 4  # finds 1 - (1 - 0.6^4)^32 = 99 of 100 pairs at the RESEMBLANCE, and all at 0.7
_SEED = 1  # signatures depend on it and the words alone: the same in every process
_BATCH = 1000
_DECLARED = ("header", "metadata", "dateline")  # a day inferred from the body may be that of what it tells

_FRONT_MATTER = re.compile(r"\A\ufeff?\s*---[ \t]*\r?\n.*?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_WORD = re.compile(r"\d+(?:[.,:]\d+)*[^\W_]*|[^\W_]+")
_OPENING = re.compile(r"[—–]|--|\s-\s|[.!?:)][\"'”’)\]]*\s|\n\s*\n")  # before a sentence, or behind a dateline

Places = Sequence[tuple[int, str]]  # shingles in order, with the number of the word that each begins at


class Word(NamedTuple):
    """A folded word; `opens` a sentence or line, and `is_fact` when it is a number or written like a name."""

    norm: str
    opens: bool
    is_fact: bool


class Version(NamedTuple):
    """What is compared of an article; its vocabulary are the words of text and headline."""

    words: Sequence[Word]
    places: Places
    shingles: Mapping[str, Sequence[int]]
    headline: frozenset[str]
    vocabulary: frozenset[str]


def stories(documents: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """One row per article with the id of its story, the smallest id among the story's articles (table `stories`).

    It does not depend on the order of the articles, and changes only when an article with a smaller id joins.
    """
    is_declared = pl.col("published_basis").is_in(_DECLARED) & (pl.col("published_precision") == "day")
    days = articles.select("article_id", "headline", day=pl.when(is_declared).then("published_on"))
    texts = documents.select("article_id", "text").join(days, on="article_id").sort("article_id")
    clusters = Clusters(range(texts.height))
    for pairs in _families(_candidates(texts)):
        rows = sorted({row for pair in pairs for row in pair})
        headlines = texts[rows].select("text", "headline").iter_rows()
        versions = {row: version(text, headline) for row, (text, headline) in zip(rows, headlines, strict=True)}
        for one, other in pairs:
            if clusters.root(one) != clusters.root(other) and is_one_story(versions[one], versions[other]):
                clusters.join(one, other)
    ids = texts.get_column("article_id").to_list()
    story_of = {}
    for members in clusters.members():
        story = smallest(ids[row] for row in members)
        story_of.update({ids[row]: story for row in members})
    frame = texts.select("article_id", story_id=pl.Series([story_of[i] for i in ids], dtype=pl.String))
    return finished("stories", frame)


def _candidates(texts: pl.DataFrame) -> list[tuple[int, int]]:
    """Pairs of rows alike in at least one band of their MinHash signatures, and not more than the WINDOW apart."""
    slots = [f"slot_{number}" for number in range(_BANDS * _SLOTS)]
    schema = dict.fromkeys(slots, pl.UInt32)
    batches = (batch.get_column("text").to_list() for batch in texts.iter_slices(_BATCH))
    signatures = pl.concat(
        [pl.DataFrame(schema=schema), *(pl.DataFrame(_signatures(b), schema=schema, orient="row") for b in batches)]
    ).with_row_index("row")
    days = texts.get_column("day").to_list()
    found: set[tuple[int, int]] = set()
    for first in range(0, len(slots), _SLOTS):
        band = slots[first : first + _SLOTS]
        alike = signatures.filter(pl.struct(band).is_duplicated()).group_by(band).agg("row")
        for rows in alike.get_column("row").to_list():
            found.update(_near_in_time(rows, days))
    return sorted(found)


def _signatures(texts: Sequence[str]) -> list[list[int]]:
    shingles = [_shingled(_WORD.findall(fold(_told(text)))) for text in texts]
    rows: list[list[int]] = RMinHash.digest_matrix_from_token_sets(shingles, _BANDS * _SLOTS, _SEED).to_rows()
    return rows


def _near_in_time(rows: list[int], days: Sequence[date | None]) -> Iterator[tuple[int, int]]:
    """Pairs of the rows, the lower first; an article whose day nobody declares may be of any day."""
    dated = sorted((day, row) for row in rows if (day := days[row]) is not None)
    for at, (day, row) in enumerate(dated):
        for later, other in islice(dated, at + 1, None):
            if later - day > WINDOW:
                break
            yield min(row, other), max(row, other)
    for row in rows:
        if days[row] is None:
            yield from ((min(row, other), max(row, other)) for other in rows if other != row)


def _families(pairs: list[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The pairs grouped so that no row is in two groups: each group's texts are held in memory while it is compared."""
    connected = Clusters(sorted({row for pair in pairs for row in pair}))
    for one, other in pairs:
        connected.join(one, other)
    families: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for pair in pairs:
        families[connected.root(pair[0])].append(pair)
    return list(families.values())


def _told(text: str) -> str:
    """The text without its front matter, whose fields are much the same in all files of one site."""
    return _FRONT_MATTER.sub("", text)


def _shingled(words: Sequence[str]) -> list[str]:
    """Every three words in a row; fewer words are one shingle."""
    size = min(_SHINGLE, len(words))
    return [" ".join(shingle) for shingle in zip(*(words[start:] for start in range(size)), strict=False)]


def version(text: str, headline: str | None) -> Version:
    """The version that an article of this text is; its headline may stand in the text or in the metadata alone."""
    raw = _told(text)
    folded = fold_with_offsets(raw)
    spans = [match.span() for match in _WORD.finditer(folded.text)]
    norms = [folded.text[start:end] for start, end in spans]
    capitals = [raw[folded.starts[start]].isupper() for start, _ in spans]
    small = Counter(norm for norm, is_capital in zip(norms, capitals, strict=True) if not is_capital)
    large = Counter(norm for norm, is_capital in zip(norms, capitals, strict=True) if is_capital)
    words: list[Word] = []
    end_of_last = 0
    for norm, (start, end) in zip(norms, spans, strict=True):
        opens = not words or _OPENING.search(raw[end_of_last : folded.starts[start]]) is not None
        words.append(Word(norm, opens, norm[0].isdigit() or large[norm] > small[norm]))
        end_of_last = folded.ends[end - 1]
    places = list(enumerate(_shingled(norms)))
    shingles: dict[str, list[int]] = {}
    for at, shingle in places:
        shingles.setdefault(shingle, []).append(at)
    titled = frozenset(_WORD.findall(fold(headline or "")))
    return Version(words, places, shingles, titled, titled.union(norms))


def is_one_story(one: Version, other: Version) -> bool:
    """True when each is a copy, a correction or an update of the other."""
    shorter = min(len(one.words), len(other.words))
    if shorter < FLASH:
        is_copy = [word.norm for word in one.words] == [word.norm for word in other.words]
        return is_copy and shorter > 0 and (one.headline == other.headline or not (one.headline and other.headline))
    shared = one.shingles.keys() & other.shingles.keys()
    if len(shared) < CONTAINMENT * min(len(one.shingles), len(other.shingles)):
        return False
    if len(shared) < RESEMBLANCE * (len(one.shingles) + len(other.shingles) - len(shared)):
        return False
    if _headed_apart(one, other):
        return False
    allowed = shorter // WORDS_PER_CORRECTION
    places, places_of_other = ([place for place in version.places if place[1] in shared] for version in (one, other))
    return (
        _n_replaced(one, places, other, places_of_other) <= allowed
        and _n_replaced(other, places_of_other, one, places) <= allowed
    )


def _headed_apart(one: Version, other: Version) -> bool:
    """True when the headlines come from one mould, and each has a number or a word that sets it apart.

    A headline written anew for the same text shares too few words with the first to be from its mould.
    """
    if 2 * len(one.headline & other.headline) < len(one.headline | other.headline):
        return False
    only_one, only_other = one.headline - other.headline, other.headline - one.headline
    telling_one = {word for word in only_one if word[0].isdigit() or word not in other.vocabulary}
    telling_other = {word for word in only_other if word[0].isdigit() or word not in one.vocabulary}
    return _n_unlike(telling_one, telling_other) > 0


def _n_replaced(of: Version, places: Places, other: Version, places_of_other: Places) -> int:
    """How many facts of `of` stand where `other` has facts instead, of which at least one is not told elsewhere too.

    Where paragraphs are numbered and one is left out, every later number differs, but hardly one is new.
    """
    n_replaced = 0
    for words, instead in _gaps(of, places, other, places_of_other):
        facts, others = ({word.norm for word in part if word.is_fact} for part in (words, instead))
        if facts - other.vocabulary or others - of.vocabulary:
            n_replaced += _n_unlike(facts - others, others - facts)
    return n_replaced


def _gaps(
    of: Version, places: Places, other: Version, places_of_other: Places
) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """The words between shared words, which stand at `places`, and what `other` has between the same shared words.

    Before the first shared words and behind the last a gap reaches only to the bounds of the sentence: the sentences
    and lines beyond are datelines, credits, contacts and an agency's own paragraphs.
    """
    (first, ahead), (first_of_other, ahead_of_other) = places[0], places_of_other[0]
    if ahead == ahead_of_other:
        yield _opening_of(of, first), _opening_of(other, first_of_other)
    for (before, left), (after, right) in pairwise(places):
        if after > before + _SHINGLE:
            words = of.words[before + _SHINGLE : after]
            yield words, _between(other, left, right, len(words) + _WIDER)
    (last, behind), (last_of_other, behind_of_other) = places[-1], places_of_other[-1]
    if behind == behind_of_other:
        yield _close_of(of, last), _close_of(other, last_of_other)


def _between(version: Version, left: str, right: str, widest: int) -> Sequence[Word]:
    """The fewest words that stand between the two shingles, none where those would be more than `widest`."""
    spans = [
        (start + _SHINGLE, end)
        for start in version.shingles[left]
        for end in version.shingles[right]
        if start + _SHINGLE <= end <= start + _SHINGLE + widest
    ]
    start, end = min(spans, key=lambda span: span[1] - span[0], default=(0, 0))
    return version.words[start:end]


def _opening_of(version: Version, end: int) -> Sequence[Word]:
    """The words of a sentence before the word at `end`."""
    return version.words[next((at for at in range(end, 0, -1) if version.words[at].opens), 0) : end]


def _close_of(version: Version, last: int) -> Sequence[Word]:
    """The words of a sentence behind the shingle at `last`."""
    start = last + _SHINGLE
    end = next((at for at in range(start, len(version.words)) if version.words[at].opens), len(version.words))
    return version.words[start:end]


def _n_unlike(some: Set[str], others: Set[str]) -> int:
    """How many of `some` have a counterpart among `others` that is not merely the same word spelt right or wrong."""
    misspelt = {(word, variant) for word in some for variant in others if _is_misspelling(word, variant)}
    return min(len(some - {word for word, _ in misspelt}), len(others - {variant for _, variant in misspelt}))


def _is_misspelling(word: str, variant: str) -> bool:
    """True for words of five letters or more that one letter tells apart, wrong, missing or too many."""
    shorter = min(len(word), len(variant))
    if shorter < _LONG_WORD or word[0].isdigit() or variant[0].isdigit():
        return False
    at = next((at for at in range(shorter) if word[at] != variant[at]), shorter)
    return variant[at + 1 :] in (word[at:], word[at + 1 :]) or variant[at:] == word[at + 1 :]
