"""Ways in: how the articles of an outlet are found. Pure functions from answers to leads; nothing here fetches."""
