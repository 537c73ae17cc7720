CREATE VIEW corrections AS
SELECT
    correction.correction_no,
    correction.kind,
    correction.subject,
    correction.reason,
    correction.status,
    correction.detail,
    correction.event_mention_ids
FROM fct_corrections AS correction;
