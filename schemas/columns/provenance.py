"""Columns about where a document came from, what became of it, and the run that saw it."""

from schemas.model import integer, text, timestamp

SOURCE_KEY = integer("source_key", "Key of the document version.", ge=0)
SOURCE_URI = text(
    "source_uri",
    "Absolute URI of the document; what is inside a file follows it behind ! or #.",
    pattern="^[a-z][a-z0-9+.-]*:.+",
)
SOURCE_FILE = text("source_file", "Path of the document relative to the seeds folder, with forward slashes.")
CONTENT_HASH = text(
    "content_hash",
    "SHA-256 of the bytes, for a record of its text and metadata, in hexadecimal.",
    pattern="^[0-9a-f]{64}$",
)
METADATA = text("metadata", "Fields declared by the document itself, as a flat JSON object of text; '{}' when none.")
ENCODING = text("encoding", "Character encoding from which the text was decoded.")
SIZE_BYTES = integer("size_bytes", "Size of the document in bytes, for a record of its text and metadata.", ge=0)
SOURCE_STATUS = text(
    "status",
    "What became of the document version: an article in force, an exact duplicate of one, a reject, superseded by a "
    "later version, or withdrawn (no longer there).",
    isin=("article", "duplicate", "reject", "superseded", "withdrawn"),
)
FIRST_SEEN_AT = timestamp("first_seen_at", "When a run first saw this version of the document.")
LAST_SEEN_AT = timestamp("last_seen_at", "When a run last saw this version of the document.")
FIRST_LOADED_AT = timestamp("first_loaded_at", "When the run began that first loaded this content.")

REJECT_KEY = integer("reject_key", "Key of the refusal.", ge=0)
REJECT_STAGE = text("stage", "The stage that refused the document.", isin=("extract", "read"))
REASON = text(
    "reason",
    "Why it was refused, in one word: empty, binary, undecodable, unreadable, oversized, over_budget and the like.",
    pattern="^[a-z][a-z_]*$",
)
DETAIL = text("detail", "Why it was refused, in full.")
REJECTED_AT = timestamp("rejected_at", "When it was refused.")

RUN_KEY = integer("run_key", "Key of the run.", ge=0)
RUN_ID = text("run_id", "Id of the run.")
FIRST_RUN_ID = text("first_run_id", "Id of the run that first loaded this content.")
STARTED_AT = timestamp("started_at", "When the run began.")
FINISHED_AT = timestamp("finished_at", "When the run ended; null while it is under way or when it was killed.")
READER_VERSION = text("reader_version", "Digest of the reading code and of every word list in use.")
FILES_SEEN = integer("files_seen", "How many documents lay in the seeds folder.", ge=0)
FILES_NEW = integer("files_new", "How many of them were seen for the first time.", ge=0)
FILES_CHANGED = integer("files_changed", "How many of them had new content.", ge=0)
FILES_UNCHANGED = integer("files_unchanged", "How many of them were as before.", ge=0)
FILES_REJECTED = integer("files_rejected", "How many of them were refused.", ge=0)
ARTICLES_IN_WAREHOUSE = integer("articles", "How many articles the run published.", ge=0, nullable=True)
EVENTS_IN_WAREHOUSE = integer("events", "How many events the run published.", ge=0, nullable=True)
PEOPLE_IN_WAREHOUSE = integer("people", "How many people the run published.", ge=0, nullable=True)

ABOUT_KEY = integer("about_key", "Always 0: the table has one row.", ge=0, le=0)
CONTRACT_VERSION = text("contract_version", "Version of the contract that these tables and views fulfil.")
BUILT_AT = timestamp("built_at", "When this warehouse was built.")
LICENCES = text("licences", "Licences of the vocabularies and word lists whose terms appear in the warehouse.")
