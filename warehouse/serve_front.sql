-- What a served session sees first: a small database of its own, opened read-only, beside the warehouse.
-- `quack_may_read` decides on every statement before it runs (setting quack_authorization_function): only SELECT
-- (json_serialize_sql parses nothing else); no function that reaches the server itself, runs text as SQL or names files;
-- of the functions in FROM only those listed, for others take a table's name as text (histogram, duckdb_table_sample)
-- or an address in memory; and no schema `named` where pseudonyms are to hold. `stats` and plans tell the first letters
-- of the least and the greatest value of a column, under the views that cover names: refused, too.
-- The parsed statement is searched, not its text, so that quoting and comments hide nothing.
CREATE MACRO quack_may_read(session_id, statement) AS coalesce(
    json_serialize_sql(statement::VARCHAR) ->> 'error' = 'false'
    AND NOT regexp_matches(
        json_serialize_sql(statement::VARCHAR)::VARCHAR,
        '(?i)"(function_name|table_name)":"(quack_\w*|query|query_table|json_execute\w*|json_serialize_plan|stats|(enable|disable|truncate|load|install|read|write|import|export|parquet|sniff|force|pragma|set|reset)_\w*|checkpoint|glob|\w*_scan|which_secret|duckdb_secrets|duckdb_logs\w*)"'
    )
    AND NOT EXISTS (
        FROM duckdb_functions() AS f
        WHERE f.function_type IN ('table', 'table_macro', 'pragma')
            AND f.function_name NOT IN (
                'range', 'generate_series', 'unnest', 'repeat', 'repeat_row', 'json_each', 'json_tree',
                'duckdb_columns', 'duckdb_tables', 'duckdb_views', 'duckdb_schemas', 'duckdb_databases',
                'duckdb_constraints', 'duckdb_functions', 'duckdb_types', 'duckdb_keywords', 'duckdb_settings',
                'duckdb_extensions', 'duckdb_memory', 'pg_timezone_names'
            )
            AND contains(
                lower(json_serialize_sql(statement::VARCHAR)::VARCHAR), '"function_name":"' || lower(f.function_name) || '"'
            )
    )
    AND (getvariable('with_names') OR NOT regexp_matches(json_serialize_sql(statement::VARCHAR)::VARCHAR, '(?i)"(schema_name|catalog_name|schema|catalog)":"named"')),
    false
);
COMMENT ON MACRO quack_may_read IS 'Whether a statement that a client sends may run.';
