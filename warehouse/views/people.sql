CREATE VIEW people AS
SELECT
    person.person_id,
    person.name,
    person.ascii_name,
    country.country,
    first_seen.date AS first_seen_on,
    last_seen.date AS last_seen_on,
    person.n_articles,
    person.n_events
FROM dim_people AS person
JOIN dim_countries AS country ON country.country_key = person.country_key
JOIN dim_dates AS first_seen ON first_seen.date_key = person.first_seen_date_key
JOIN dim_dates AS last_seen ON last_seen.date_key = person.last_seen_date_key
WHERE person.person_key <> -1;
