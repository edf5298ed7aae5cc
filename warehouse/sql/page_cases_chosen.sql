($status::VARCHAR IS NULL OR status = $status)
    AND ($stop_bit::SMALLINT IS NULL OR stop_bits & $stop_bit::SMALLINT <> 0)
    AND (NOT $is_ended::BOOLEAN OR ended_days IS NOT NULL)
    AND ($total_id::VARCHAR IS NULL OR case_id IN (
        SELECT case_id FROM official_total_cases WHERE total_id = $total_id AND NOT is_undated))
