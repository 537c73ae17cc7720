CREATE VIEW event_mentions AS
SELECT
    telling.event_mention_id,
    event.event_id,
    article.article_id,
    telling.char_start,
    telling.char_end,
    telling.text,
    telling.trigger,
    telling.trigger_start,
    telling.trigger_end,
    telling.status,
    starts.date AS start_date,
    ends.date AS end_date,
    telling.date_text,
    telling.confidence,
    coalesce(person.name, organization.name) AS reported_by,
    coalesce(person.person_id, organization.organization_id) AS reported_by_id,
    telling.date_precision,
    telling.date_basis,
    telling.merged_by
FROM fct_event_mentions AS telling
JOIN fct_events AS event ON event.event_key = telling.event_key
JOIN dim_articles AS article ON article.article_key = telling.article_key
JOIN dim_dates AS starts ON starts.date_key = telling.start_date_key
JOIN dim_dates AS ends ON ends.date_key = telling.end_date_key
LEFT JOIN dim_people AS person
    ON person.person_key = telling.reported_by_person_key AND person.person_key <> -1
LEFT JOIN dim_organizations AS organization
    ON organization.organization_key = telling.reported_by_organization_key AND organization.organization_key <> -1;
