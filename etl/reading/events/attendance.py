"""Who took part, told in a list of its own: "Participants in the call included President X of Chile and …"."""

from etl.reading.events.clause import Roles, Setting
from etl.reading.events.happening import mutual
from etl.reading.events.phrases import NounPhrase


def participants(setting: Setting) -> Roles | None:
    """Those whom the list names, with the last person told of who speaks for home: he held the talks."""
    named = [p for p in setting.phrases if p.first >= setting.trigger.end and _is_listed(p)]
    parties = tuple(party for phrase in named for party in phrase.parties)
    host = setting.scene.last_person
    is_host = host is not None and host.country is not None and host.country == setting.scene.home
    if host is not None and is_host and all(party.country != host.country for party in parties):
        parties = (host, *parties)
    return mutual(parties, "happened", *named) if len({party.country for party in parties}) > 1 else None


def _is_listed(phrase: NounPhrase) -> bool:
    return not (phrase.is_weak or phrase.is_place or phrase.is_possessive)
