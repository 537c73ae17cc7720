"""What lies beside the published file: the ledger, the cache of readings, frames between steps, and the run lock."""

from etl.state.frames import FrameMissing, FrameStore
from etl.state.layout import State
from etl.state.ledger import Ledger
from etl.state.ledger_format import LedgerError
from etl.state.lock import Holder, RunLock
from etl.state.readings import ReadingsCache, ReadingsMissing
from etl.state.versions import ScanCounts

__all__ = [
    "FrameMissing",
    "FrameStore",
    "Holder",
    "Ledger",
    "LedgerError",
    "ReadingsCache",
    "ReadingsMissing",
    "RunLock",
    "ScanCounts",
    "State",
]
