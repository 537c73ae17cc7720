"""`communique explain`: a thing of the warehouse, and the words it was read from, marked in their sentences."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from etl.cli.marked import all_marked, dated_by, marked, where
from etl.cli.terminal import on_one_line
from warehouse.evidence import Evidence, Row, Thing, evidence
from warehouse.query import QueryError

MOST = 10
"""How many tellings, mentions or events are shown unless all are asked for."""


def explain(warehouse: Path, asked: str, *, everything: bool) -> int:
    """Print what is known of an id, day or name; returns the exit code: 0, or 2 when it means nothing or several."""
    try:
        with evidence(warehouse) as source:
            things = source.things(asked)
            if len(things) == 1:
                _EXPLAINERS[things[0].kind](source, things[0], None if everything else MOST)
                return 0
    except QueryError as error:
        click.echo(f"communique: {on_one_line(str(error))}", err=True)
        return 2
    if not things:
        click.echo(f"communique: {on_one_line(asked)}: no id, day, name or office of this warehouse", err=True)
        return 2
    click.echo(f"communique: {on_one_line(asked)} stands for several; name one by its id:", err=True)
    for thing in things:
        click.echo(f"  {thing.kind:<13} {thing.id:<22} {on_one_line(thing.name)}", err=True)
    return 2


def _event(source: Evidence, thing: Thing, most: int | None) -> None:
    row = source.event(thing.id)
    kind = " ".join(_words(row, "event_type", "event_subtype", "mode"))
    _say(f"event {row['event_id']}: {kind}, {row['status']}")
    _item(row["summary"])
    _fact("day", _days(row))
    _fact("place", ", ".join(_words(row, "place", "place_country")))
    _fact("quantity", _amount(row))
    _fact("about", ", ".join(str(each["topic"]) for each in source.topics_of(thing.id)))
    _fact("confidence", f"{row['confidence']:.2f}, the share of such events that were right")
    for other in _first(source.linked(thing.id), most):
        _fact(str(other["link"]), f"{other['event_id']}  {other['summary']}, {_when(other)}")
    participants = source.participants(thing.id)
    for each in _of_each_role(participants, most):
        _fact(str(each["role"]), ", ".join(_words(each, "name", "position", "sector", "country")))
    tellings = source.tellings(thing.id)
    _say(f"told {_times(len(tellings))} in {_count(int(str(row['n_articles'])), 'article')}:", gap=True)
    for telling in _first(tellings, most):
        _telling(source, telling, participants, most)


def _telling(source: Evidence, telling: Row, participants: list[Row], most: int | None) -> None:
    _say(f"{where(telling)}", gap=True)
    click.echo(f"  {marked(telling, 'trigger_start', 'trigger_end', inside=telling)}")
    _fact("day", ": ".join([_days(telling), *_dated(telling)]))
    for each in _of_each_role(participants, most):
        said = source.said_of(each, telling)
        if said is not None:
            place = "in this sentence" if said["is_here"] else f"at character {said['char_start']}"
            _fact(str(each["role"]), f'{each["name"]}: "{said["text"]}" {place}')
    _fact("said by", telling["reported_by"])
    _fact("joined", _GROUNDS.get(str(telling["merged_by"])))
    for each in source.corrections_of(str(telling["event_mention_id"])):
        _fact("corrected", f"by correction {each['correction_no']}, {each['kind']}: {each['reason']}")


def _of_each_role(participants: list[Row], most: int | None) -> Iterator[Row]:
    """Actors, then recipients; says of either, before they are shown, that there are more."""
    for role in ("actor", "recipient"):
        yield from _first([each for each in participants if each["role"] == role], most)


def _dated(telling: Row) -> list[str]:
    """The words that date a telling and what they stand in, or what its day was taken from; nothing without a day."""
    if telling["start_date"] is None:
        return []
    basis, words = str(telling["date_basis"]), telling["date_text"]
    if words is None:
        return [_BASES[basis]]
    is_here = basis == "main_event" or str(words) in str(telling["text"])  # a headline has the day from the text below
    return [f'"{words}", {_BASES[basis] if is_here else "where the article tells it again"}']


def _correction(source: Evidence, thing: Thing, most: int | None) -> None:
    row = source.correction(thing.id)
    _say(f"correction {thing.id}: {row['kind']}, {row['status']}")
    _fact("says", row["subject"])
    _fact("reason", row["reason"])
    _fact("did", row["detail"])


def _person(source: Evidence, thing: Thing, most: int | None) -> None:
    row = source.person(thing.id)
    _say(f"person {row['person_id']}: {', '.join(_words(row, 'name', 'country'))}")
    _fact("written", ", ".join(f"{alias['alias']} ({alias['n_mentions']})" for alias in source.aliases(thing.id)))
    _fact("seen", f"{row['first_seen_on']} to {row['last_seen_on']}" if row["first_seen_on"] else None)
    offices = source.offices(person_id=thing.id)
    if offices:
        _say(f"{_count(len(offices), 'office')}:", gap=True)
    for office in _first(offices, most):
        _tenure(office)
    _events(source.events_of(thing.id), most)
    _mentions(source, thing, most)


def _office(source: Evidence, thing: Thing, most: int | None) -> None:
    offices = source.offices(position=thing.id)
    _say(f"office {thing.name}, held {_times(len(offices))}:")
    for office in _first(offices, most):
        _tenure(office)


def _tenure(office: Row) -> None:
    until = f"not known to be held from {office['valid_to']}" if office["valid_to"] else "nothing speaks against it"
    held = ", ".join(_words(office, "position", "organization", "country"))
    _say(f"{office['name']}: {held}", gap=True)
    _fact(
        "held", f"from {office['valid_from'] or 'an unknown day'}, last attested {office['last_attested_on']}, {until}"
    )
    _fact("attested", f"in {_count(int(str(office['n_articles'])), 'article')}, such as {where(office)}")
    click.echo(f"  {marked(office, 'char_start', 'char_end')}")


def _named(source: Evidence, thing: Thing, most: int | None) -> None:
    _say(f"{thing.kind} {thing.id}: {thing.name}")
    _events(source.events_of(thing.id), most)
    _mentions(source, thing, most)


def _mentions(source: Evidence, thing: Thing, most: int | None) -> None:
    mentions = source.mentions_of(thing.id)
    if mentions:
        _say(f"named {_times(len(mentions))}:", gap=True)
    sentences: dict[object, list[Row]] = {}
    for mention in mentions:
        sentences.setdefault((mention["article_id"], mention["sentence_no"]), []).append(mention)
    for together in _first(list(sentences.values()), most):
        _say(f"{where(together[0])}", gap=True)
        click.echo(f"  {all_marked(together)}")


def _mention(source: Evidence, thing: Thing, most: int | None) -> None:
    row = source.mention(thing.id)
    meant = f", means {row['entity_name']} ({row['entity_id']})" if row["entity_id"] else ""
    value = f", read as {row['value']}" if row["value"] else ""
    _say(f'{row["kind"]} {row["mention_id"]}: "{row["words"]}"{value}{meant}')
    _say(where(row), gap=True)
    click.echo(f"  {marked(row, 'char_start', 'char_end')}")
    if row["kind"] == "date":
        _fact("rests on", dated_by(row))


def _article(source: Evidence, thing: Thing, most: int | None) -> None:
    row = source.article(thing.id)
    _say(f"article {row['article_id']}: {row['headline'] or row['source_file']}")
    _fact("file", row["source_uri"])
    _fact("published", dated_by(row))
    _fact("credit", ", ".join(map(str, row["credit"])) if isinstance(row["credit"], list) else None)
    _events(source.events_told_by(thing.id), most)


def _day(source: Evidence, thing: Thing, most: int | None) -> None:
    events, articles = source.events_on(thing.id), source.articles_of(thing.id)
    _say(f"{thing.id}: {_count(len(events), 'event')}, {_count(len(articles), 'article')} published")
    for event in _first(events, most):
        _say(f"{event['event_id']}  {event['event_type']}: {event['summary']}, {_days(event)}", gap=True)
        told = set()
        for telling in source.tellings(str(event["event_id"])):
            words = source.date_words(telling)
            ground = telling["article_id"], telling["date_basis"], words["char_start"] if words is not None else None
            if ground in told:
                continue
            told.add(ground)
            _fact("day", f"{_BASES.get(str(telling['date_basis']), 'not known')}; {where(telling)}")
            if words is not None:
                click.echo(f"  {marked({**telling, **words}, 'char_start', 'char_end')}")
    for article in _first(articles, most):
        _say(f"{article['article_id']}  {article['headline'] or article['source_file']}", gap=True)
        _fact("published", dated_by(article))


def _topic(source: Evidence, thing: Thing, most: int | None) -> None:
    articles = source.articles_about(thing.id)
    _say(f"topic {thing.id}: {thing.name}, in {_count(len(articles), 'article')}")
    for article in _first(articles, most):
        _item(article["article_id"], f"{article['score']:.2f}", article["headline"] or article["source_file"])


_EXPLAINERS: Mapping[str, Callable[[Evidence, Thing, int | None], None]] = {
    "event": _event,
    "person": _person,
    "office": _office,
    "organization": _named,
    "place": _named,
    "topic": _topic,
    "article": _article,
    "mention": _mention,
    "day": _day,
    "correction": _correction,
}

_BASES = {
    "clause": "in the act's own clause",
    "sentence": "in its sentence",
    "main_event": "taken from the main event it belongs to",
    "publication": "taken from the day of publication",
    "correction": "given by a correction",
}


_GROUNDS = {
    "story": "to the event as a version of the same story",
    "people": "to the event by the people who met that day",
    "plan": "to the event as the same plan",
    "words": "to the event by nearly the same words of the same sides that day",
    "sides": "to the event as talks of the same countries that day",
    "month": "to the event as talks of the same people in that month",
}
"""On which ground a telling belongs to an event that other articles tell as well."""


def _events(events: list[Row], most: int | None) -> None:
    if events:
        _say(f"{_count(len(events), 'event')}:", gap=True)
    for event in _first(events, most):
        _item(event["event_id"], f"{_when(event):<10}", f"{event['event_type']}: {event['summary']}")


def _first(rows: list[Any], most: int | None) -> list[Any]:
    """The first rows; says, before they are shown, that there are more."""
    if most is not None and len(rows) > most:
        _item(f"(the first {most} of {len(rows):,}; --all shows the others)")
        return rows[:most]
    return rows


def _days(row: Row) -> str:
    if row["start_date"] is None:
        before = row.get("not_after")
        return f"not known, before {before}" if before else "not known"
    ends = f" to {row['end_date']}" if row["date_precision"] == "range" else ""
    return f"{_when(row)}{ends} ({row['date_precision']})"


def _when(row: Row) -> str:
    """The first day of an event; its month or year alone where no more is known."""
    known = {"month": len("2024-09"), "year": len("2024")}.get(str(row["date_precision"]))
    return str(row["start_date"])[:known] if row["start_date"] is not None else "no day"


def _amount(row: Row) -> str:
    value = row["quantity_value"]
    return " ".join([f"{value:,.10g}" if value is not None else "", *_words(row, "quantity_unit", "quantity_item")])


def _words(row: Row, *columns: str) -> list[str]:
    return [str(row[column]) for column in columns if row[column] is not None]


def _fact(name: str, value: object) -> None:
    if value not in (None, ""):
        click.echo(f"  {name:<10} {on_one_line(str(value))}")


def _say(line: str, *, gap: bool = False) -> None:
    """One line, whatever the text of an article in it holds; after an empty one where there is a gap."""
    click.echo("\n" * gap + on_one_line(line))


def _item(*cells: object) -> None:
    click.echo(f"  {'  '.join(on_one_line(str(cell)) for cell in cells)}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else f'{noun}s'}"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")
