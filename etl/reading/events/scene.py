"""What is known while an article is read: who talks with whom, who speaks, whom "they", "we", "the government" mean."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from etl.reading.events.bare_bodies import Owners, bare_bodies
from etl.reading.events.delegations import leaders_told, led_delegations
from etl.reading.events.hosts import host_and_guest
from etl.reading.events.items import leads_on, named_above
from etl.reading.events.joining import coordinate, without_aliases, without_overlaps
from etl.reading.events.nationalities import nationality_phrases
from etl.reading.events.officials import is_official, officials, with_their_state
from etl.reading.events.pairs import n_people, pair_named
from etl.reading.events.peoples import people_phrases
from etl.reading.events.phrases import (
    NounPhrase,
    Party,
    Words,
    body_words,
    named_phrase,
    phrase_at,
)
from etl.reading.events.references import with_their_country
from etl.reading.events.rivals import with_rivals
from etl.reading.events.short_names import Pair, halves, halves_named, short_names
from etl.reading.events.titled import titled
from etl.reading.events.voices import (
    author_of,
    foreign_country,
    is_joint_paper,
    is_title,
    issuing_body,
    joint_authors,
    main_countries,
    titles_of,
    voice_of,
)
from etl.reading.people.nominals import Nominal, find_nominals, pair_words, pronoun_kind
from etl.reading.people.words import is_title_head, speech_verbs
from etl.reading.tagging import TaggedSentence
from etl.reading.who import Cast

_PAIR: Final = 2
_WE: Final = frozenset({"we", "us"})
_OUR: Final = frozenset({"our"})
_I: Final = frozenset({"i", "me"})
_HIM: Final = frozenset({"him", "her"})
_POINTING: Final = _WE | _I | _HIM | {"he", "she", "it", "they", "latter"}
_THE: Final = frozenset({"the"})
_QUOTES: Final = {"“": True, "”": False}


@dataclass(slots=True)
class Scene:
    """What is known while an article is read: its cast, the pair that talks, the last subjects, and whose words it is.

    `home` is the country that an official text speaks for, `about` the one foreign country it speaks of, `author` the
    person who signs it.
    """

    cast: Cast
    home: str | None = None
    pair: tuple[Party, ...] = ()
    host_and_guest: tuple[Party, ...] = ()
    latest: tuple[Party, ...] = ()
    is_pair_apart: bool = False  # the first of the pair has talked with each of the others alone
    last_person: Party | None = None
    last_group: tuple[Party, ...] = ()
    last_body: tuple[Party, ...] = ()
    last_country: str | None = None
    last_subject: str | None = None
    last_host: str | None = None
    last_delegation: tuple[Party, ...] = ()
    leaders: dict[str, Party] = field(default_factory=dict)  # of delegations, by country
    about: str | None = None
    author: Party | None = None
    speaker: Party | None = None
    we: tuple[Party, ...] = ()
    is_transcript: bool = False
    is_joint: bool = False
    published: date | None = None
    main_countries: tuple[str, ...] = ()
    halves: Pair | None = None
    _titles: list[tuple[tuple[str, ...], Party]] = field(default_factory=list)
    _in_quotes: bool = False
    _paragraph: int = -1
    _number: int = 0
    _latest_number: int = 0
    _sayer: Party | None = None
    _just_talked: tuple[Party, ...] = ()
    _listers: tuple[Party, ...] = ()

    def __post_init__(self) -> None:
        self.home = self.cast.home or voice_of(self.cast)
        self.about = foreign_country(self.cast, self.home)
        self.author = author_of(self.cast, self.home)
        self.main_countries = main_countries(self.cast)
        self.is_joint = is_joint_paper(self.cast)
        self.we = joint_authors(self.cast, self.main_countries)
        issuer = issuing_body(self.cast) if self.home is None and not self.we else None
        if issuer is not None:
            self.we = (issuer,)
        self.halves = halves_named(self.cast)
        self._titles = titles_of(self.cast)

    @property
    def is_report(self) -> bool:
        """True for a text that tells of others: no transcript, and not a government's own."""
        return self.home is None and not self.is_transcript

    def noun_phrases(self, words: Words) -> list[NounPhrase]:
        """Noun phrases of a sentence that name sides, in order; names joined by "and" are one phrase."""
        sentence = words.sentence
        number = sentence.sentence.number
        references = with_their_country([r for r in self.cast.references[number] if r.kind != "nationality"], sentence)
        taken = {i for r in references if r.kind == "person" for i in range(r.first, r.end)}
        found = [phrase for r in references if (phrase := named_phrase(words, r, references)) is not None]
        nominals = [n for n in find_nominals(sentence, taken) if n.kind == "pair" or not n.head.endswith("s")]
        taken |= {i for nominal in nominals for i in range(nominal.first, nominal.end)}
        for nominal in nominals:
            parties = pair_named(nominal, found) or self._who_is_meant(nominal, found)
            if parties:
                found.append(phrase_at(words, nominal.first, nominal.end, parties, is_resolved=True))
        found += nationality_phrases(words, taken)
        found += people_phrases(words, taken, found)
        described = self._described(words)
        found = [p for p in found if not any(d.first <= p.first and p.end <= d.end for d in described)] + described
        found += titled(words, taken, self._titles, self.home)
        found += self._talkers(words)
        if not self.is_transcript:
            found = with_their_state(words, found, self.cast, self.acting_country())
            found += officials(words, found, self.acting_country())
        found += bare_bodies(words, found, self._owners())
        found += short_names(words, self.cast)
        found += halves(words, self.halves)
        found += host_and_guest(words, self.host_and_guest)
        found += self._pronouns(words, found)
        if len(found) > 1:
            found = without_aliases(sentence, without_overlaps(words, found))
        return coordinate(words, led_delegations(words, with_rivals(words, found)))

    def listen(self, words: Words, phrases: Sequence[NounPhrase]) -> bool:
        """Notes who speaks in the quotation marks of this sentence, and who "we" are: "We, the ministers of A and B,".

        True when that changes who is meant by the pronouns of the sentence.
        """
        before = (self.we, self._sayer)
        if words.sentence.word(0) == "we" and words.sentence.word(1) == ",":
            ends = [g.first for g in words.groups if g.form == "finite"] + words.sentence.indices_of(_OUR)
            end = min(ends, default=len(words.sentence.tokens))
            named = tuple(dict.fromkeys(party for p in phrases if 1 < p.first < end for party in p.parties))
            self.we = named if len(named) > 1 else self.we
        for index in words.sentence.indices_of(speech_verbs()):
            for phrase in phrases:
                if phrase.parties[0].kind == "person" and (phrase.end == index or phrase.first == index + 1):
                    self._sayer = phrase.parties[0]
        return (self.we, self._sayer) != before

    def enter(self, sentence: TaggedSentence) -> None:
        """Begins a sentence; a new paragraph begins outside of quotation marks."""
        self._number = sentence.sentence.number
        if sentence.sentence.paragraph != self._paragraph:
            self._paragraph = sentence.sentence.paragraph
            self._in_quotes = False
            self._listers = self._listers if leads_on(sentence) else ()

    def remember(self, words: Words, phrases: Sequence[NounPhrase]) -> None:
        """Keeps the subjects of a sentence for the pronouns of the next one, and whether a quotation goes on."""
        for token in words.sentence.tokens:
            if token.text in _QUOTES:
                self._in_quotes = _QUOTES[token.text]
            elif token.text == '"':
                self._in_quotes = not self._in_quotes
        self._remember_countries(words, phrases)
        self._listers = named_above(words.sentence, phrases) or self._listers
        named = {party for phrase in phrases for party in phrase.parties}
        self._just_talked = self.pair if set(self.pair) <= named and not self.is_transcript else ()
        if self.is_transcript:
            self.last_person, self.last_group = None, ()  # in speech they are who was just named, or anybody
        for phrase in phrases:
            if not phrase.can_be_subject:
                continue
            self.last_subject = phrase.parties[0].country if len({p.country for p in phrase.parties}) == 1 else None
            is_body = phrase.first <= 1 and len(phrase.parties) == 1 and phrase.parties[0].kind != "person"
            self.last_body = phrase.parties if is_body else ()
            if len(phrase.parties) > 1:
                self.last_group = phrase.parties
            elif phrase.parties[0].kind == "person" or is_title_head(words.sentence.word(phrase.end - 1)):
                self.last_person = phrase.parties[0]  # "Chile's president", "the spokesman"
            return

    def _remember_countries(self, words: Words, phrases: Sequence[NounPhrase]) -> None:
        """Keeps the country spoken of, the one that a journey has got to, whose delegation travels and who leads it."""
        self.leaders |= leaders_told(words, phrases)
        for phrase in phrases:
            if phrase.parties[0].country not in (None, self.home) and len({p.country for p in phrase.parties}) == 1:
                self.last_country = phrase.parties[0].country
            if "delegation" in words.sentence.words[phrase.first : phrase.end]:
                self.last_delegation = phrase.parties
        if phrases and phrases[0].first in (1, 2) and words.sentence.word(0) == "in" and not phrases[0].is_place:
            self.last_host = phrases[0].parties[0].country or self.last_host

    def give_floor(self, sentence: TaggedSentence) -> None:
        """Another speaker's turn begins: his we is another country's, his he and they mean others."""
        colon = next((i for i, token in enumerate(sentence.tokens) if token.text == ":"), -1)
        labels = (r for r in self.cast.references[sentence.sentence.number] if r.kind == "person" and r.end == colon)
        self.speaker = next((Party("person", r.entity, r.country) for r in labels), None)
        self.last_person, self.last_group, self.last_body, self._sayer = None, (), (), None
        self.last_subject = None

    def doers_of_items(self, is_told: bool) -> tuple[Party, ...]:
        """Who does what the items of a list tell: whom the line above it names, or the government that tells of it."""
        is_own = is_told and not self._listers and not self.is_transcript and self.home is not None
        return (Party.state(self.home),) if is_own else self._listers

    def other_side(self, actors: Sequence[Party]) -> tuple[Party, ...]:
        """Who is on the other side of the talks that the article is about, when `actors` are one side of them; else the
        one foreign country that an official text is about, or the other of the two that a wire is about.
        """
        mine = {party.country for party in actors}
        if self.is_transcript:
            return ()  # where many speak of many things, the other side is who is named
        if mine & {party.country for party in self.pair}:
            return tuple(party for party in self.pair if party.country is not None and party.country not in mine)
        if self.pair:
            return ()
        other = self.about if mine == {self.home} or (self.home is None and self.about not in mine) else None
        if self.home is None and len(mine) == 1 and mine < set(self.main_countries):
            other = next(country for country in self.main_countries if country not in mine)
        return (Party.state(other),) if other is not None else ()

    def _who_is_meant(self, nominal: Nominal, named: Sequence[NounPhrase]) -> tuple[Party, ...]:
        if nominal.is_indefinite:
            return (Party.state(nominal.country, body_words().get(nominal.head, "government")),)
        if nominal.kind == "pair":
            group = self.last_group if len(self.last_group) == _PAIR else ()
            if self.is_transcript:
                return group  # many talks are spoken of
            pair = self._pair_now()
            return pair or group or self._host_and_guest(named, nominal) or self._both_countries()
        candidates = [party for party in self.pair if party.kind == "person" and party.country == nominal.country]
        if len(candidates) == 1:
            return tuple(candidates)
        people = [e for e in self.cast.entities if e.kind == "person" and e.country == nominal.country]
        if len(people) == 1 and not candidates and people[0].part == "text":
            return (Party("person", people[0].number, people[0].country),)
        return (Party.state(nominal.country),) if not candidates else ()

    def _pair_now(self) -> tuple[Party, ...]:
        """The two who talk: those of the sentence before, else those of the talks that the article is about."""
        is_next = self._number - self._latest_number <= 1 and n_people(self.latest) >= max(_PAIR, n_people(self.pair))
        pair = self.latest if is_next and len({party.country for party in self.latest}) == _PAIR else self.pair
        return pair if len({party.country for party in pair}) <= _PAIR else ()

    def note_talks(self, parties: tuple[Party, ...]) -> None:
        """Keeps who talks in this sentence."""
        self.latest, self._latest_number = parties, self._number

    def _both_countries(self) -> tuple[Party, ...]:
        return tuple(Party.state(country) for country in self.main_countries)

    def _host_and_guest(self, named: Sequence[NounPhrase], nominal: Nominal) -> tuple[Party, ...]:
        """Whom an official text speaks for on its journey, and the country where it has got to: "In Chile, …"."""
        before = [p for p in named if p.end <= nominal.first and p.parties[0].country != self.home]
        reached = before[-1].parties[0].country if self.last_host and before else self.last_host
        if self.home is None or reached is None:
            return ()
        return (Party.state(self.home), Party.state(reached))

    def _talkers(self, words: Words) -> list[NounPhrase]:
        """ "The leaders", "the sides": those who hold the talks that the article is about."""
        sentence = words.sentence
        if not self.pair or self.is_transcript:
            return []
        found = []
        for first in sentence.indices_of(_THE):
            index = first + 1
            while is_title(sentence, index) and is_title(sentence, index + 1):
                index += 1  # "the National Security Advisers"
            if (
                sentence.word(index) in pair_words()
                and index not in words.verbal
                and sentence.word(index + 1) not in ("of", "and")
                and not words.is_noun_like(index + 1)
            ):
                found.append(phrase_at(words, first, index + 1, self._pair_now() or self.pair, is_resolved=True))
        return found

    def _talking(self) -> tuple[Party, ...]:
        """Those who talk with each other: throughout an official read-out, else where they have just been named."""
        return self.pair if self.home is not None and not self.is_transcript else self._just_talked

    def acting_country(self) -> str | None:
        """The country whose doings the sentence before told, in texts that speak for none themselves."""
        return self.last_subject if self.home is None and not self.is_transcript else None

    def _owners(self) -> Owners:
        spoken_of = self.about or self.acting_country() or self.last_country
        return Owners(self.home, spoken_of, self.last_person, self.last_delegation)

    def _described(self, words: Words) -> list[NounPhrase]:
        """ "The king", "the President of Chile": those whom the reading of names has tied to a person."""
        found = []
        for described in self.cast.described[words.sentence.sentence.number]:
            if len(described.people) > 1:
                continue  # which two talk, the article tells better than their offices
            person = self.cast.entity(described.people[0])
            party = Party("person", person.number, person.country)
            found.append(phrase_at(words, described.first, described.end, (party,), is_resolved=True))
        return found

    def _pronouns(self, words: Words, named: Sequence[NounPhrase]) -> list[NounPhrase]:
        sentence = words.sentence
        if _POINTING.isdisjoint(sentence.vocabulary):
            return []
        colon = next((i for i, token in enumerate(sentence.tokens) if token.text == ":"), -1)
        if self.is_transcript:
            named = [p for p in named if p.end != colon]  # "MS. DOE: He said": he is another
        if "they" in sentence.vocabulary:
            named = coordinate(words, without_overlaps(words, named))  # "Chile and Peru said they"
        found = []
        is_quoted = self._in_quotes
        for index, token in enumerate(sentence.tokens):
            if token.text in _QUOTES:
                is_quoted = _QUOTES[token.text]
            elif token.text == '"':
                is_quoted = not is_quoted
            if token.norm not in _POINTING:
                continue
            is_first = not any(group.form == "finite" and group.head < index for group in words.groups)
            parties = self._meant_by(token.norm, token.text, is_quoted, named, index, is_first)
            if parties:
                found.append(phrase_at(words, index, index + 1, parties, is_resolved=True))
        return found

    def _meant_by(
        self, word: str, text: str, is_quoted: bool, named: Sequence[NounPhrase], index: int, is_first: bool
    ) -> tuple[Party, ...]:
        if word in _WE or (word in _I and text in ("I", "me")):
            is_other = word in _I and any(self.author in p.parties and p.first != index + 2 for p in named)
            return () if is_other else self._first_person(word in _WE, is_quoted)
        if word in _HIM:
            return self._him([p for p in named if p.end <= index])
        before = [p for p in named if p.end <= index and p.can_be_subject]
        if word == "latter":
            people = [p.parties for p in named if p.end <= index and p.parties[0].kind == "person"]
            return people[-1][-1:] if people else ()
        if word == "it":
            return self._it(before, is_first)
        if pronoun_kind(word) == "pair":
            bodies = [p for p in before if p.parties[0].kind == "organization"]  # "the Taliban said they would"
            plural = [p for p in before if p.is_plural] or bodies
            return plural[-1].parties if plural else self.last_group or self._talking()
        person = next((p.parties[0] for p in before if len(p.parties) == 1 and p.parties[0].kind == "person"), None)
        person = person or self.last_person or next((p.parties[0] for p in before if is_official(p)), None)
        return (person,) if person is not None else ()

    def _it(self, before: Sequence[NounPhrase], is_first: bool) -> tuple[Party, ...]:
        """The body or country last named before "it"; before any verb of a sentence the subject of the one before."""
        if not before:
            return self.last_body if is_first else ()
        parties = before[-1].parties
        return parties if len(parties) == 1 and parties[0].kind != "person" else ()

    def _him(self, before: Sequence[NounPhrase]) -> tuple[Party, ...]:
        """Whom "him" means: the one other person beside the subject in the sentence, else the partner in the talks."""
        people = list(dict.fromkeys(party for p in before for party in p.parties if party.kind == "person"))
        subject = people[0] if people else self.last_person
        together = next((p.parties for p in before if subject in p.parties), ())
        others = [p for p in people[1:] if p not in together] or [
            p for p in self.pair if p.kind == "person" and p != subject and subject in self.pair
        ]
        return (others[0],) if len(others) == 1 else ()

    def _first_person(self, is_plural: bool, is_quoted: bool) -> tuple[Party, ...]:
        """ "We" is the country that the text or the quoted official speaks for, "I" who signs it or is quoted."""
        speaker = (self._sayer or self.author) if is_quoted else self.author
        if self.is_transcript:
            speaker = None
        authors = self.we or (self.pair if self.is_joint else ())
        if is_plural and authors and not is_quoted:
            return authors
        if not is_plural and speaker is not None:
            return (speaker,)
        country = speaker.country if is_quoted and speaker is not None else self.home
        if is_plural and self.is_transcript and self.speaker is not None and not is_quoted:
            country = self.speaker.country or country  # "FOREIGN MINISTER DOE: We condemn"
        if country is None or (not is_plural and self.is_transcript):
            return ()
        return (Party.state(country),)
