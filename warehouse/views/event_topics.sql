CREATE VIEW event_topics AS
SELECT
    event.event_id,
    topic.topic_id,
    topic.name AS topic
FROM bridge_event_topics AS about
JOIN fct_events AS event ON event.event_key = about.event_key
JOIN dim_topics AS topic ON topic.topic_key = about.topic_key
WHERE topic.topic_key <> -1;
