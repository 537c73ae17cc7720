"""Time in an article: the day it was published and the date expressions of its text."""

from etl.reading.time.expressions import find_time_expressions
from etl.reading.time.publication import publish_date
from etl.reading.time.reading import read_time

__all__ = ["find_time_expressions", "publish_date", "read_time"]
