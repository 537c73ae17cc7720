CREATE VIEW event_dyads AS
SELECT
    event.event_id,
    source.country AS source_country,
    target.country AS target_country,
    event_type.event_type,
    event_type.quad_class,
    event_type.goldstein,
    starts.date AS start_date,
    event.status,
    dyad.source_sector,
    dyad.target_sector
FROM fct_event_dyads AS dyad
JOIN fct_events AS event ON event.event_key = dyad.event_key
JOIN dim_event_types AS event_type ON event_type.event_type_key = event.event_type_key
JOIN dim_dates AS starts ON starts.date_key = event.start_date_key
JOIN dim_countries AS source ON source.country_key = dyad.source_country_key
JOIN dim_countries AS target ON target.country_key = dyad.target_country_key;
