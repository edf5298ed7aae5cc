report_date <= $date_to::DATE
