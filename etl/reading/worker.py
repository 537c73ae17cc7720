"""What a reading process does: it makes itself ready once and reads one document after the other.

It imports no Polars, which would take a fifth of a new process's start-up: what comes and goes are plain values.
"""

import gc
import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from etl.reading.annotations import Document
from etl.reading.reader import read_document
from etl.reading.rows import Row, reading_row

FIRST_SENTENCE: Final = (
    "HANOI — Prime Minister Phạm Minh Chính met Cuba's Foreign Minister on Monday and gave 5,000 tonnes of rice."
)
_NEW_OBJECTS: Final = 50_000

Clock = Callable[[], float]
Fields = tuple[str, str, str, Mapping[str, str]]
"""The fields of a Document."""
Timed = tuple[Row, float]


def make_ready() -> None:
    """Leaves Ctrl-C, which a terminal sends to the whole group, to the parent: a dying worker is no failed article.

    And loads the word lists, on one sentence: the time for that is nobody's, and no article is to be given up for it
    where a machine is slow. They stay, and reading makes next to no reference cycles: looking for some at every 700
    new objects, as Python does, would cost a twelfth of the time.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    with suppress(Exception):  # what is wrong is said of the first article
        read_document(Document("", FIRST_SENTENCE))
    gc.freeze()
    gc.enable()
    gc.set_threshold(_NEW_OBJECTS)


def read_timed(clock: Clock, version: str, fields: Fields) -> Timed:
    """The row of a document, which is sent in a fifth of the time that its reading takes, and how long it took."""
    began = clock()
    reading = read_document(Document(*fields))
    return reading_row(reading, version), clock() - began
