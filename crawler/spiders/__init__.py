"""The spider; there is one for all outlets."""
