"""The figures: pure functions from tables, colour scheme and language to a Plotly figure. Nothing is asked here."""

from dashboard.figures.measures import measure_bars
from dashboard.figures.provinces import province_map
from dashboard.figures.tiles import tile_map
from dashboard.figures.weeks import timeline

__all__ = ["measure_bars", "province_map", "tile_map", "timeline"]
