"""`python -m demo.newsroom`: serve the newsroom, or write down what is true in it."""

from pathlib import Path
from typing import Annotated

import typer

from demo.newsroom.records import SEED, records_at
from demo.newsroom.server import NewsroomServer
from demo.newsroom.truth import truth_lines

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
