SELECT version_no, is_newest, imported_at
FROM article_versions
WHERE article_id = $article_id
ORDER BY version_no
