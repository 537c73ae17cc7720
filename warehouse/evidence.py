"""What the published warehouse rests on: any id or name to its thing, and each thing to the words that tell it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from warehouse.messages import one_line
from warehouse.query import QueryError, opened

Row = Mapping[str, object]

_BY_ID = {
    "event": "FROM events SELECT event_id, summary WHERE event_id = $1",
    "person": "FROM people SELECT person_id, name WHERE person_id = $1",
    "organization": "FROM organizations SELECT organization_id, name WHERE organization_id = $1",
    "place": "FROM places SELECT place_id, name WHERE place_id = $1",
    "topic": "FROM topics SELECT topic_id, name WHERE topic_id = $1",
    "article": "FROM articles SELECT article_id, coalesce(headline, source_file) WHERE article_id = $1",
    "mention": "FROM mentions SELECT mention_id, text WHERE mention_id = $1",
}

_TELLING = "FROM event_mentions JOIN events USING (event_id) SELECT event_id, summary WHERE event_mention_id = $1"
"""An event's former id is that of one of its tellings."""

_TAKEN_OUT = (
    "FROM corrections SELECT correction_no, subject "
    "WHERE kind = 'no_event' AND list_contains(event_mention_ids, $1) ORDER BY correction_no LIMIT 1"
)
"""A telling of which the analyst says that it is no event."""

_BY_NAME = {
    "person": "FROM people SELECT person_id, name WHERE {0}(name) = {0}($1) UNION "
    "(FROM people_aliases JOIN people USING (person_id) SELECT person_id, name WHERE {0}(alias) = {0}($1))",
    "office": "FROM people_positions SELECT DISTINCT lower(position) AS id, position AS name "
    "WHERE {0}(position) = {0}($1)",
    "organization": "FROM organizations SELECT organization_id, name WHERE {0}($1) IN ({0}(name), {0}(acronym))",
    "place": "FROM places SELECT place_id, name WHERE {0}(name) = {0}($1)",
    "topic": "FROM topics SELECT topic_id, name WHERE {0}(name) = {0}($1)",
    "article": "FROM articles SELECT article_id, coalesce(headline, source_file) WHERE $1 IN (source_file, source_uri)",
}


@dataclass(frozen=True)
class Thing:
    """Something that can be explained: what it is, its id (of an office its name, of a day the day) and its name."""

    kind: str
    id: str
    name: str


