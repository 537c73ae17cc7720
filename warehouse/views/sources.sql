CREATE VIEW sources AS
SELECT
    source.source_uri,
    source.source_file,
    source.content_hash,
    article.article_id,
    source.status,
    source.first_seen_at,
    source.last_seen_at
FROM dim_sources AS source
LEFT JOIN dim_articles AS article
    ON article.article_key = source.article_key AND article.article_key <> -1;
