article_no IN (
    SELECT x.article_no FROM article_facts AS x JOIN outlet_numbers AS n USING (outlet_no)
    WHERE list_contains($outlets::VARCHAR[], n.outlet_id))