class Evidence:
    """Questions to one build of the warehouse; rows are dicts of the reader views' columns."""

    def __init__(self, session: duckdb.DuckDBPyConnection) -> None:
        self._session = session

    def things(self, asked: str) -> list[Thing]:
        """What an id, a day (yyyy-mm-dd) or else a name stands for: an id for one thing, a name maybe for several.

        Names match without case and diacritics.
        """
        if _is_day(asked):
            return [Thing("day", asked, asked)]
        for kind, query in {**_BY_ID, "telling": _TELLING, "correction": _TAKEN_OUT}.items():
            found = self._things("event" if kind == "telling" else kind, query, asked)
            if found:
                return found
        self._session.execute("CREATE OR REPLACE TEMP MACRO folded(words) AS lower(strip_accents(words))")
        return [
            thing
            for kind, query in _BY_NAME.items()
            for thing in self._things(kind, query.format("folded") + " ORDER BY ALL", asked)
        ]

    def rows(self, query: str, *parameters: object) -> list[Row]:
        """The answer to one query, whose parameters are $1, $2, …"""
        answer = self._session.execute(query, list(parameters))
        names = [column[0] for column in answer.description or ()]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

    def event(self, event_id: str) -> Row:
        return self._one("FROM events WHERE event_id = $1", event_id)

    def participants(self, event_id: str) -> list[Row]:
        """Actors first, people before organisations before countries."""
        order = "role, list_position(['person', 'organization', 'country'], kind), name"
        return self.rows(f"FROM event_participants WHERE event_id = $1 ORDER BY {order}", event_id)

    def linked(self, event_id: str) -> list[Row]:
        """Events that this one is part of or fulfils, and those that are part of it or fulfil it, as `link` says."""
        other = "FROM events AS e JOIN events AS other ON other.event_id = e.{0} SELECT '{1}' AS link, other.* "
        links = [
            other.format("part_of_event_id", "part of") + "WHERE e.event_id = $1",
            other.format("fulfils_event_id", "fulfils") + "WHERE e.event_id = $1",
            "FROM events SELECT 'fulfilled' AS link, * WHERE fulfils_event_id = $1",
            "FROM events SELECT 'led to' AS link, * WHERE part_of_event_id = $1",
        ]
        order = "list_position(['part of', 'fulfils', 'fulfilled', 'led to'], link), start_date, event_id"
        return self.rows(f"FROM ({' UNION ALL '.join(f'({link})' for link in links)}) ORDER BY {order}", event_id)

    def topics_of(self, event_id: str) -> list[Row]:
        return self.rows("FROM event_topics SELECT topic WHERE event_id = $1 ORDER BY topic", event_id)

    def tellings(self, event_id: str) -> list[Row]:
        """Every telling of the event with its article's file and publication, the first published first."""
        return self.rows(
            f"FROM event_mentions JOIN articles AS a USING (article_id) SELECT event_mentions.*, {_ARTICLE} "
            "WHERE event_id = $1 ORDER BY published_on NULLS LAST, source_file, char_start",
            event_id,
        )

    def said_of(self, participant: Row, telling: Row) -> Row | None:
        """Where the telling's article names the participant: in its sentence, else last before it, else first after;
        by a name where there is one, else by a title. A country is also named by the name of its people."""
        found = self.rows(
            "FROM mentions SELECT *, char_start >= $3 AND char_end <= $4 AS is_here "
            "WHERE article_id = $1 AND entity_id = $2 AND part IN ('text', 'caption', 'header') "
            "ORDER BY is_here DESC, kind = 'title', char_start > $4, abs(char_start - $3) LIMIT 1",
            *(telling["article_id"], participant["participant_id"], telling["char_start"], telling["char_end"]),
        )
        return found[0] if found else None

    def corrections_of(self, event_mention_id: str) -> list[Row]:
        """The corrections by which the telling is as it is."""
        return self.rows(
            "FROM corrections WHERE list_contains(event_mention_ids, $1) ORDER BY correction_no", event_mention_id
        )

    def correction(self, correction_no: str) -> Row:
        return self._one("FROM corrections WHERE correction_no = CAST($1 AS BIGINT)", correction_no)

    def date_words(self, telling: Row) -> Row | None:
        """The place nearest to the telling where its article says the words that date it."""
        found = self.rows(
            "FROM mentions SELECT char_start, char_end WHERE article_id = $1 AND kind = 'date' AND text = $2 "
            "ORDER BY abs(char_start - $3) LIMIT 1",
            *(telling["article_id"], telling["date_text"], telling["char_start"]),
        )
        return found[0] if found else None

    def person(self, person_id: str) -> Row:
        return self._one("FROM people WHERE person_id = $1", person_id)

    def aliases(self, person_id: str) -> list[Row]:
        return self.rows("FROM people_aliases WHERE person_id = $1 ORDER BY n_mentions DESC, alias", person_id)

    def offices(self, *, person_id: str | None = None, position: str | None = None) -> list[Row]:
        """Tenures of a person or of an office, each with the mention that attests it and that one's article."""
        return self.rows(
            "FROM people_positions AS held JOIN mentions AS m ON m.mention_id = held.evidence_mention_id "
            f"JOIN articles AS a USING (article_id) SELECT held.*, {_SPAN}, {_ARTICLE} "
            "WHERE coalesce(person_id = $1, lower(position) = $2) ORDER BY valid_from NULLS LAST, held.name, position",
            person_id,
            position,
        )

    def events_of(self, participant_id: str) -> list[Row]:
        return self.rows(
            "FROM events SEMI JOIN (FROM event_participants WHERE participant_id = $1) USING (event_id) "
            "ORDER BY start_date NULLS LAST, event_id",
            participant_id,
        )

    def mentions_of(self, entity_id: str) -> list[Row]:
        """Every mention of a person, organisation or place with its article, the first published first."""
        return self.rows(
            f"FROM mentions AS m JOIN articles AS a USING (article_id) SELECT {_SPAN}, {_ARTICLE} "
            "WHERE entity_id = $1 ORDER BY published_on NULLS LAST, source_file, char_start",
            entity_id,
        )

    def mention(self, mention_id: str) -> Row:
        return self._one(
            f"FROM mentions AS m JOIN articles AS a USING (article_id) SELECT {_SPAN}, {_ARTICLE} "
            "WHERE mention_id = $1",
            mention_id,
        )

    def article(self, article_id: str) -> Row:
        return self._one("FROM articles WHERE article_id = $1", article_id)

    def events_told_by(self, article_id: str) -> list[Row]:
        return self.rows(
            "FROM events SEMI JOIN (FROM event_mentions WHERE article_id = $1) USING (event_id) "
            "ORDER BY start_date NULLS LAST, event_id",
            article_id,
        )

    def events_on(self, day: str) -> list[Row]:
        """Events under way on that day, and behind them those of which no more is known than its month or year."""
        return self.rows(
            "FROM events WHERE CAST($1 AS DATE) BETWEEN start_date AND coalesce(end_date, start_date) "
            "ORDER BY date_precision NOT IN ('day', 'range'), start_date, event_id",
            day,
        )

    def articles_of(self, day: str) -> list[Row]:
        """Articles published on that day."""
        return self.rows("FROM articles WHERE published_on = CAST($1 AS DATE) ORDER BY source_file", day)

    def articles_about(self, topic_id: str) -> list[Row]:
        return self.rows(
            "FROM articles JOIN article_topics USING (article_id) WHERE topic_id = $1 "
            "ORDER BY score DESC, published_on NULLS LAST, source_file",
            topic_id,
        )

    def _things(self, kind: str, query: str, asked: str) -> list[Thing]:
        return [Thing(kind, *map(str, row.values())) for row in self.rows(query, asked)]

    def _one(self, query: str, asked: str) -> Row:
        (found,) = self.rows(query, asked)
        return found


def _is_day(asked: str) -> bool:
    try:
        return date.fromisoformat(asked).isoformat() == asked
    except ValueError:
        return False


@contextmanager
def evidence(target: Path) -> Iterator[Evidence]:
    """The evidence of the build that is published now. Raises QueryError."""
    with opened(target) as session:
        try:
            yield Evidence(session)
        except duckdb.Error as error:
            raise QueryError(f"{target}: {one_line(error)}") from error


_SPAN = (
    "m.mention_id, m.kind, m.text AS words, m.char_start, m.char_end, m.sentence_no, m.entity_id, m.entity_name, "
    "m.value"
)
_ARTICLE = (
    "article_id, a.source_file, a.published_on, a.published_precision, a.published_basis, a.published_evidence, "
    "a.text AS article_text"
)
