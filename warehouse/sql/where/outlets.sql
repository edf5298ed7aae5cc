outlet_no IN (SELECT n.outlet_no FROM outlet_numbers AS n WHERE list_contains($outlets::VARCHAR[], n.outlet_id))
