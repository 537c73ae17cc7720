"""The entries that a file of corrections may hold: one model per kind, known by the key that names what is corrected.

Every entry gives a reason, and names people and quotes articles: ids may change, what articles say does not.
"""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

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
    """One correction: `kind` is what the warehouse calls it; `people`, `places` and `value` are what it speaks of."""

    kind: ClassVar[str]
    reason: Text

    def people(self) -> list[PersonName]:
        return []

    def places(self) -> list[Place]:
        return []

    def value(self) -> str | None:
        return None


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


SECTIONS: Mapping[str, Mapping[str, type[Entry]]] = {
    "people": {"merge": MergePeople, "split": SplitPerson, "not_alias": NotAlias},
    "events": {"merge": MergeEvents, "split": SplitEvent},
}
"""The sections of the file, and in each the models by the key that tells the kind of an entry."""


def model_of(section: str, entry: Mapping[str, Any]) -> type[Entry] | None:
    """The model of an entry, None when no key or more than one tells its kind."""
    found = [model for key, model in SECTIONS[section].items() if key in entry]
    return found[0] if len(found) == 1 else None
