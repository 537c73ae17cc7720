CREATE VIEW dates AS
SELECT date, year, quarter, month, month_name, day, iso_year, iso_week, weekday, weekday_name, is_weekend
FROM dim_dates
WHERE date_key <> -1;
