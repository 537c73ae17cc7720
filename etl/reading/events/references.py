"""References as phrases are read from them: a person and the country beside the name are one."""

from collections.abc import Sequence
from dataclasses import replace

from etl.reading.tagging import TaggedSentence
from etl.reading.who import Reference


def with_their_country(references: Sequence[Reference], sentence: TaggedSentence) -> list[Reference]:
    """ "President X of Chile" is one reference: the country behind a person is part of the name's phrase."""
    kept: list[Reference] = []
    for reference in references:
        before = kept[-1] if kept else None
        if before is not None and reference.kind == "person" and before.kind == "country" and before.country:
            between = [sentence.word(i) for i in range(before.end, reference.first)]
            if before.country == reference.country and between in ([], [")"]):
                if between and len(kept) > 1 and kept[-2].country == before.country:
                    before = kept[-2]
                    kept.pop()
                kept[-1] = replace(reference, first=before.first)  # "Republic of Korea (ROK) President X"
                continue
        if before is not None and before.kind == "person" and reference.kind == "country":
            between = [sentence.word(i) for i in range(before.end, reference.first)]
            if between in (["of"], ["of", "the"]):
                kept[-1] = replace(before, end=reference.end)
                continue
        kept.append(reference)
    return kept
