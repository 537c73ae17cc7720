CREATE VIEW people_positions AS
SELECT
    person.person_id,
    person.name,
    tenure.position,
    tenure.position_kind,
    tenure.position_rank,
    tenure.organization,
    country.country,
    valid_from.date AS valid_from,
    valid_to.date AS valid_to,
    valid_to.date IS NULL AS is_current,
    last_attested.date AS last_attested_on,
    tenure.n_articles,
    evidence.mention_id AS evidence_mention_id
FROM fct_tenures AS tenure
JOIN dim_people AS person ON person.person_key = tenure.person_key
JOIN dim_countries AS country ON country.country_key = tenure.country_key
JOIN dim_dates AS valid_from ON valid_from.date_key = tenure.valid_from_date_key
JOIN dim_dates AS valid_to ON valid_to.date_key = tenure.valid_to_date_key
JOIN dim_dates AS last_attested ON last_attested.date_key = tenure.last_attested_date_key
JOIN fct_mentions AS evidence ON evidence.mention_key = tenure.evidence_mention_key;
