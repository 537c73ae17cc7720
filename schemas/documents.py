"""The extract stage: which documents there are, which were refused, and which run saw them."""

from schemas.columns import articles, provenance
from schemas.model import Table

DOCUMENTS = Table(
    name="documents",
    grain="One row per distinct article in force.",
    stage="extract",
    columns=(
        articles.ARTICLE_ID,
        provenance.CONTENT_HASH.distinct(),
        provenance.SOURCE_URI,
        provenance.SOURCE_FILE,
        articles.ARTICLE_TEXT,
        provenance.METADATA,
        provenance.ENCODING,
        provenance.SIZE_BYTES,
        provenance.FIRST_LOADED_AT,
        provenance.FIRST_RUN_ID.to("runs", "run_id"),
    ),
    primary_key=("article_id",),
)

SOURCES = Table(
    name="sources",
    grain="One row per document version ever seen.",
    stage="extract",
    columns=(
        provenance.SOURCE_URI,
        provenance.SOURCE_FILE,
        provenance.CONTENT_HASH.optional(),
        articles.ARTICLE_ID.optional(),
        provenance.SOURCE_STATUS,
        provenance.FIRST_SEEN_AT,
        provenance.LAST_SEEN_AT,
    ),
    primary_key=("source_uri", "content_hash"),
)

REJECTS = Table(
    name="rejects",
    grain="One row per refused document and the stage and run that refused it.",
    stage="extract",
    columns=(
        provenance.SOURCE_URI,
        provenance.REJECT_STAGE,
        provenance.REASON,
        provenance.DETAIL,
        provenance.RUN_ID.to("runs"),
        provenance.REJECTED_AT,
    ),
    primary_key=("source_uri", "stage", "run_id"),
)

RUNS = Table(
    name="runs",
    grain="One row per run.",
    stage="extract",
    columns=(
        provenance.RUN_ID,
        provenance.STARTED_AT,
        provenance.FINISHED_AT.optional(),
        provenance.READER_VERSION,
        provenance.FILES_SEEN,
        provenance.FILES_NEW,
        provenance.FILES_CHANGED,
        provenance.FILES_UNCHANGED,
        provenance.FILES_REJECTED,
    ),
    primary_key=("run_id",),
)
