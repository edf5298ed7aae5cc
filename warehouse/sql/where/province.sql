province_bits & (SELECT coalesce(bit_or(bit), 0) FROM fact_bits WHERE facet = 'province' AND value = $province) <> 0
