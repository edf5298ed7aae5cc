-- What a served session sees first: a small database of its own, opened read-only, beside the warehouse.
-- `quack_may_read` decides on every statement before it runs (setting quack_authorization_function): only SELECT
-- (json_serialize_sql parses nothing else), none of the functions that reach the server itself, run text as SQL or
-- name files, and no schema `named` where pseudonyms are to hold.
-- The parsed statement is searched, not its text, so that quoting and comments hide nothing.
CREATE MACRO quack_may_read(session_id, statement) AS coalesce(
    json_serialize_sql(statement::VARCHAR) ->> 'error' = 'false'
    AND NOT regexp_matches(
        json_serialize_sql(statement::VARCHAR)::VARCHAR,
        '(?i)"(function_name|table_name)":"(quack_\w*|query|query_table|json_execute\w*|(enable|disable|truncate|load|install|read|write|import|export|parquet|sniff|force|pragma|set|reset)_\w*|checkpoint|glob|\w*_scan|which_secret|duckdb_secrets|duckdb_logs\w*)"'
    )
    AND (getvariable('with_names') OR NOT regexp_matches(json_serialize_sql(statement::VARCHAR)::VARCHAR, '(?i)"(schema_name|catalog_name|schema)":"named"')),
    false
);
COMMENT ON MACRO quack_may_read IS 'Whether a statement that a client sends may run.';
