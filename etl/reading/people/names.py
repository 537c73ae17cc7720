"""Runs of words that may be a personal name, and what speaks for each of them."""

import re
from dataclasses import dataclass
from typing import Final

from etl.reading.events.verbs import known_verbs
from etl.reading.people.figures import countries_of_family, countries_of_figure, public_names
from etl.reading.people.sites import is_a_month, names_a_site
from etl.reading.people.titles import counterpart_before, introduces_next, shares_title, title_after, title_before
from etl.reading.people.words import (
    TERMS_OF_OFFICE,
    given_names,
    is_article,
    is_family_first,
    is_honorific,
    is_particle,
    is_patronymic,
    is_suffix,
    is_title_head,
    is_title_modifier,
    is_title_word,
    name_like_words,
    not_names,
    site_nouns,
    surnames,
)
from etl.reading.tagging import Hit, TaggedSentence
from etl.text.spans import Span
from etl.text.tokens import Token

_LONGEST_NAME: Final = 6
_NICKNAME_MARKS: Final = {"“": "”", '"': '"', "‘": "’", "(": ")"}
_AUXILIARIES: Final = frozenset({"can", "may", "will"})  # given names too
_SUFFIXES_BEHIND_COMMA: Final = frozenset({"jr", "jr.", "sr", "sr."})
_INITIAL: Final = re.compile(r"[^\W\d_]\.")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_PARTNERS: Final = frozenset({"-", "–", "/", "and", "&"})


@dataclass(slots=True)
class NameRun:
    """Capitalised words [first, end) of a sentence that may name a person, with the titles beside them.

    `words` are the folded name words without suffix and initials' points; `strength` is 2 for a name by what stands
    around it (a title), 1 by its own words (a known given name or family name), 0 for a run that needs a known bearer.
    """

    sentence: TaggedSentence
    first: int
    end: int
    words: tuple[str, ...]
    strength: int
    title: tuple[int, int] | None = None
    apposition: tuple[int, int] | None = None
    shares_title: bool = False  # "Presidents A and B": the title stands before another's name
    names_site: bool = False  # "the Benjamin Franklin Room"
    place_in_list: int = 0  # 1 for B in "Presidents A and B"

    @property
    def span(self) -> Span:
        return self.sentence.span(self.first, self.end)


def find_name_runs(sentence: TaggedSentence) -> list[NameRun]:
    """All name runs of a sentence from left to right, those that name a site among them; they do not overlap."""
    runs: list[NameRun] = []
    taken: set[int] = set()
    introduced: dict[int, tuple[int, int]] = {}  # offices between commas by where the name behind them begins
    behind = 0
    for index in sentence.capitals:
        if index < behind or not _can_be_name_word(sentence, index):
            continue
        behind = _run_end(sentence, index)
        first, end = _trim(sentence, index, behind)
        if first >= end or is_a_month(sentence, first, end):
            continue
        if names_a_site(sentence, first, end):
            runs.append(NameRun(sentence, first, end, name_words_of(sentence.tokens[first:end]), 0, names_site=True))
            continue
        title = introduced.get(first) or title_before(sentence, first, taken)
        is_shared = title is None and bool(runs) and shares_title(sentence, runs[-1].title, runs[-1].end, first)
        title = runs[-1].title if is_shared else title
        apposition = title_after(sentence, end)
        following = introduces_next(sentence, apposition) if apposition is not None and title is not None else None
        if apposition is not None and following is not None:
            introduced[following], apposition = apposition, None
        words = name_words_of(sentence.tokens[first:end])
        strength = _strength(sentence, first, end, words, title is not None, apposition is not None, is_shared)
        place = runs[-1].place_in_list + 1 if is_shared else 0
        runs.append(NameRun(sentence, first, end, words, strength, title, apposition, is_shared, place_in_list=place))
        taken.update(range(first, end))
    return runs


def reads_as_credit(sentence: TaggedSentence, first: int, end: int) -> bool:
    """True when a credited author may be a person: not "Office of the Spokesperson"."""
    return all(_can_be_name_word(sentence, index) or is_particle(sentence.word(index)) for index in range(first, end))


def name_words_of(tokens: list[Token]) -> tuple[str, ...]:
    """Folded words of a name; initials lose their points, suffixes (Jr., III) and nicknames in quotation marks are left
    out; "al-Assad" and the "H.W." in "George H.W. Bush" are two words.
    """
    named = [token for token in without_nickname(tokens) if token.kind == "word"]
    words = [token.norm.rstrip(".") for token in named if not is_suffix(token.norm)]
    parts = [part for word in words for part in _article_and_name(word)]
    if len(words) == 1:
        return tuple(parts[-1:])  # "al-Assad" alone is Assad
    is_name = parts[-1:] != [] and parts[-1] in surnames()
    return tuple(each for n, part in enumerate(parts) for each in (_initials(part) if n or is_name else [part]))


