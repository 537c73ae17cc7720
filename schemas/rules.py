"""Rules between the columns of one row that several tables share."""

from schemas.model import Rule, Span

SPAN = Span("text", "char_start", "char_end")
TRIGGER = Span("trigger", "trigger_start", "trigger_end")

SPAN_ORDER = Rule("a span ends after it starts", "char_start < char_end")
TRIGGER_ORDER = Rule("a trigger ends after it starts", "trigger_start < trigger_end")
TRIGGER_INSIDE = Rule("the trigger lies within its sentence", "char_start <= trigger_start AND trigger_end <= char_end")
QUOTED_UNLESS_TITLE = Rule(
    "words have a place in the text unless they stand in a title that only the metadata declare",
    "(text IS NULL) = (part = 'title') AND (char_start IS NULL) = (part = 'title')",
)

EVENT_DAYS = Rule("an event ends no earlier than it starts", "end_date IS NULL OR start_date <= end_date")
EVENT_DAY_KEYS = Rule("an event ends no earlier than it starts", "end_date_key = -1 OR start_date_key <= end_date_key")
DATED_IF_PRECISE = Rule(
    "an event has a first day exactly where its precision is not none",
    "(start_date IS NULL) = (date_precision = 'none')",
)
DATE_KEYED_IF_PRECISE = Rule(
    "an event has a first day exactly where its precision is not none",
    "(start_date_key = -1) = (date_precision = 'none')",
)
