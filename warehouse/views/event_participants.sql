CREATE VIEW event_participants AS
SELECT
    event.event_id,
    participant.role,
    participant.kind,
    CASE participant.kind
        WHEN 'person' THEN person.person_id
        WHEN 'organization' THEN organization.organization_id
        WHEN 'country' THEN country.country
    END AS participant_id,
    CASE participant.kind
        WHEN 'person' THEN person.name
        WHEN 'organization' THEN organization.name
        WHEN 'country' THEN country.name
    END AS name,
    country.country,
    participant.sector,
    participant.position
FROM bridge_event_participants AS participant
JOIN fct_events AS event ON event.event_key = participant.event_key
LEFT JOIN dim_people AS person
    ON person.person_key = participant.person_key AND person.person_key <> -1
LEFT JOIN dim_organizations AS organization
    ON organization.organization_key = participant.organization_key AND organization.organization_key <> -1
LEFT JOIN dim_countries AS country
    ON country.country_key = participant.country_key AND country.country_key <> -1;
