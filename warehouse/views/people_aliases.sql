CREATE VIEW people_aliases AS
SELECT
    person.person_id,
    named.alias,
    named.n_mentions,
    named.evidence
FROM bridge_people_aliases AS named
JOIN dim_people AS person ON person.person_key = named.person_key
WHERE person.person_key <> -1;
