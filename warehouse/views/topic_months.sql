CREATE VIEW topic_months AS
WITH published AS (
    SELECT article.article_key, day.year, day.month, count(*) OVER (PARTITION BY day.year, day.month) AS n_in_month
    FROM dim_articles AS article
    JOIN dim_dates AS day ON day.date_key = article.published_date_key
    WHERE day.date_key <> -1
)
SELECT
    published.year,
    published.month,
    topic.topic_id,
    topic.name AS topic,
    topic.path,
    count(*) AS n_articles,
    count(*) FILTER (carried.rank = 1) AS n_main_articles,
    count(*) / any_value(published.n_in_month) AS share
FROM bridge_article_topics AS carried
JOIN published ON published.article_key = carried.article_key
JOIN dim_topics AS topic ON topic.topic_key = carried.topic_key
GROUP BY ALL;
