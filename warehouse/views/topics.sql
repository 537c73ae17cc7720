CREATE VIEW topics AS
SELECT
    topic.topic_id,
    topic.name,
    parent.topic_id AS parent_id,
    topic.path,
    topic.level
FROM dim_topics AS topic
LEFT JOIN dim_topics AS parent ON parent.topic_key = topic.parent_topic_key
WHERE topic.topic_key <> -1;
