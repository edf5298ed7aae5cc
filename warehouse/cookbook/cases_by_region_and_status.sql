-- topic: Places
-- question: Where are cases told, and how far have they come?
-- pertanyaan: Di mana kasus diberitakan, dan sudah sejauh mana?
-- read: Cases by area and election, allegations, droppings and findings in columns of their own: never add them up. An area without a row has no case told; whether it was looked at, `coverage_by_province` says. Behind a row: `FROM cases WHERE region_code = ...`.
SELECT r.name AS region, k.election_id, k.alleged_count, k.dropped_count, k.found_count, k.first_date, k.last_date
FROM cases_by_region_election AS k
LEFT JOIN regions AS r ON r.code = k.region_code
ORDER BY k.alleged_count + k.dropped_count + k.found_count DESC, k.region_code, k.election_id;
