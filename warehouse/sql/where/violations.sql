violation_bits & $violation_bits::BIGINT <> 0
