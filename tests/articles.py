"""Short articles for the tests of reading, and what was read in them by name."""

from etl.reading.annotations import Document, Reading, Telling
from etl.reading.reader import read_document

HEADER = " date 2021-03-10 "  # a Wednesday


def read(text: str, header: str = HEADER) -> Reading:
    """The reading of an article of these words."""
    return read_document(Document("art-0000000000000000", f"{header}{text}\n"))


def people(text: str) -> dict[str, str | None]:
    """Country by name of the people in an article of these words."""
    return {entity.name: entity.country for entity in read(text).entities if entity.kind == "person"}


def forms(reading: Reading, name: str) -> list[str]:
    """Every form in which a person is mentioned, line breaks as blanks."""
    number = next(entity.number for entity in reading.entities if entity.name == name)
    mentions = (m for m in reading.mentions if m.kind == "person" and m.entity == number)
    return [" ".join(m.span.of(reading.document.text).split()) for m in mentions]


def sides(reading: Reading, telling: Telling) -> dict[str, list[str]]:
    """Names of people and organisations, codes of countries, by role."""
    found: dict[str, list[str]] = {}
    for side in telling.sides:
        name = reading.entities[side.entity - 1].name if side.entity is not None else str(side.country)
        found.setdefault(side.role, []).append(name)
    return found


def shown(reading: Reading, telling: Telling) -> str:
    """A telling as "TYPE mode: actors > recipients, day", with the day only where the words give one."""
    found = sides(reading, telling)
    actors, recipients = found.get("actor", []), found.get("recipient", [])
    names = [", ".join(actors) if all(len(name) > 3 for name in actors) else " ".join(sorted(actors))]
    names += [" ".join(recipients) if all(len(name) == 3 for name in recipients) else ", ".join(recipients)]
    day = f", {telling.start}" if telling.date_basis in ("clause", "sentence", "main_event") else ""
    return f"{telling.event_type} {telling.mode}: {' > '.join(name for name in names if name)}{day}"
