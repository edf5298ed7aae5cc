report_date IS NULL
