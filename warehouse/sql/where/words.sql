article_no IN (SELECT article_no FROM found_articles)
