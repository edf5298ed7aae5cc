measure_bits & $measure_bits::BIGINT <> 0
