-- The articles of rows of officials, by numbers.
SELECT article_no FROM official_facts WHERE official_no IN ({officials})
