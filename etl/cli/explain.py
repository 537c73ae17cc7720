"""`communique explain`: a thing of the warehouse, and the words it was read from, marked in their sentences."""

from collections.abc import Callable, Mapping
from pathlib import Path

import click

from etl.cli.marked import dated_by, marked, where
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
    _fact("quantity", " ".join(_words(row, "quantity_value", "quantity_unit", "quantity_item")))
    _fact("part of", row["part_of_event_id"])
    _fact("fulfils", row["fulfils_event_id"])
    participants = source.participants(thing.id)
    for each in participants:
        _fact(str(each["role"]), ", ".join(_words(each, "name", "position", "sector", "country")))
    tellings = source.tellings(thing.id)
    _say(f"told {_times(len(tellings))} in {_count(int(str(row['n_articles'])), 'article')}:", gap=True)
    for telling in _first(tellings, most):
        _telling(source, telling, participants)


def _telling(source: Evidence, telling: Row, participants: list[Row]) -> None:
    _say(f"{where(telling)}", gap=True)
    click.echo(f"  {marked(telling, 'trigger_start', 'trigger_end', inside=telling)}")
    _fact("day", ": ".join([_days(telling), *_dated(telling)]))
    for each in participants:
        said = source.said_of(each, telling)
        if said is not None:
            place = "in this sentence" if said["is_here"] else f"at character {said['char_start']}"
            _fact(str(each["role"]), f'{each["name"]}: "{said["text"]}" {place}')
    _fact("said by", telling["reported_by"])
    for each in source.corrections_of(str(telling["event_mention_id"])):
        _fact("corrected", f"by correction {each['correction_no']}, {each['kind']}: {each['reason']}")


def _dated(telling: Row) -> list[str]:
    """The words that date a telling and what they stand in, or what its day was taken from; nothing where it has none."""
    if telling["start_date"] is None:
        return []
    words = [f'"{telling["date_text"]}"'] if telling["date_text"] else []
    return [", ".join([*words, _BASES[str(telling["date_basis"])]])]


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
    for mention in _first(mentions, most):
        _say(f"{where(mention)}", gap=True)
        click.echo(f"  {marked(mention, 'char_start', 'char_end')}")


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
        for telling in source.tellings(str(event["event_id"])):
            _fact("day", f"{_BASES.get(str(telling['date_basis']), 'not known')}; {where(telling)}")
            words = source.date_words(telling)
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


def _events(events: list[Row], most: int | None) -> None:
    if events:
        _say(f"{_count(len(events), 'event')}:", gap=True)
    for event in _first(events, most):
        _item(event["event_id"], event["start_date"] or "no day    ", f"{event['event_type']}: {event['summary']}")


def _first(rows: list[Row], most: int | None) -> list[Row]:
    """The first rows; says, before they are shown, that there are more."""
    if most is not None and len(rows) > most:
        _item(f"(the first {most} of {len(rows):,}; --all shows the others)")
        return rows[:most]
    return rows


def _days(row: Row) -> str:
    if row["start_date"] is None:
        before = row.get("not_after")
        return f"not known, before {before}" if before else "not known"
    ends = f" to {row['end_date']}" if row["end_date"] not in (None, row["start_date"]) else ""
    return f"{row['start_date']}{ends} ({row['date_precision']})"


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
