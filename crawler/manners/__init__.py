"""How the crawler behaves towards the sites it visits, and how it keeps itself safe from what they send."""