def _initials(word: str) -> list[str]:
    """The single initials of "h.w"; any other word alone."""
    return word.split(".") if _INITIALS.fullmatch(word) else [word]


def without_nickname(tokens: list[Token]) -> list[Token]:
    """A name's tokens without "(Benny)" or `"Benny"` within it."""
    opening = next((i for i, token in enumerate(tokens) if token.text in _NICKNAME_MARKS), None)
    return tokens if opening is None else tokens[:opening] + tokens[opening + 3 :]


def _article_and_name(word: str) -> tuple[str, ...]:
    """The parts of "el-Sisi", the article as "al" however it is spelt; any other word alone."""
    article, _, rest = word.partition("-")
    return ("al", rest) if rest and is_article(article) else (word,)


def _can_be_name_word(sentence: TaggedSentence, index: int) -> bool:
    token = sentence.tokens[index]
    if token.kind != "word" or not token.is_capitalized or _is_turn_mark(token, index):
        return False
    hit = sentence.hit_at(index)
    if hit is not None and not _names_a_person_after_all(sentence, hit):
        return False
    if token.is_upper and index > 0 and _is_verb(token.norm):
        return False  # "PRESIDENT TRUMP KEEPS HIS PROMISES"
    is_word = not_names().issuperset(token.norm.split("-"))  # "Political-Military Affairs"
    if is_word and not _is_family_name_after_all(sentence, index):
        return False
    if is_title_word(token.norm) and not (index and is_patronymic(sentence.word(index - 1))):  # "bin Sultan"
        # "Stephen King", "Prime Minister Long": a title word closes a name only behind a given name; the M. of "Eduardo
        # M. Santos" is no Monsieur
        is_figure = (sentence.word(index - 1), token.norm) in public_names()  # "Hun Sen" is no senator
        is_initial = _INITIAL.fullmatch(token.norm) is not None
        is_last = is_initial or not _name_goes_on(sentence, index + 1)
        return is_figure or (_follows_given(sentence, index) and is_last)
    return True


def _is_verb(word: str) -> bool:
    """True for "keeps" and "promised": the form of a verb that is no noun and no name."""
    form = known_verbs().get(word)
    is_finite = form is not None and bool({"third", "past"} & form.kinds) and not form.is_noun
    return is_finite and word not in surnames() and word not in given_names()


def _is_turn_mark(token: Token, index: int) -> bool:
    """True for the letter without a point that opens a question or an answer in a transcript ("Q  Karine, …")."""
    return index == 0 and token.text in ("Q", "A")


def _is_family_name_after_all(sentence: TaggedSentence, index: int) -> bool:
    """True for "Tô" by its accents, and for "To" in "President To Lam"."""
    token = sentence.tokens[index]
    if not is_family_first(token.norm):
        return False
    return not token.text.isascii() or (is_title_head(sentence.word(index - 1)) and _name_goes_on(sentence, index + 1))


def _names_a_person_after_all(sentence: TaggedSentence, hit: Hit) -> bool:
    """True for a place's or country's name behind a given name ("Michael Jordan"), in a name that begins with the
    family's ("Vương Đình Huệ"), or right behind a title ("Chairman Huệ").
    """
    if hit.end - hit.first != 1 or hit.known.kind not in ("place", "country"):
        return False
    before, earlier = sentence.word(hit.first - 1), sentence.word(hit.first - 2)
    if hit.known.kind == "country" and not hit.known.is_ambiguous:
        return False
    if _follows_given(sentence, hit.first) or _is_given_before_family(sentence, hit.first):
        return True
    capitalized = hit.first > 0 and sentence.tokens[hit.first - 1].is_capitalized
    return capitalized and (is_family_first(before) or is_family_first(earlier) or is_title_head(before))


def _is_given_before_family(sentence: TaggedSentence, index: int) -> bool:
    """True for "Victoria" in "Victoria Nuland" and "Victoria J. Nuland"."""
    following = sentence.word(index + 1)
    if sentence.word(index) not in given_names() or not _name_goes_on(sentence, index + 1):
        return False
    return following not in site_nouns() and (following in surnames() or len(following.rstrip(".")) == 1)


def _follows_given(sentence: TaggedSentence, index: int) -> bool:
    return index > 0 and sentence.tokens[index - 1].is_capitalized and sentence.word(index - 1) in given_names()


def _name_goes_on(sentence: TaggedSentence, index: int) -> bool:
    return index < len(sentence.tokens) and sentence.tokens[index].is_capitalized


