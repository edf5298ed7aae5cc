"""Shapes and places on the maps: outlines of the provinces, a grid of tiles for small screens."""
