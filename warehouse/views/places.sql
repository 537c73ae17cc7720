CREATE VIEW places AS
SELECT
    place.place_id,
    place.name,
    place.kind,
    country.country,
    place.latitude,
    place.longitude,
    place.n_articles
FROM dim_places AS place
JOIN dim_countries AS country ON country.country_key = place.country_key
WHERE place.place_key <> -1;
