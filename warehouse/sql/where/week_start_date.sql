week_start_date = $week_start_date::DATE
