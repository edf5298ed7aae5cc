region_no IN (
    SELECT n.region_no FROM region_numbers AS n WHERE list_contains($case_regions::VARCHAR[], n.code))
