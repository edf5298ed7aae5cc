"""`python -m demo.newsroom`: serve the newsroom, crawl it into a directory, or write down what is true in it."""

import subprocess
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from demo.newsroom.records import SEED, records_at
from demo.newsroom.server import NewsroomServer
from demo.newsroom.truth import truth_lines

HERE = Path(__file__).parent
# A page that needs four seconds teaches the crawler patience, and those who wait for the demonstration nothing.
SLOW_SECONDS = 0.3
# After all articles once more the days of one campaign: a crawl with a window can tell which days were watched.
FIRST_DAY, LAST_DAY = "2024-09-25", "2024-11-30"
app = typer.Typer(add_completion=False, help="The newsroom: invented outlets on the loopback, to try the crawler on.")
State = Annotated[int, typer.Option(min=1, max=3, help="1, 2: first run and again; 3: with new and changed articles.")]


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1; 0 takes a free one.")] = 8060,
    state: State = 1,
    seed: int = SEED,
    delays: Annotated[bool, typer.Option(help="Answer 429 to those who come too fast.")] = True,
) -> None:
    """Serve all outlets, as virtual hosts and as a forward proxy."""
    server = NewsroomServer(port, seed, state, delays)
    hosts = ", ".join(sorted(server.newsroom.sites))
    print(f"{server.address} (state {state}) plays {hosts}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        typer.echo(f"{len(server.visits)} requests")
    finally:
        server.server_close()


@app.command()
def crawl(
    data: Annotated[Path, typer.Option(help="The data directory; it will hold the demonstration alone.")],
    state: State = 1,
) -> None:
    """Crawl the newsroom with the real spiders, as `python -m crawler crawl` does; once is enough.

    Exit status 1 where the crawl fails; what it said is printed then.
    """
    done = data / "crawl" / f"newsroom-{state}"
    if done.exists():
        typer.echo(f"{data}: the newsroom was crawled before")
        return
    if (data / "articles").exists() and not (data / "crawl").exists():
        typer.echo(f"{data} holds the demonstration of an earlier release; `make clean` takes it away", err=True)
        raise typer.Exit(1)
    typer.echo("Crawling eleven invented outlets on this machine; a minute ...")
    server = NewsroomServer(state=state, slow_seconds=SLOW_SECONDS)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    command = [
        sys.executable, "-m", "crawler", "crawl", "--data", str(data), "--outlets", str(HERE / "outlets"), "--all",
        "--contact", "demonstration@netralitas.test", "--proxy", server.address, "--allow-private",
    ]  # fmt: skip
    said = []
    try:
        for window in ([], ["--since", FIRST_DAY, "--until", LAST_DAY]):
            run = subprocess.run([*command, *window], stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603 our own module
            if run.returncode:
                break
            said.append(run.stderr.strip().splitlines()[-1])
    finally:
        server.shutdown()
        server.server_close()
    if run.returncode:
        typer.echo(run.stderr, err=True)
        raise typer.Exit(1)
    done.touch()
    typer.echo("\n".join(said))


@app.command()
def truth(
    output: Annotated[Path, typer.Option(help="Where the records go, as JSON lines.")],
    state: State = 1,
    seed: int = SEED,
) -> None:
    """Write the records that the pages are made of."""
    lines = list(truth_lines(records_at(state, seed)))
    output.write_text("\n".join(lines) + "\n", encoding="utf-8")
    typer.echo(f"{len(lines)} records in {output}")


if __name__ == "__main__":
    app()
