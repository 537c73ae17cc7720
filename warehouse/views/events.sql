CREATE VIEW events AS
SELECT
    event.event_id,
    event_type.event_type,
    event_type.event_subtype,
    event.mode,
    event.status,
    starts.date AS start_date,
    ends.date AS end_date,
    not_after.date AS not_after,
    event.date_precision,
    event.date_basis,
    place.name AS place,
    place_country.country AS place_country,
    event_type.quad_class,
    event_type.goldstein,
    event.quantity_value,
    event.quantity_unit,
    event.quantity_item,
    event.confidence,
    event.n_mentions,
    event.n_articles,
    event.n_sources,
    event.summary,
    first_published.date AS first_published_on,
    whole.event_id AS part_of_event_id,
    plan.event_id AS fulfils_event_id
FROM fct_events AS event
JOIN dim_event_types AS event_type ON event_type.event_type_key = event.event_type_key
JOIN dim_dates AS starts ON starts.date_key = event.start_date_key
JOIN dim_dates AS ends ON ends.date_key = event.end_date_key
JOIN dim_dates AS not_after ON not_after.date_key = event.not_after_date_key
JOIN dim_dates AS first_published ON first_published.date_key = event.first_published_date_key
LEFT JOIN dim_places AS place
    ON place.place_key = event.place_key AND place.place_key <> -1
LEFT JOIN dim_countries AS place_country ON place_country.country_key = place.country_key
-- An event has one link of each kind at most, so these joins add no rows.
LEFT JOIN bridge_event_links AS part_of
    ON part_of.event_key = event.event_key AND part_of.link = 'part_of'
LEFT JOIN fct_events AS whole ON whole.event_key = part_of.linked_event_key
LEFT JOIN bridge_event_links AS fulfils
    ON fulfils.event_key = event.event_key AND fulfils.link = 'fulfils'
LEFT JOIN fct_events AS plan ON plan.event_key = fulfils.linked_event_key;
