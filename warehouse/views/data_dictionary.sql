-- Of the file in use alone, where others are attached beside it; the schema `named` repeats the names of `main`.
CREATE VIEW data_dictionary AS
SELECT table_name AS name, NULL AS column_name, 'table' AS kind, NULL AS data_type, comment
FROM duckdb_tables() WHERE schema_name = 'main' AND NOT internal AND database_name = current_database()
UNION ALL
SELECT view_name, NULL, 'view', NULL, comment
FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal AND database_name = current_database()
UNION ALL
SELECT table_name, column_name, 'column', data_type, comment
FROM duckdb_columns() WHERE schema_name = 'main' AND NOT internal AND database_name = current_database();
COMMENT ON VIEW data_dictionary IS 'What every table, view and column means: one row each.';
COMMENT ON COLUMN data_dictionary.name IS 'Table or view.';
COMMENT ON COLUMN data_dictionary.column_name IS 'Column, NULL for the table or view itself.';
COMMENT ON COLUMN data_dictionary.kind IS 'table, view or column.';
COMMENT ON COLUMN data_dictionary.data_type IS 'Type of the column.';
COMMENT ON COLUMN data_dictionary.comment IS 'What it means.';
