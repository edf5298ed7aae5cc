"""Third stage: articles and annotations as tables in one DuckDB file, and the questions asked of it."""
