election_bits & $election_bits::BIGINT <> 0
