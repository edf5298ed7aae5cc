{picked},
inside AS (
    SELECT c.election_id, p.report_date - c.voting_date AS days, p.* EXCLUDE (election_no)
    FROM picked AS p
    JOIN chosen AS c USING (election_no)
    -- The first condition leaves whole blocks unread: the facts lie in order of days.
    WHERE p.report_date BETWEEN $first_date::DATE AND $last_date::DATE
        AND p.report_date - c.voting_date BETWEEN $first_day::INTEGER AND $last_day::INTEGER
)
