(is_alone OR article_no IN (
    SELECT max(article_no) FROM article_facts WHERE NOT is_alone AND {filters} GROUP BY story_no))
