CREATE VIEW rejects AS
SELECT
    reject.source_uri,
    reject.stage,
    reject.reason,
    reject.detail,
    run.run_id,
    reject.rejected_at
FROM fct_rejects AS reject
JOIN dim_runs AS run ON run.run_key = reject.run_key;
