province_bits & $province_bits::BIGINT <> 0
