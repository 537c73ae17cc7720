CREATE VIEW article_topics AS
SELECT
    article.article_id,
    topic.topic_id,
    topic.name AS topic,
    topic.path,
    carried.score,
    carried.rank
FROM bridge_article_topics AS carried
JOIN dim_articles AS article ON article.article_key = carried.article_key
JOIN dim_topics AS topic ON topic.topic_key = carried.topic_key
WHERE topic.topic_key <> -1;
