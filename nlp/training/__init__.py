"""Training of what the pipeline cannot be told by rules: which words are names of persons."""
