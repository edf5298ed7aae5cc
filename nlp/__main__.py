"""Command line of the language stage: `python -m nlp extract|score|quality|train`."""

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from nlp.extract import extract_data, extract_file

app = typer.Typer(help=__doc__, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
log = logging.getLogger("nlp")


@app.callback()
def main() -> None:
    """Read articles: who did what, where, when and in which election."""
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)


@app.command()
def extract(
    input: Annotated[Path | None, typer.Option(help="Articles as JSON lines: id, url, title, published, text.")] = None,
    output: Annotated[Path | None, typer.Option(help="Where their annotations go, as JSON lines.")] = None,
    data: Annotated[Path, typer.Option(help="Without --input: the data directory whose new articles are read.")] = Path(
        "data"
    ),
) -> None:
    """Annotate articles: a JSON lines file, or all that is new in a data directory."""
    if (input is None) != (output is None):
        raise typer.BadParameter("--input and --output go together")
    try:
        summary = extract_file(input, output) if input and output else extract_data(data)
    except (OSError, ValueError) as error:
        log.error("nlp extract: %s", error)
        raise typer.Exit(1) from error
    log.info("%s", summary)
    raise typer.Exit(0 if summary.is_clean else 1)


@app.command()
def score(
    gold: Annotated[Path, typer.Argument(help="Gold annotations, JSON lines.")],
    predicted: Annotated[Path, typer.Argument(help="Annotations to compare with them, JSON lines.")],
    errors: Annotated[bool, typer.Option(help="List what was missed and what was invented.")] = False,
) -> None:
    """Compare annotations with gold: one figure a line."""
    from nlp.score import compare_files

    for line in compare_files(gold, predicted, with_errors=errors):
        print(line)


@app.command()
def quality(
    seeds: Annotated[Path, typer.Option(help="Folder with seeds/ and gold/: real articles, where they are at hand.")],
    output: Annotated[Path, typer.Option(help="The report, Markdown.")] = Path("docs/quality.md"),
) -> None:
    """Score the pipeline against the demonstration corpus and the real articles; writes the report."""
    from nlp.quality import write_report

    print(write_report(output, seeds))


@app.command()
def train(
    data: Annotated[Path, typer.Option(help="Folder with train.jsonl, train_partial.jsonl, dev.jsonl, test.jsonl.")],
    output: Annotated[Path, typer.Option(help="Where the model goes.")] = Path("nlp/models/names"),
    steps: Annotated[int | None, typer.Option(min=1, help="Steps of training; by default those of the record.")] = None,
) -> None:
    """Train the recognizer of names anew; some ten minutes. The same data and versions give the same model."""
    from nlp.training.names import train_names

    try:
        record = train_names(data, output, steps)
    except (OSError, ValueError, KeyError) as error:
        log.error("nlp train: %s", error)
        raise typer.Exit(1) from error
    for name, scores in record["scores"].items():
        log.info("%s: %s", name, ", ".join(f"{label} {figures['f']:.3f}" for label, figures in scores.items()))


if __name__ == "__main__":
    app()
