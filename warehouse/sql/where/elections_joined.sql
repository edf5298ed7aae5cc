article_no IN (
    SELECT x.article_no FROM election_facts AS x JOIN election_numbers AS n USING (election_no)
    WHERE list_contains($elections::VARCHAR[], n.election_id))
