CREATE VIEW dyad_topics AS
WITH about AS (
    SELECT
        dyad.source_country_key,
        dyad.target_country_key,
        CASE
            WHEN event.start_date_key <> -1 THEN event.start_date_key
            ELSE event.first_published_date_key
        END AS date_key,
        of_event.topic_key,
        dyad.event_key,
        NULL::BIGINT AS article_key
    FROM fct_event_dyads AS dyad
    JOIN fct_events AS event ON event.event_key = dyad.event_key
    JOIN bridge_event_topics AS of_event ON of_event.event_key = dyad.event_key
    UNION ALL
    SELECT
        dyad.source_country_key,
        dyad.target_country_key,
        article.published_date_key AS date_key,
        of_article.topic_key,
        NULL::BIGINT AS event_key,
        article.article_key
    FROM fct_event_dyads AS dyad
    JOIN fct_event_mentions AS telling ON telling.event_key = dyad.event_key
    JOIN dim_articles AS article ON article.article_key = telling.article_key
    JOIN bridge_article_topics AS of_article ON of_article.article_key = article.article_key
)
SELECT
    source.country AS source_country,
    target.country AS target_country,
    day.year,
    day.month,
    topic.topic_id,
    topic.name AS topic,
    topic.path,
    count(DISTINCT about.event_key) AS n_events,
    count(DISTINCT about.article_key) AS n_articles
FROM about
JOIN dim_topics AS topic ON topic.topic_key = about.topic_key
JOIN dim_countries AS source ON source.country_key = about.source_country_key
JOIN dim_countries AS target ON target.country_key = about.target_country_key
JOIN dim_dates AS day ON day.date_key = about.date_key
GROUP BY ALL;
