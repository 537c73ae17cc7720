"""Events: which told one is which annotated one, and what of it is right."""

from collections import Counter
from collections.abc import Mapping

from tests.accuracy.matching import Span, matched, n_shared
from tests.accuracy.told import Gold, Row, Told


def score_events(
    gold: Gold, told: Told, people: Mapping[int, str], organizations: Mapping[int, str], tally: Counter[str]
) -> None:
    """Counts told, core and paired events of one article, and of the paired ones what is right; `people` and
    `organizations` pair the annotated ones, by number, with told ones.
    """
    reading = _EventReading(gold, told, people, organizations)
    pairs = matched(reading.weights)
    told_events = {telling["event_id"] for telling in told.tellings} - reading.further_tellings(pairs)
    tally["told_events"] += len(told_events)
    tally["right_events"] += len(pairs)
    for number, event in enumerate(gold["events"]):
        tally["core_events"] += bool(event["core"])
        if number not in pairs:
            continue
        is_right = reading.judge(event, number, pairs[number])
        tally["paired_events"] += 1
        tally["core_hit"] += bool(event["core"])
        for name, is_so in is_right.items():
            tally[name] += is_so
        tally["strict"] += all(is_right.values())
        tally["strict_core"] += all(is_right.values()) and bool(event["core"])


def verdicts(gold: Gold, told: Told, people: Mapping[int, str], organizations: Mapping[int, str]) -> dict[str, bool]:
    """Whether each told event is an annotated one, by its id; arguments as of `score_events`."""
    reading = _EventReading(gold, told, people, organizations)
    pairs = matched(reading.weights)
    further, right = reading.further_tellings(pairs), set(pairs.values())
    return {i: i in right for i in {telling["event_id"] for telling in told.tellings} - further}


class _EventReading:
    """Annotated events against told ones: how well each pair fits, and what of a pair is right."""

    def __init__(self, gold: Gold, told: Told, people: Mapping[int, str], organizations: Mapping[int, str]) -> None:
        self._told = told
        self._people = {person["key"]: people[n] for n, person in enumerate(gold.get("people", ())) if n in people}
        self._organizations = {
            one["key"]: organizations[n] for n, one in enumerate(gold.get("organizations", ())) if n in organizations
        }
        mentioned = (p for p in gold.get("people", ()) if p.get("participation") == "mentioned")
        self._mentioned = {self._people[p["key"]] for p in mentioned if p["key"] in self._people}
        self.weights: dict[tuple[int, str], float] = {}
        self._best: dict[tuple[int, str], tuple[Span, Row]] = {}
        for number, event in enumerate(gold["events"]):
            for telling in told.tellings:
                self._weigh(number, event, telling)

    def _weigh(self, number: int, event: Gold, telling: Row) -> None:
        span = (telling["char_start"], telling["char_end"])
        evidence = max(event["evidence"], key=lambda words: n_shared(span, words))
        types = {event["type"], *event.get("accept_types", ())}
        if not n_shared(span, evidence) or telling["event_type"] not in types:
            return
        wanted = [side for side in event["actors"] + event["recipients"] if not side.get("optional")]
        people = {self._people[s["person"]] for s in wanted if s.get("person") in self._people}
        countries = {s["country"] for s in wanted if s.get("country")}
        sides = self._told.sides.get(telling["event_id"], [])
        told_people = {s["participant_id"] for s in sides if s["kind"] == "person"}
        told_countries = {s["country"] for s in sides if s["country"]}
        fit = len(people & told_people) + len(countries & told_countries) - 0.1 * len(told_countries - countries)
        weight = 10 + 5 * bool(event["core"]) + fit / 10 + _is_date_right(event, telling)
        weight += 0.5 * (telling["event_type"] == event["type"])
        key = (number, telling["event_id"])
        if weight > self.weights.get(key, 0):
            self.weights[key] = weight
            self._best[key] = (evidence[0], evidence[1]), telling

    def further_tellings(self, pairs: Mapping[int, str]) -> set[str]:
        """Told events that are further sentences of an event already paired: neither right nor wrong."""
        free: set[str] = set()
        for number, event_id in pairs.items():
            taken = {self._best[number, event_id][0]}
            for (other, further), (words, _) in sorted(self._best.items(), key=lambda item: (item[0], item[1][0])):
                if other == number and further not in pairs.values() and further not in free and words not in taken:
                    taken.add(words)
                    free.add(further)
        return free

    def judge(self, event: Gold, number: int, event_id: str) -> dict[str, bool]:
        """Whether day, sides and status of the pair are right."""
        telling = self._best[number, event_id][1]
        is_planned = (telling["event_status"] == "planned") == (event["status"] == "planned")
        return {
            "event_dates": bool(_is_date_right(event, telling)),
            "event_sides": self._are_sides_right(event, event_id),
            "event_status": is_planned or "status" in event.get("lenient", ()),
        }

    def _are_sides_right(self, event: Gold, event_id: str) -> bool:
        told, every = self._told.sides.get(event_id, []), event["actors"] + event["recipients"]
        is_free = bool(event.get("symmetric")) or event["type"] == "OCCASION"
        known = {side["country"] for side in every if side.get("country")}
        strangers = {s["country"] for s in told if s["country"]} - known if known else set()
        named = {self._people.get(side.get("person")) for side in every}
        bystanders = {s["participant_id"] for s in told if s["kind"] == "person"} & self._mentioned - named
        sides = (("actor", event["actors"], event["recipients"]), ("recipient", event["recipients"], event["actors"]))
        return not strangers and not bystanders and all(self._is_side_right(told, *side, is_free) for side in sides)

    def _is_side_right(self, told: list[Row], role: str, side: list[Gold], other: list[Gold], is_free: bool) -> bool:
        """True when everybody of the side is told in the role, and its countries not in the other role."""
        here = [row for row in told if is_free or row["role"] == role]

        def has(kind: str, entity: str | None) -> bool:
            return entity is not None and any(r["kind"] == kind and r["participant_id"] == entity for r in here)

        for one in side:
            person, country, organization = one.get("person"), one.get("country"), one.get("organization")
            if one.get("optional"):
                continue
            if person and not has("person", self._people.get(person)):
                return False
            if country and country not in {row["country"] for row in here}:
                return False
            if (
                organization
                and not person
                and not country
                and not has("organization", self._organizations.get(organization))
            ):
                return False
        mine, theirs = ({one["country"] for one in each if one.get("country")} for each in (side, other))
        return is_free or not theirs or not any(r["role"] != role and r["country"] in mine - theirs for r in told)


def _is_date_right(event: Gold, telling: Row) -> bool:
    return str(telling["start_date"]) in (str(event["start"]), *(event.get("accept_dates") or ()))
