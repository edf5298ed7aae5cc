-- The tables and views that a reader's statement may name.
SELECT DISTINCT table_name
FROM duckdb_columns()
WHERE database_name = 'warehouse' AND schema_name = 'main' AND NOT internal
