CREATE VIEW countries AS
SELECT country, name
FROM dim_countries
WHERE country_key <> -1;
