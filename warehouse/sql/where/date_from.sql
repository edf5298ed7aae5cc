report_date >= $date_from::DATE
