article_no IN (
    SELECT unnest(list(x.article_no)) FROM region_facts AS x JOIN region_numbers AS n USING (region_no) WHERE n.code = $area)
