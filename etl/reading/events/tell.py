"""The tellings of an article: triggers with sides, status, day and place, those of one act under one number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

from etl.reading.annotations import Publication, Side, Telling, TimeExpression, Zone
from etl.reading.events.apart import one_by_one
from etl.reading.events.clause import Roles, Setting
from etl.reading.events.course import with_days_of_the_course
from etl.reading.events.dating import EventTime, Rivals, around, publication_time, status_by_time, told_time
from etl.reading.events.delegations import with_leaders
from etl.reading.events.frames import resolve
from etl.reading.events.grammar import verb_groups
from etl.reading.events.means import by_what_means
from etl.reading.events.merge import number_events
from etl.reading.events.occasions import occasion_time, status_of_occasion
from etl.reading.events.passives import with_passives
from etl.reading.events.phrases import NounPhrase, Party, Words
from etl.reading.events.promises import FUTURES, promised_as, unlisted_acts
from etl.reading.events.reported import reporter_of, with_speaker
from etl.reading.events.scene import Scene
from etl.reading.events.triggers import Act, Found, find_triggers, first_words
from etl.reading.events.verbs import known_verbs
from etl.reading.events.word_classes import modality
from etl.reading.tagging import TaggedSentence
from etl.reading.who import Cast
from etl.text.spans import Span

_TELLING_ZONES: Final = frozenset({Zone.BODY, Zone.HEADLINE, Zone.CAPTION})
_SPEAKER: Final = re.compile(r"\W*(?:(?P<asks>Q(?:UESTION)?\b:?)|[A-Z][A-Z.'’ -]{2,40}(?:\([^)]*\))?\s*:)")
_TURNS_OF_A_TRANSCRIPT: Final = 3
_PLANNED_AS_SUCH: Final = frozenset({"OCCASION", "CONSULT", "REQUEST", "ACCUSE"})  # planned as what they are
_SURENESS: Final = {
    "with": 0.9, "direct": 0.85, "joint": 0.85, "noun": 0.75, "visit": 0.8, "act": 0.8, "pledge": 0.75, "duty": 0.7,
    "verdict": 0.7,
    "occasion": 0.7, "gift": 0.8, "deed": 0.7,
    "imposed": 0.7, "unrest": 0.65, "blame": 0.75, "passive": 0.7, "suffer": 0.7, "lapse": 0.7,
    "signed": 0.75, "participants": 0.75,
}  # fmt: skip
_LONG_AGO: Final = timedelta(days=60)  # talks so far back are not what the article is about
_BorneOut = tuple[Found, Act, Roles]
_RECEIVED: Final = "043"
_TWO: Final = 2
_LONGEST: Final = 800  # characters of evidence, by the warehouse contract


def read_events(
    text: str, cast: Cast, expressions: Sequence[TimeExpression], publication: Publication
) -> tuple[Telling, ...]:
    """Tellings in order of their text; `Telling.event` numbers the acts of the article from 1."""
    turns = {s.sentence.number: turn for s in cast.sentences if (turn := _SPEAKER.match(text, *s.sentence.span))}
    scene = Scene(cast, is_transcript=len(turns) >= _TURNS_OF_A_TRANSCRIPT, published=publication.on)
    openings = _openings()
    tellings: list[Telling] = []
    is_asked = False
    for sentence in cast.sentences:
        if sentence.sentence.zone not in _TELLING_ZONES or sentence.is_shouted:
            continue
        turn = turns.get(sentence.sentence.number)
        if turn is not None:
            scene.give_floor(sentence)
            is_asked = turn["asks"] is not None
        if is_asked or (sentence.tokens and sentence.tokens[-1].text == "?"):
            continue  # a question tells nothing
        scene.enter(sentence)
        can_tell = not openings.isdisjoint(sentence.vocabulary)
        if not can_tell and not cast.references[sentence.sentence.number]:
            scene.remember(Words.of(sentence, ()), ())
            continue
        words = Words.of(sentence, verb_groups(sentence) if can_tell else ())
        phrases = scene.noun_phrases(words)
        if scene.listen(words, phrases):
            phrases = scene.noun_phrases(words)
        if turn is not None:
            phrases = _behind_label(sentence, phrases)
        had_pair = bool(scene.pair)
        for act in _acts_of(text, scene, words, phrases, expressions):
            telling = _telling(text, scene, words, phrases, act, expressions, publication)
            if _is_repeated(telling, tellings):
                continue
            tellings.append(telling)
        if scene.pair and not had_pair:
            phrases = scene.noun_phrases(words)  # "the two leaders" has a meaning from here on
        scene.remember(words, phrases)
    headlines = {s.sentence.span for s in cast.sentences if s.sentence.zone is Zone.HEADLINE}
    return number_events(with_leaders(with_days_of_the_course(tellings), scene.leaders), headlines)


def _behind_label(sentence: TaggedSentence, phrases: Sequence[NounPhrase]) -> list[NounPhrase]:
    """The phrases behind "MS. DOE:": whose turn it is tells who speaks, not of whom."""
    colon = next((i for i, token in enumerate(sentence.tokens) if token.text == ":"), -1)
    return [phrase for phrase in phrases if phrase.first > colon]


@cache
def _openings() -> frozenset[str]:
    """Words of which every telling begins with one."""
    return frozenset({*first_words(), *FUTURES})


@dataclass(frozen=True, slots=True)
class _ToldAct:
    trigger: Found
    act: Act
    roles: Roles
    time: EventTime | None
    span: Span


def _acts_of(
    text: str,
    scene: Scene,
    words: Words,
    phrases: Sequence[NounPhrase],
    expressions: Sequence[TimeExpression],
) -> list[_ToldAct]:
    """The acts that a sentence tells with their sides, each with the day that the sentence gives it."""
    sentence = words.sentence
    borne_out: list[_BorneOut] = []
    triggers = find_triggers(words)
    for trigger in triggers if scene.is_transcript else with_passives(words, triggers):
        _bear_out(trigger, scene, words, phrases, expressions, borne_out)
    if not scene.is_transcript:
        done = {trigger.first for trigger, _, _ in borne_out}
        for trigger in unlisted_acts(words, done):
            _bear_out(trigger, scene, words, phrases, expressions, borne_out)
    borne_out.sort(key=lambda found: found[0].first)
    borne_out = [found for found in borne_out if not _is_part_of_another(words, found, borne_out)]
    told: list[_ToldAct] = []
    for trigger, act, roles in borne_out:
        span = sentence.span(trigger.first, trigger.end)
        rivals = [
            (sentence.span(t.first, t.end), r)
            for t, a, r in borne_out
            if r.actors != roles.actors or (_is_of_days_to_come(a, r) and t is not trigger)
        ]
        strangers = [rival for rival, r in rivals if not set(r.actors) & set(roles.actors)]
        time = told_time(text, sentence, span, Rivals([rival for rival, _ in rivals], strangers), expressions, act)
        references = scene.cast.references[sentence.sentence.number]
        for words_of_it, sides in one_by_one(roles, span, sentence, references):
            told.append(_ToldAct(trigger, act, sides, time, words_of_it))
    return told


def _is_of_days_to_come(act: Act, roles: Roles) -> bool:
    """True for "agreed to meet again", "will visit": the day behind it is its own, not that of the talks before it."""
    return roles.status == "planned" or act.event_subtype == "036"


def _bear_out(
    trigger: Found,
    scene: Scene,
    words: Words,
    phrases: Sequence[NounPhrase],
    expressions: Sequence[TimeExpression],
    borne_out: list[_BorneOut],
) -> None:
    """Adds the first act of a trigger that its frame bears out; talks make their sides the pair for what follows."""
    thanks = next((roles for _, act, roles in reversed(borne_out) if act.mode == "thanks"), None)
    before = borne_out[-1][2] if borne_out else None
    for found in (trigger, *trigger.shorter):
        span = words.sentence.span(found.first, found.end)
        days = [expression.start for expression in around(span, expressions) if expression.start is not None]
        is_long_ago = scene.published is not None and any(scene.published - day > _LONG_AGO for day in days)
        for act in found.acts:
            roles = resolve(Setting(scene, words, phrases, found, act, bool(days), thanks, before))
            if roles is None or _is_mere_words_to_come(words, found, act, roles) or _is_told_apart(scene, act, roles):
                continue
            borne_out.append((found, act, roles))
            is_talk = roles.is_symmetric and act.event_type == "CONSULT" and roles.status != "planned"
            if is_talk and act.is_verb and not is_long_ago and not roles.apart:
                scene.note_talks(roles.actors)
            if not scene.pair and is_talk and not is_long_ago:
                scene.pair = roles.actors
                scene.host_and_guest = _host_and_guest(words, found, act, roles)
                scene.is_pair_apart = bool(roles.apart)
            return


def _is_told_apart(scene: Scene, act: Act, roles: Roles) -> bool:
    """True for "they discussed trade" of those with whom one has talked one by one: these talks are told."""
    is_of_all = scene.is_pair_apart and act.event_type == "CONSULT" and roles.is_symmetric and not roles.apart
    return is_of_all and set(roles.actors) == set(scene.pair)


def _host_and_guest(words: Words, found: Found, act: Act, roles: Roles) -> tuple[Party, ...]:
    """Who receives and who is received, in this order; nobody in any other talks."""
    if act.event_subtype != _RECEIVED or act.frame != "direct" or len(roles.actors) != _TWO:
        return ()
    is_passive = any(group.head == found.first and group.is_passive for group in words.groups)
    return roles.actors[::-1] if is_passive else roles.actors


def _is_mere_words_to_come(words: Words, found: Found, act: Act, roles: Roles) -> bool:
    """True for "will reaffirm the commitment": words to come promise nothing."""
    if act.event_type != "SUPPORT" or roles.status != "planned":
        return False
    form = known_verbs().get(words.sentence.word(found.first))
    return form is not None and form.lemma in modality("stating")


def _is_part_of_another(words: Words, found: _BorneOut, told: Sequence[_BorneOut]) -> bool:
    """True for "to hold them accountable" behind "will work with others", where the promise is told, and for "will
    continue" before "to punish", where the threat is.
    """
    trigger, act, roles = found
    same = [(t, other, r) for t, other, r in told if t is not trigger and r.actors == roles.actors]
    if act.frame == "imposed" and act.mode == "agreement":
        return any(other.event_subtype == "057" for _, other, _ in same)  # "the agreement was signed by"
    if act.event_type in ("REQUEST", "ACCUSE") and roles.status == "planned":
        return any(other.event_type == "AGREE" for _, other, _ in same)
    is_going_on = act.event_type == "AGREE" and words.sentence.word(trigger.end) == "to"
    return is_going_on and any(r.status == "planned" and t.first == trigger.end + 1 for t, _, r in same)


def _telling(
    text: str,
    scene: Scene,
    words: Words,
    phrases: Sequence[NounPhrase],
    told: _ToldAct,
    expressions: Sequence[TimeExpression],
    publication: Publication,
) -> Telling:
    sentence = words.sentence
    trigger, act, roles, time = told.trigger, told.act, told.roles, told.time
    reporter = reporter_of(words, phrases, trigger.first)
    roles = with_speaker(roles, reporter)
    span = told.span
    is_occasion = act.event_type == "OCCASION"
    if time is not None and not is_occasion and _lies_ahead(time, publication) and _is_past(words, trigger):
        time = None  # "discussed the summit of June 28": the day is that of what they spoke about
    if roles.status == "planned" and time is not None and _lies_behind(time, publication):
        time = None  # "will meet to continue the talks begun in May"
    status = status_by_time(roles.status, time, publication)
    if status == "planned" and roles.status == "happened" and not is_occasion and _is_past(words, trigger):
        status = "happened"  # a day ahead by the clock of another time zone
    if status == "ongoing" and roles.status == "happened" and act.mode != "visit" and _is_past(words, trigger):
        status = "happened"  # "met twice this week"
    if status == "happened" and _is_aside(scene, roles, act, time):
        status = "background"
    if is_occasion:
        time = occasion_time(text, sentence, trigger, act, expressions, publication) or time
        status = status_of_occasion(status, time, publication)
    elif time is None and status in ("happened", "ongoing"):
        time = publication_time(publication)
    time = time or EventTime()
    event_type = act.event_type
    event_subtype, mode = by_what_means(sentence, act)
    if status == "planned" or roles.is_threat:
        event_type, event_subtype = promised_as("ASSAULT" if roles.is_threat else event_type, event_subtype)
    if status == "planned" and act.event_type not in _PLANNED_AS_SUCH:
        status, time = "happened", _of_the_promise(time, publication)  # the promise is made, whatever it promises
    return Telling(
        event=0,
        sentence=_evidence(sentence, span.start),
        trigger=span,
        event_type=event_type,
        event_subtype=event_subtype,
        mode=mode,
        status=status,
        sides=tuple(
            [_side(party, "actor") for party in roles.actors]
            + [_side(party, "recipient") for party in roles.recipients]
        ),
        start=time.start,
        end=time.end,
        date_precision=time.precision,
        date_basis=time.basis,
        date_text=time.text,
        place=_place(scene, sentence, trigger, act),
        confidence=_confidence(act, roles),
        reported_by=reporter.entity if reporter is not None else None,
        is_symmetric=roles.is_symmetric,
    )


def _lies_ahead(time: EventTime, publication: Publication) -> bool:
    """True for a day later than any time zone can explain."""
    return time.start is not None and publication.on is not None and time.start - publication.on > timedelta(days=1)


def _lies_behind(time: EventTime, publication: Publication) -> bool:
    """True for days that are over more surely than any time zone can explain."""
    end = time.end or time.start
    return end is not None and publication.on is not None and publication.on - end > timedelta(days=1)


def _is_past(words: Words, trigger: Found) -> bool:
    group = next((g for g in words.groups if g.first <= trigger.first <= g.head), None)
    if group is None or group.form != "finite":
        return False
    if group.is_passive:
        return "been" in group.words and not set(group.words) & (modality("future") | modality("doubt"))
    form = known_verbs().get(words.sentence.word(group.head))
    return form is not None and "past" in form.kinds and not set(group.words) & modality("future")


def _of_the_promise(time: EventTime, publication: Publication) -> EventTime:
    """The day on which something is promised: a day to come is that of what is promised."""
    if time.start is None or (publication.on is not None and time.start > publication.on):
        return publication_time(publication) or EventTime()
    return time


def _is_aside(scene: Scene, roles: Roles, act: Act, time: EventTime | None) -> bool:
    """True for talks and visits of others, told without a day beside the talks that the article is about."""
    if not scene.pair or time is not None or act.frame not in ("noun", "visit"):
        return False
    main = {party.entity for party in scene.pair if party.kind == "person"}
    if scene.pair == roles.actors and not scene.is_transcript:
        return False  # these are the talks that the article is about
    return not main & {party.entity for party in roles.actors if party.kind == "person"}


def _evidence(sentence: TaggedSentence, trigger_start: int) -> Span:
    """The sentence, cut to the longest evidence around its trigger where it is longer."""
    span = sentence.sentence.span
    if span.end - span.start <= _LONGEST:
        return span
    start = max(span.start, min(trigger_start - _LONGEST // 2, span.end - _LONGEST))
    return Span(start, start + _LONGEST)


def _side(party: Party, role: str) -> Side:
    sector = party.sector or ("government" if party.kind != "organization" else None)
    return Side(role, party.kind, party.entity, party.country, sector)


def _place(scene: Scene, sentence: TaggedSentence, trigger: Found, act: Act) -> int | None:
    """The place behind "in" or "at", or where a visit leads; talks by phone and video have none."""
    if act.mode in ("phone", "video") or act.event_type != "CONSULT":
        return None
    for reference in scene.cast.references[sentence.sentence.number]:
        if reference.first < trigger.end or reference.kind not in ("place", "country"):
            continue
        before = sentence.word(reference.first - 1)
        if before == "the":
            before = sentence.word(reference.first - 2)
        is_there = before in ("in", "at") and reference.kind == "place"
        if is_there or (act.frame == "visit" and reference.first - trigger.end <= 2):
            return reference.entity
    return None


def _confidence(act: Act, roles: Roles) -> float:
    """First estimate from the frame: direct words are surer than nouns, told sides surer than inferred ones."""
    return round(_SURENESS[act.frame] - (0.1 if roles.is_indirect else 0.0), 2)


def _is_repeated(telling: Telling, tellings: Sequence[Telling]) -> bool:
    """True when the same sentence has told the act already ("discussed … during their talks", "will continue to
    support, helping with"): promises of one side to another in one sentence are one promise, and the same words tell
    one act of a type, which is their id.
    """
    for other in reversed(tellings):
        if other.sentence != telling.sentence:
            return False
        if other.event_type == telling.event_type and (
            other.trigger == telling.trigger
            or (
                _who(other) == _who(telling)
                if other.mode == telling.mode
                else telling.event_type == "AGREE" and _states(other) == _states(telling)
            )
        ):
            return True
    return False


def _who(telling: Telling) -> set[tuple[str, int | None, str | None]]:
    return {(side.kind, side.entity, side.country) for side in telling.sides}


def _states(telling: Telling) -> set[tuple[str, str | None]]:
    return {(side.role, side.country) for side in telling.sides}
