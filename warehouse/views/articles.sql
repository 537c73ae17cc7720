CREATE VIEW articles AS
SELECT
    article.article_id,
    article.source_file,
    article.source_uri,
    article.credit,
    article.headline,
    article.author,
    article.language,
    published.date AS published_on,
    article.published_precision,
    article.published_basis,
    article.published_evidence,
    article.dateline_place,
    article.word_count,
    article.story_id,
    article.text,
    article.content_hash,
    article.reader_version,
    article.first_loaded_at,
    run.run_id
FROM dim_articles AS article
JOIN dim_dates AS published ON published.date_key = article.published_date_key
JOIN dim_runs AS run ON run.run_key = article.run_key
WHERE article.article_key <> -1;
