"""Command line of the language stage: `python -m nlp extract|explain|unsure|score|quality|train|calibrate`."""

import logging
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Annotated

import typer

from nlp.crew import default_jobs
from nlp.extract import extract_data, extract_file
from scale.crew import NoCluster, Scheduler, WrongCode
from scale.places import DataPlace, place_of

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
    data: DataPlace = "data",
    workers: Annotated[
        int | None, typer.Option("--workers", "--jobs", min=1, help="Processes that read; by default one a processor.")
    ] = None,
    scheduler: Scheduler = None,
) -> None:
    """Annotate articles: a JSON lines file (--input), or all that is new in a data directory.

    Exit status 1 where an article could not be read; the others are.
    """
    if (input is None) != (output is None):
        raise typer.BadParameter("--input and --output go together")
    if scheduler is not None and (input is not None or workers is not None):
        raise typer.BadParameter("--scheduler goes with --data, and without --workers")
    try:
        if input and output:
            summary = extract_file(input, output, workers or default_jobs())
        else:
            summary = extract_data(place_of(data), workers, scheduler)
    except BrokenProcessPool as error:
        log.error("nlp extract: a reading process was killed, most often for want of memory; try --workers 1.")
        raise typer.Exit(1) from error
    except (OSError, ValueError, NoCluster, WrongCode) as error:
        log.error("nlp extract: %s", error)
        raise typer.Exit(1) from error
    log.info("%s", summary)
    raise typer.Exit(0 if summary.is_clean else 1)


@app.command(name="explain")
def explain_article(
    article: Annotated[str, typer.Argument(help="An article's id or address, or a text file.")],
    data: DataPlace = "data",
    input: Annotated[Path | None, typer.Option(help="Or a JSON lines file that it is in.")] = None,
) -> None:
    """Read one article and tell of each item which rule found it, how sure it is, and its sentence."""
    from nlp.explain import NotFound, explain, find_article
    from nlp.pipeline import read_article

    try:
        found = find_article(article, place_of(data), input)
    except (OSError, ValueError, NotFound) as error:
        log.error("nlp explain: %s", error)
        raise typer.Exit(1) from error
    for line in explain(found, read_article(found)):
        print(line)


@app.command()
def unsure(
    data: DataPlace = "data",
    kind: Annotated[list[str] | None, typer.Option(help="Only items of this kind, such as violations.")] = None,
    most: Annotated[int, typer.Option(min=1, help="How many are shown.")] = 50,
) -> None:
    """List the items that are least sure, for a reviewer to begin with."""
    from nlp.confidence import KINDS
    from nlp.explain import least_sure

    if unknown := set(kind or ()) - set(KINDS):
        raise typer.BadParameter(f"no such kind: {', '.join(sorted(unknown))}; there are {', '.join(KINDS)}")
    try:
        for line in least_sure(place_of(data), kind or KINDS, most):
            print(line)
    except (OSError, ValueError) as error:
        log.error("nlp unsure: %s", error)
        raise typer.Exit(1) from error


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


@app.command()
def calibrate() -> None:
    """Count anew how often items are right, from the annotated articles of the repository."""
    from nlp.quality import calibration_sets
    from nlp.training.act_words import crossed_models
    from nlp.training.calibration import calibrate as learn_all

    for kind, counted in learn_all(calibration_sets(), words=crossed_models()).items():
        log.info("%s: %d of %d right", kind, counted["right"], counted["items"])


if __name__ == "__main__":
    app()
