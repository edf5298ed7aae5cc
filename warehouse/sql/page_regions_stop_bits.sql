CASE
    WHEN step IN ('reported', 'found') THEN 1
    WHEN step = 'clarified' THEN 2
    WHEN step IN ('decided', 'referred') AND body IN ('appointing_official', 'inspectorate') THEN 16
    WHEN step = 'recommended' OR step = 'decided' AND body IN ('kasn', 'bkn') THEN 8
    WHEN step = 'referred' OR step = 'decided' AND coalesce(body, 'bawaslu') = 'bawaslu' THEN 4
    WHEN step = 'sanctioned' AND body IN ('appointing_official', 'inspectorate') THEN 48
    WHEN step = 'sanctioned' THEN 32
    WHEN step = 'dropped' THEN 64
    WHEN step = 'convicted' THEN 512
    ELSE 0
END
