"""Files into documents: every file of a folder becomes documents or a refusal with a reason, nothing in between."""

from etl.extract.limits import Limits
from etl.extract.scan import Scan, scan

__all__ = ["Limits", "Scan", "scan"]
