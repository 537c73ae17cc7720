"""Whose a name is, by what stands before it: "Bosnian Serbs", "Bosnia's Croats", "Osama bin Laden's al-Qaeda"."""

from etl.reading.tagging import Hit, TaggedSentence


def land_before(sentence: TaggedSentence, index: int) -> Hit | None:
    """ "Bosnian" before "Serbs", "Kosovo" before "Albanians": where they live, except for the Turkish Cypriots."""
    is_owned = index > 1 and sentence.tokens[index - 1].kind == "possessive"  # "Bosnia's Croats"
    hit = sentence.hit_at(index - 1 - is_owned)
    is_land = hit is not None and hit.known.kind in ("nationality", "country", "place") and hit.end + is_owned == index
    return hit if is_land and hit is not None and hit.known.country is not None else None


def start_of_name(sentence: TaggedSentence, end: int) -> int:
    """Where the capitalised words before token `end` begin: "Osama bin Laden" before "'s al-Qaeda"."""
    first = end
    while first > 0 and (sentence.tokens[first - 1].is_capitalized or sentence.word(first - 1) in ("bin", "al", "de")):
        first -= 1
    return first
