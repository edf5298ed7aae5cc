-- As a list: DuckDB would else take the articles of an area for many, and lay out all rows of the other side in memory.
article_no IN (
    SELECT unnest(list(x.article_no)) FROM region_facts AS x JOIN region_numbers AS n USING (region_no)
    WHERE list_contains($regions::VARCHAR[], n.code))
