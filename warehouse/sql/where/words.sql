article_no IN (
    SELECT f.article_no FROM article_facts AS f JOIN articles AS t USING (article_id)
    WHERE list_bool_and(list_transform(
        $words::VARCHAR[], lambda word: contains(lower(concat_ws(' ', t.title, t.text)), lower(word)))))
