"""The published warehouse in other programs' formats: reader views as Parquet, CSV or JSON Lines, events as GDELT's."""

from warehouse.exports.delivery import ExportRefused
from warehouse.exports.export import FORMATS, Exported, export

__all__ = ["FORMATS", "ExportRefused", "Exported", "export"]
