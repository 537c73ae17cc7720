CREATE VIEW runs AS
SELECT
    run_id,
    started_at,
    finished_at,
    reader_version,
    files_seen,
    files_new,
    files_changed,
    files_unchanged,
    files_rejected,
    articles,
    events,
    people
FROM dim_runs;
