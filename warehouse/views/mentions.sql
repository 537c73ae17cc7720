CREATE VIEW mentions AS
SELECT
    mention.mention_id,
    article.article_id,
    mention.kind,
    mention.text,
    mention.char_start,
    mention.char_end,
    mention.sentence_no,
    CASE
        WHEN mention.kind IN ('person', 'title') THEN person.person_id
        WHEN mention.kind = 'organization' THEN organization.organization_id
        WHEN mention.kind = 'place' THEN place.place_id
        WHEN mention.kind IN ('country', 'nationality') THEN country.country
    END AS entity_id,
    CASE
        WHEN mention.kind IN ('person', 'title') THEN person.name
        WHEN mention.kind = 'organization' THEN organization.name
        WHEN mention.kind = 'place' THEN place.name
        WHEN mention.kind IN ('country', 'nationality') THEN country.name
    END AS entity_name,
    mention.value,
    mention.part,
    mention.is_nominal
FROM fct_mentions AS mention
JOIN dim_articles AS article ON article.article_key = mention.article_key
LEFT JOIN dim_people AS person
    ON person.person_key = mention.person_key AND person.person_key <> -1
LEFT JOIN dim_organizations AS organization
    ON organization.organization_key = mention.organization_key AND organization.organization_key <> -1
LEFT JOIN dim_places AS place
    ON place.place_key = mention.place_key AND place.place_key <> -1
LEFT JOIN dim_countries AS country
    ON country.country_key = mention.country_key AND country.country_key <> -1;
