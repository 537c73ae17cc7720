-- The warehouse's events as rows of the GDELT 2.0 Events table (codebook of 2015-02-19), and the key of the event of each.
-- `country_codes` (country, cameo, fips) is given. After CAMEO, one row stands for what one side does to another: an event
-- gives a row per ordered pair of countries, talks both orders of each, and one row where it has no such pair.
WITH roots (event_type, code) AS (
    -- The CAMEO root of each PLOVER root, for an act of which only the root is known.
    VALUES ('AGREE', '030'), ('CONSULT', '040'), ('SUPPORT', '050'), ('COOPERATE', '060'), ('AID', '070'),
        ('CONCEDE', '080'), ('RETREAT', '080'), ('REQUEST', '100'), ('ACCUSE', '110'), ('REJECT', '120'),
        ('THREATEN', '130'), ('PROTEST', '140'), ('MOBILIZE', '150'), ('SANCTION', '160'), ('COERCE', '170'),
        ('ASSAULT', '180')
),
sectors (sector, type_code) AS (
    -- GDELT's list of CAMEO types has none for a political party.
    VALUES ('government', 'GOV'), ('military', 'MIL'), ('civilians', 'CVL'), ('company', 'BUS'), ('media', 'MED'),
        ('rebels', 'REB'), ('igo', 'IGO'), ('ngo', 'NGO')
),
leads AS (
    -- The first sentence of each article that tells an event.
    SELECT article_key, min(char_start) AS char_start FROM fct_event_mentions GROUP BY article_key
),
told AS (
    SELECT
        telling.event_key,
        bool_or(lead.char_start = telling.char_start) AS is_lead,
        min(article.first_loaded_at) AS added_at,
        arg_min(article.source_uri, (published.date IS NULL, published.date, article.source_uri)) AS source_uri
    FROM fct_event_mentions AS telling
    JOIN dim_articles AS article USING (article_key)
    JOIN leads AS lead USING (article_key)
    JOIN dim_dates AS published ON published.date_key = article.published_date_key
    GROUP BY telling.event_key
),
acts AS (
    -- Left out: what is no act between actors, what was cancelled, and background of which no day is known.
    SELECT
        event.event_key,
        event.place_key,
        event.n_mentions,
        event.n_sources,
        event.n_articles,
        coalesce(
            starts.date, CASE WHEN event.status <> 'background' THEN first_published.date END
        ) AS occurred_on,
        CASE
            WHEN length(event_type.event_subtype) = 2 THEN event_type.event_subtype || '0'
            ELSE coalesce(event_type.event_subtype, root.code)
        END AS code,
        event_type.goldstein,
        event_type.event_type
    FROM fct_events AS event
    JOIN dim_event_types AS event_type ON event_type.event_type_key = event.event_type_key
    JOIN roots AS root ON root.event_type = event_type.event_type
    JOIN dim_dates AS starts ON starts.date_key = event.start_date_key
    JOIN dim_dates AS first_published ON first_published.date_key = event.first_published_date_key
    WHERE event.status <> 'cancelled' AND occurred_on IS NOT NULL
),
participants AS (
    SELECT
        participant.event_key,
        participant.role,
        participant.country_key,
        participant.sector,
        CASE participant.kind WHEN 'person' THEN 1 WHEN 'organization' THEN 2 ELSE 3 END AS kind_no,
        CASE participant.kind
            WHEN 'person' THEN person.ascii_name
            WHEN 'organization' THEN organization.name
            ELSE country.name
        END AS name
    FROM bridge_event_participants AS participant
    JOIN dim_people AS person ON person.person_key = participant.person_key
    JOIN dim_organizations AS organization ON organization.organization_key = participant.organization_key
    JOIN dim_countries AS country ON country.country_key = participant.country_key
),
one_sided AS (
    -- Events without a pair: the first actor and the first recipient, people before organisations before countries.
    SELECT
        act.event_key,
        arg_min(side.country_key, (side.kind_no, side.name)) FILTER (side.role = 'actor') AS source_country_key,
        arg_min(side.country_key, (side.kind_no, side.name)) FILTER (side.role = 'recipient') AS target_country_key
    FROM acts AS act
    LEFT JOIN participants AS side ON side.event_key = act.event_key
    WHERE act.event_key NOT IN (SELECT event_key FROM fct_event_dyads)
    GROUP BY act.event_key
),
pairs AS (
    SELECT dyad_key AS row_id, event_key, source_country_key, target_country_key, source_sector, target_sector
    FROM fct_event_dyads
    UNION ALL
    SELECT event_key, event_key, source_country_key, target_country_key, NULL, NULL
    FROM one_sided
),
sides AS (
    SELECT
        pair.*,
        arg_min(
            actor.name, (actor.kind_no, actor.name)
        ) FILTER (actor.role = 'actor' AND actor.country_key = pair.source_country_key) AS actor1,
        arg_min(
            actor.sector, (actor.kind_no, actor.name)
        ) FILTER (actor.role = 'actor' AND actor.country_key = pair.source_country_key) AS sector1,
        -- The other side of talks is an actor as well.
        arg_min(
            actor.name, (actor.role <> 'recipient', actor.kind_no, actor.name)
        ) FILTER (actor.country_key = pair.target_country_key) AS actor2,
        arg_min(
            actor.sector, (actor.role <> 'recipient', actor.kind_no, actor.name)
        ) FILTER (actor.country_key = pair.target_country_key) AS sector2
    FROM pairs AS pair
    LEFT JOIN participants AS actor ON actor.event_key = pair.event_key
    GROUP BY ALL
),
places AS (
    SELECT
        place.place_key,
        CASE
            WHEN place.kind = 'country' THEN 1
            WHEN place.kind = 'region' THEN CASE WHEN country.country = 'USA' THEN 2 ELSE 5 END
            ELSE CASE WHEN country.country = 'USA' THEN 3 ELSE 4 END
        END AS type,
        CASE
            WHEN place.kind = 'country' OR country.country_key = -1 THEN place.name
            ELSE place.name || ', ' || country.name
        END AS full_name,
        codes.fips,
        CASE WHEN place.kind = 'country' THEN codes.fips END AS country_fips,
        place.latitude,
        place.longitude
    FROM dim_places AS place
    JOIN dim_countries AS country ON country.country_key = place.country_key
    LEFT JOIN country_codes AS codes ON codes.country = country.country
    WHERE place.place_key <> -1
)
SELECT
    side.row_id AS GLOBALEVENTID,
    strftime(act.occurred_on, '%Y%m%d')::BIGINT AS SQLDATE,
    strftime(act.occurred_on, '%Y%m')::BIGINT AS MonthYear,
    year(act.occurred_on) AS Year,
    -- The codebook's own formula, of months before this one.
    round(year(act.occurred_on) + ((month(act.occurred_on) - 1) * 30 + day(act.occurred_on)) / 365, 4) AS FractionDate,
    nullif(concat(coalesce(codes1.cameo, country1.country), type1.type_code), '') AS Actor1Code,
    plain(side.actor1) AS Actor1Name,
    coalesce(codes1.cameo, country1.country) AS Actor1CountryCode,
    NULL AS Actor1KnownGroupCode,
    NULL AS Actor1EthnicCode,
    NULL AS Actor1Religion1Code,
    NULL AS Actor1Religion2Code,
    type1.type_code AS Actor1Type1Code,
    NULL AS Actor1Type2Code,
    NULL AS Actor1Type3Code,
    nullif(concat(coalesce(codes2.cameo, country2.country), type2.type_code), '') AS Actor2Code,
    plain(side.actor2) AS Actor2Name,
    coalesce(codes2.cameo, country2.country) AS Actor2CountryCode,
    NULL AS Actor2KnownGroupCode,
    NULL AS Actor2EthnicCode,
    NULL AS Actor2Religion1Code,
    NULL AS Actor2Religion2Code,
    type2.type_code AS Actor2Type1Code,
    NULL AS Actor2Type2Code,
    NULL AS Actor2Type3Code,
    told.is_lead::BIGINT AS IsRootEvent,
    act.code AS EventCode,
    left(act.code, 3) AS EventBaseCode,
    left(act.code, 2) AS EventRootCode,
    CASE
        WHEN left(act.code, 2) <= '05' THEN 1
        WHEN left(act.code, 2) <= '08' THEN 2
        WHEN left(act.code, 2) <= '13' THEN 3
        ELSE 4
    END AS QuadClass,
    coalesce(act.goldstein, named.goldstein) AS GoldsteinScale,
    act.n_mentions AS NumMentions,
    act.n_sources AS NumSources,
    act.n_articles AS NumArticles,
    NULL AS AvgTone,
    0 AS Actor1Geo_Type,
    NULL AS Actor1Geo_FullName,
    NULL AS Actor1Geo_CountryCode,
    NULL AS Actor1Geo_ADM1Code,
    NULL AS Actor1Geo_ADM2Code,
    NULL AS Actor1Geo_Lat,
    NULL AS Actor1Geo_Long,
    NULL AS Actor1Geo_FeatureID,
    0 AS Actor2Geo_Type,
    NULL AS Actor2Geo_FullName,
    NULL AS Actor2Geo_CountryCode,
    NULL AS Actor2Geo_ADM1Code,
    NULL AS Actor2Geo_ADM2Code,
    NULL AS Actor2Geo_Lat,
    NULL AS Actor2Geo_Long,
    NULL AS Actor2Geo_FeatureID,
    coalesce(place.type, 0) AS ActionGeo_Type,
    one_line(place.full_name) AS ActionGeo_FullName,
    place.fips AS ActionGeo_CountryCode,
    place.country_fips AS ActionGeo_ADM1Code,
    NULL AS ActionGeo_ADM2Code,
    place.latitude AS ActionGeo_Lat,
    place.longitude AS ActionGeo_Long,
    place.country_fips AS ActionGeo_FeatureID,
    strftime(told.added_at AT TIME ZONE 'UTC', '%Y%m%d%H%M%S')::BIGINT AS DATEADDED,
    one_line(told.source_uri) AS SOURCEURL,
    side.event_key
FROM sides AS side
JOIN acts AS act ON act.event_key = side.event_key
JOIN told ON told.event_key = side.event_key
LEFT JOIN dim_countries AS country1
    ON country1.country_key = side.source_country_key AND country1.country_key <> -1
LEFT JOIN dim_countries AS country2
    ON country2.country_key = side.target_country_key AND country2.country_key <> -1
LEFT JOIN country_codes AS codes1 ON codes1.country = country1.country
LEFT JOIN country_codes AS codes2 ON codes2.country = country2.country
LEFT JOIN sectors AS type1 ON type1.sector = coalesce(side.source_sector, side.sector1)
LEFT JOIN sectors AS type2 ON type2.sector = coalesce(side.target_sector, side.sector2)
LEFT JOIN dim_event_types AS named ON named.event_type = act.event_type AND named.event_subtype = act.code
LEFT JOIN places AS place ON place.place_key = act.place_key
ORDER BY SQLDATE, GLOBALEVENTID
