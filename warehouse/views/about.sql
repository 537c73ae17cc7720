CREATE VIEW about AS
SELECT contract_version, built_at, reader_version, licences
FROM dim_about;
