"""Word lists of the import, from the TOML files in `crawler/lexicons/`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "lexicons"


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """Read `crawler/lexicons/<name>.toml`. Raises FileNotFoundError where there is none."""
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)
