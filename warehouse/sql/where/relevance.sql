relevance_bit & $relevance_bits::UTINYINT <> 0
