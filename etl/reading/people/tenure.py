"""On which day a title attests an office: the day of the act its holder takes part in, else publication.

An article calls people by offices they hold, held or will hold. "During X's State visit in September 2024" attests the
office in that month; whoever acts or speaks in the article's own present holds it then; of anybody else ("founded by
President X") the title tells no day.
"""

from collections.abc import Sequence
from dataclasses import replace

from etl.reading.annotations import Office, Publication, Telling


def date_offices(
    offices: Sequence[Office], tellings: Sequence[Telling], speakers: frozenset[int], publication: Publication
) -> tuple[Office, ...]:
    """The offices with `held_on` and `held_basis` (event or publication) where they are known.

    An office held at the publication of an undated article has a basis and no day.

    `speakers` are entity numbers of people who speak in the article or are credited with it.
    """
    present = {
        side.entity for telling in tellings if telling.status in ("happened", "ongoing") for side in telling.sides
    } | speakers
    return tuple(_dated(office, tellings, office.entity in present, publication) for office in offices)


def _dated(office: Office, tellings: Sequence[Telling], is_present: bool, publication: Publication) -> Office:
    beside = [
        telling
        for telling in tellings
        if telling.sentence.covers(office.title) and any(side.entity == office.entity for side in telling.sides)
    ]
    present = [telling for telling in beside if telling.status in ("happened", "ongoing")]
    past = [telling for telling in beside if telling.status == "background"]
    told = [telling.start for telling in present or past if telling.start is not None]
    if told:
        return replace(office, held_on=min(told), held_basis="event")
    if is_present and (present or not past):
        day = publication.on if publication.precision == "day" else None
        return replace(office, held_on=day, held_basis="publication")
    return office
