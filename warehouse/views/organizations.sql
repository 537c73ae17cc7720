CREATE VIEW organizations AS
SELECT
    organization.organization_id,
    organization.name,
    organization.acronym,
    organization.kind,
    country.country,
    organization.n_articles
FROM dim_organizations AS organization
JOIN dim_countries AS country ON country.country_key = organization.country_key
WHERE organization.organization_key <> -1;