def _run_end(sentence: TaggedSentence, first: int) -> int:
    """End of the run that begins at `first`: capitalised words, particles between them, a suffix behind them."""
    tokens, index, longest = sentence.tokens, first + 1, _LONGEST_NAME + 2
    if _names_two_leaders(sentence, first):
        return index
    while index < len(tokens) and index - first < longest:
        token = tokens[index]
        longest += is_particle(token.norm)  # "Reema bint Bandar bin Sultan bin Abdulaziz Al Saud"
        ends_name = is_suffix(token.norm) and token.is_capitalized
        joins = is_particle(token.norm) and not token.is_capitalized
        if token.text == "," and index + 1 < len(tokens) and tokens[index + 1].norm in _SUFFIXES_BEHIND_COMMA:
            index += 2
        elif _is_nickname(sentence, index):
            index += 3
        elif token.text == "." and tokens[index - 1].norm in ("jr", "sr") and index + 1 < len(tokens):
            index += 1  # the point of "Jr."
        elif not ends_name and _is_behind_suffix(tokens, first, index):
            break  # "the time of Martin Luther King, Jr. Ran for President"
        elif ends_name or (joins and _particle_joins(sentence, index)) or _can_follow(sentence, first, index):
            index += 1
        else:
            break
    return index


def _is_nickname(sentence: TaggedSentence, index: int) -> bool:
    """True where the opening mark of "Benny" stands in `Benjamin "Benny" Gantz`."""
    tokens = sentence.tokens
    if index + 3 >= len(tokens) or tokens[index].text not in _NICKNAME_MARKS:
        return False
    closes = tokens[index + 2].text == _NICKNAME_MARKS[tokens[index].text]
    return closes and tokens[index + 1].is_capitalized and _can_be_name_word(sentence, index + 3)


def _tells_a_deed(sentence: TaggedSentence, index: int) -> bool:
    """True for "Highlights" in the heading "President Biden Highlights Communities": a verb behind a family name."""
    word, form = sentence.word(index), known_verbs().get(sentence.word(index))
    is_verb = form is not None and "third" in form.kinds and word not in surnames() and word not in given_names()
    return is_verb and sentence.word(index - 1) in surnames()


def _is_behind_suffix(tokens: list[Token], first: int, index: int) -> bool:
    last = index - 2 if tokens[index - 1].text == "." else index - 1
    return last > first and is_suffix(tokens[last].norm)


def _can_follow(sentence: TaggedSentence, first: int, index: int) -> bool:
    """True for a further word of the name that begins at `first`.

    Where every word has a capital ("Biden Congratulating President X"), only known name words continue a name, or words
    behind a family name in front.
    """
    if not _can_be_name_word(sentence, index) or _tells_a_deed(sentence, index):
        return False
    if not sentence.is_title_case or is_family_first(sentence.word(first)):
        return True
    return _is_known_name_word(sentence.word(index).rstrip("."))


def _particle_joins(sentence: TaggedSentence, index: int) -> bool:
    """True when a name word follows the particle (or particles: "de la") at `index`."""
    following = index + 1
    if is_particle(sentence.word(following)) and not sentence.tokens[following].is_capitalized:
        following += 1
    return following < len(sentence.tokens) and _can_be_name_word(sentence, following)


def _trim(sentence: TaggedSentence, first: int, end: int) -> tuple[int, int]:
    """Leaves out leading words that are not the name's: the end of a title ("Minister of Rural Works Lê Minh Hoan"),
    or an ordinary word that has its capital from the sentence's beginning.
    """
    if first == 0 and end == 2 and sentence.word(0) in _AUXILIARIES and sentence.tokens[-1].text == "?":
        return 1, end  # "Can Putin survive?"
    in_title = sentence.word(first - 1) in ("of", "and", "for", "&")
    if (first == 0 or in_title) and not _is_known_name_word(sentence.word(first)):
        for index in range(first + 1, end - 1):
            if is_family_first(sentence.word(index)) or (in_title and sentence.word(index) in given_names()):
                return index, end
    return first, end


def _is_known_name_word(word: str) -> bool:
    return word in given_names() or word in surnames() or len(word) == 1


