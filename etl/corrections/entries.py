"""The entries that a file of corrections may hold: one model per kind, known by the key that names what is corrected.

Every entry gives a reason, and names people and quotes articles: ids may change, what articles say does not.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
)

from etl.corrections.days import Days, days_of
from etl.corrections.vocabulary import known, modes_of, subtypes_of
from schemas.columns import events

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PersonName(_Strict):
    """A person by a name that articles use; the country is needed where several people have the name."""

    name: Text
    country: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")] | None = None


class Place(_Strict):
    """A place in an article: its file (the path below the seeds folder, or the last part of it) and words of it."""

    article: Text
    quote: Text


Person = Annotated[PersonName, BeforeValidator(lambda given: {"name": given} if isinstance(given, str) else given)]


class Entry(_Strict):
    """One correction: `kind` is what the warehouse calls it; `people` and `places` are what it speaks of.

    `value` and `values` are what it says of them: a text, or columns of the table `correction_values`.
    """

    kind: ClassVar[str]
    reason: Text

    def people(self) -> list[PersonName]:
        return []

    def places(self) -> list[Place]:
        return []

    def value(self) -> str | None:
        return None

    def values(self) -> Mapping[str, object]:
        return {}


class MergePeople(Entry):
    """These names are one person's."""

    kind = "merge_people"
    merge: list[Person] = Field(min_length=2)

    def people(self) -> list[PersonName]:
        return self.merge


class SplitPerson(Entry):
    """At these places of articles somebody else of that name is meant, one and the same at all of them."""

    kind = "split_person"
    split: Person
    at: list[Place] = Field(min_length=1)

    def people(self) -> list[PersonName]:
        return [self.split]

    def places(self) -> list[Place]:
        return self.at


class NotAlias(Entry):
    """This form of a name is not that person's, wherever it was taken for him."""

    kind = "not_alias"
    not_alias: Text
    person: Person

    def people(self) -> list[PersonName]:
        return [self.person]

    def value(self) -> str | None:
        return self.not_alias


class MergeEvents(Entry):
    """What articles tell at these places is one event."""

    kind = "merge_events"
    merge: list[Place] = Field(min_length=2)

    def places(self) -> list[Place]:
        return self.merge


class SplitEvent(Entry):
    """What articles tell at these places is not the event that they were joined to, but one of its own."""

    kind = "split_event"
    split: list[Place] = Field(min_length=1)

    def places(self) -> list[Place]:
        return self.split


class NoEvent(Entry):
    """What articles tell at these places is no event."""

    kind = "no_event"
    no_event: list[Place] = Field(min_length=1)

    def places(self) -> list[Place]:
        return self.no_event


class EventType(Entry):
    """What articles tell at these places is of this type, and of this mode and status where they are given.

    What is not given stays as it was read; but code and mode of another type fall away with it.
    """

    kind = "event_type"
    event_type: Text
    event_subtype: Text | None = None
    mode: Text | None = None
    status: Text | None = None
    at: list[Place] = Field(min_length=1)

    @field_validator("event_type")
    @classmethod
    def _is_root(cls, given: str) -> str:
        return known(given, events.EVENT_TYPE.isin or (), "event type")

    @field_validator("event_subtype")
    @classmethod
    def _is_code_of_the_type(cls, given: str | None, info: ValidationInfo) -> str | None:
        event_type = info.data.get("event_type")
        return known(given, subtypes_of(event_type), f"CAMEO code of {event_type}") if event_type else given

    @field_validator("mode")
    @classmethod
    def _is_mode_of_the_type(cls, given: str | None, info: ValidationInfo) -> str | None:
        event_type = info.data.get("event_type")
        return known(given, modes_of(event_type), f"mode of {event_type}") if event_type else given

    @field_validator("status")
    @classmethod
    def _is_status(cls, given: str | None) -> str | None:
        return known(given, events.STATUS.isin or (), "status")

    def places(self) -> list[Place]:
        return self.at

    def values(self) -> Mapping[str, object]:
        return self.model_dump(include={"event_type", "event_subtype", "mode", "status"})


class EventDate(Entry):
    """What articles tell at these places was on these days: 2021-03-09, 2021-03, 2021 or 2021-03-09/2021-03-11."""

    kind = "event_date"
    date: Annotated[Days, BeforeValidator(days_of)]
    at: list[Place] = Field(min_length=1)

    def places(self) -> list[Place]:
        return self.at

    def values(self) -> Mapping[str, object]:
        return self.date._asdict()


SECTIONS: Mapping[str, Mapping[str, type[Entry]]] = {
    "people": {"merge": MergePeople, "split": SplitPerson, "not_alias": NotAlias},
    "events": {
        "merge": MergeEvents,
        "split": SplitEvent,
        "no_event": NoEvent,
        "event_type": EventType,
        "date": EventDate,
    },
}
"""The sections of the file, and in each the models by the key that tells the kind of an entry."""


def model_of(section: str, entry: Mapping[str, Any]) -> type[Entry] | None:
    """The model of an entry, None when no key or more than one tells its kind."""
    found = [model for key, model in SECTIONS[section].items() if key in entry]
    return found[0] if len(found) == 1 else None
