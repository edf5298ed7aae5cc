measure_bits & (
    SELECT coalesce(bit_or(bit), 0) FROM fact_bits
    WHERE facet = 'measure' AND status = 'taken' AND list_contains($page_shown_measures::VARCHAR[], value)) <> 0
