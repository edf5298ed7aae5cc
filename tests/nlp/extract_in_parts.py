"""A run of the extraction as a process of its own: data directory, workers, rows of a partition."""

import logging
import sys
from pathlib import Path

from nlp.extract import extract_data

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    print(extract_data(Path(sys.argv[1]), int(sys.argv[2]), size=int(sys.argv[3])))
