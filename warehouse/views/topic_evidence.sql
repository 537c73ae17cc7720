CREATE VIEW topic_evidence AS
SELECT
    article.article_id,
    topic.topic_id,
    topic.name AS topic,
    evidence.words,
    evidence.weight,
    evidence.part,
    evidence.text,
    evidence.char_start,
    evidence.char_end,
    event.event_id
FROM fct_topic_evidence AS evidence
JOIN dim_articles AS article ON article.article_key = evidence.article_key
JOIN dim_topics AS topic ON topic.topic_key = evidence.topic_key
LEFT JOIN fct_events AS event ON event.event_key = evidence.event_key;
