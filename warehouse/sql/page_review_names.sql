-- The officials of an article as everybody reads them, and the corrections of it that this build knows.
SELECT
    ARRAY(SELECT name FROM officials WHERE article_id = $article::VARCHAR ORDER BY start_char, official_id) AS names,
    ARRAY(SELECT correction_id FROM corrections WHERE article_id = $article::VARCHAR) AS built
