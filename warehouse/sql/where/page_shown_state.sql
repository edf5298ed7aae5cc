violation_bits & (
    SELECT coalesce(bit_or(bit), 0) FROM fact_bits WHERE facet = 'violation' AND status = $page_shown_state) <> 0
