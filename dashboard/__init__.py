"""The dashboard: what the warehouse holds, on a screen, every number open to its sentences."""
