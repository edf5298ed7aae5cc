-- Every table and view with its columns; internal ones last, for nobody needs them to ask.
SELECT
    t.name,
    t.kind,
    t.comment,
    (t.comment ILIKE '%internal%' OR t.name LIKE 'search\_%' ESCAPE '\') AS is_internal,
    c.column_name,
    c.data_type,
    c.comment AS column_comment
FROM data_dictionary AS t
JOIN duckdb_columns() AS c
    ON c.table_name = t.name AND c.schema_name = 'main' AND c.database_name = current_database()
WHERE t.column_name IS NULL
ORDER BY is_internal, t.name, c.column_index