def _strength(
    sentence: TaggedSentence,
    first: int,
    end: int,
    words: tuple[str, ...],
    has_title: bool,
    has_apposition: bool,
    is_shared: bool = False,
) -> int:
    if not words or (len(words) == 1 and len(words[0]) < 2):
        return 0
    if len(words) > _LONGEST_NAME + sum(map(is_particle, words)):
        return 0
    known = sum(_is_known_name_word(word) for word in words if len(word) > 1)
    if _looks_like_no_name(sentence, first, end, words, known):
        return 0
    right_before = sentence.word(first - 1)
    # "Director of Community Engagement": behind "of" and "and" only known names end a title
    # and "General Provisions" is no general
    is_only_head = is_title_head(right_before) and not is_title_modifier(right_before)
    is_enclosed = right_before == sentence.word(end) == "," and len(words) > 1  # "Chile's President, X Y, said"
    ends_title = is_shared or is_only_head or is_enclosed or is_honorific(right_before) or known > 0
    if (has_title and ends_title and not sentence.is_shouted) or _is_a_leaders_name(sentence, end, words):
        return 2
    if len(words) == 1 or sentence.is_shouted:
        return 0
    is_told = has_apposition or counterpart_before(sentence, first) is not None
    return 2 if is_told else int(_reads_as_name(sentence, first, words))


_ACRONYM_PLURAL: Final = re.compile(r"[A-Z]{3,}s")  # "HBCUs"
_NOUN_ENDING: Final = re.compile(r"(?:tion|ment|ship|ity|itie|ness|ology|ism|ance|ful|able|ional|ive|ing)s?$")


def _looks_like_no_name(sentence: TaggedSentence, first: int, end: int, words: tuple[str, ...], known: int) -> bool:
    """True for acronyms ("CHIPS") and for nouns by their endings ("Management"), unless they are known as names."""
    tokens = sentence.tokens[first:end]
    if any(_ACRONYM_PLURAL.fullmatch(token.text) for token in tokens):
        return True
    capitals = [token for token in tokens if token.is_upper and len(token.text) > 2]
    is_shouted_family = (
        words[0] in given_names() and len(words) > 1 and not tokens[0].is_upper and len(capitals) == 1
    )  # "Emmanuel MACRON"
    before = sentence.tokens[first - 1] if first else None  # "MR. CARNEY:", "PRESIDENT ZELENSKYY:"
    is_shouted_turn = (
        before is not None and before.is_upper and (is_honorific(before.norm) or is_title_head(before.norm))
    )
    is_shouted_family = is_shouted_family or is_shouted_turn
    if capitals and not sentence.is_shouted and known < len(words) and not is_shouted_family:
        return any(not is_suffix(token.norm) and "." not in token.text for token in capitals)
    last = words[-1]
    return not _is_known_name_word(last) and _NOUN_ENDING.search(last) is not None and not is_family_first(words[0])


def _is_a_leaders_name(sentence: TaggedSentence, end: int, words: tuple[str, ...]) -> bool:
    return len(words) == 1 and words[0] in surnames() and leads_an_administration(sentence, end)


def leads_an_administration(sentence: TaggedSentence, end: int) -> bool:
    """True for the name that ends in front of "Administration", alone or with another's: "the Obama Administration",
    both in "the Biden-Harris Administration", "the Biden Harris Administration", "the Bush and Obama Administrations".
    """
    if sentence.word(end) in TERMS_OF_OFFICE:
        return True
    if sentence.word(end) in _PARTNERS:
        return sentence.word(end + 2) in TERMS_OF_OFFICE and sentence.word(end + 1) in surnames()
    return sentence.word(end + 1) in TERMS_OF_OFFICE and sentence.word(end) in surnames()


def _names_two_leaders(sentence: TaggedSentence, first: int) -> bool:
    """True for "the Biden Harris Administration", unless it is one person's: "the George Bush administration"."""
    if sentence.word(first + 2) not in TERMS_OF_OFFICE:
        return False
    names = sentence.word(first), sentence.word(first + 1)
    is_family = names[0] in surnames() and (names[0] not in given_names() or bool(countries_of_family(names[0])))
    return is_family and names[1] in surnames() and not countries_of_figure(names)


def _reads_as_name(sentence: TaggedSentence, first: int, words: tuple[str, ...]) -> bool:
    """True when the words alone make a personal name likely: a known given name first, or a known family name."""
    head, last = words[0], words[-1]
    has_middle_initial = any(len(word) == 1 for word in words[1:-1]) and len(last) > 2  # "Antony J. Blinken"
    if words in public_names() or has_middle_initial:
        return True
    if len(head) == 1:
        return len(words) > 1 and (last in surnames() or len(words) > 2) and len(last) > 2
    if is_family_first(head) and len(words) <= 4:
        return head not in name_like_words() or all(word in surnames() or word in given_names() for word in words[1:])
    if head in given_names():
        return head not in name_like_words() or last in surnames()
    if last in surnames() and not is_family_first(last):
        return last not in name_like_words() and first > 0 and len(words) <= 3
    return False
