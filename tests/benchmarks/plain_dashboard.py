"""A plain Dash page over the same rows, as one would write it in an afternoon: what the dashboard is compared with.

    python tests/benchmarks/plain_dashboard.py DATA

The tables are frames in memory. One callback asks them, with pandas, what the first page of the dashboard asks of the
warehouse: how many articles and stories, where, when, which measures, which violations; it draws bars of each. Prints
its address, and serves until it is ended.
"""

import sys
from pathlib import Path
from urllib.parse import parse_qs

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402
import waitress  # noqa: E402
from dash import Dash, Input, Output, dcc, html  # noqa: E402

from warehouse import queries  # noqa: E402

THREADS = 4
TABLES = ("articles", "article_elections", "article_provinces", "article_primary_regions", "measures", "violations")
DRAWN = ("where", "when", "measures", "violations")


class Frames:
    """The tables that the questions need."""

    def __init__(self, data: Path) -> None:
        with queries.connect(queries.warehouse_path(data)) as con:
            self.tables = {name: con.execute(f"SELECT * FROM {name}").df() for name in TABLES}
        keep = ["article_id", "story_id", "relevance", "report_date"]
        self.articles = self.tables["articles"][keep].assign(
            report_date=lambda frame: pd.to_datetime(frame["report_date"])
        )

    def chosen(self, search: str) -> pd.DataFrame:
        """The articles that an address' filters leave."""
        asked = {name: values[0].split(",") for name, values in parse_qs(search.lstrip("?")).items()}
        frame = self.articles
        frame = frame[frame["relevance"].isin(asked.get("relevance", ["core", "mention"]))]
        for name, table, column in (
            ("election", "article_elections", "election_id"),
            ("province", "article_provinces", "province_code"),
            ("region", "article_primary_regions", "region_code"),
            ("measure", "measures", "type"),
            ("violation", "violations", "type"),
        ):
            if name in asked:
                rows = self.tables[table]
                frame = frame[frame["article_id"].isin(rows.loc[rows[column].isin(asked[name]), "article_id"])]
        if "from" in asked:
            frame = frame[frame["report_date"] >= asked["from"][0]]
        if "to" in asked:
            frame = frame[frame["report_date"] <= asked["to"][0]]
        return frame

    def answers(self, search: str) -> tuple[str, dict[str, pd.Series]]:
        """The headline in words, and what each figure shows."""
        frame = self.chosen(search)
        told = f"{len(frame)} articles, {frame['story_id'].nunique()} stories"
        found = {"when": frame.groupby(frame["report_date"].dt.to_period("W").astype(str)).size()}
        provinces = self.tables["article_provinces"].merge(frame, on="article_id")
        found["where"] = provinces.groupby("province_code")["story_id"].nunique()
        for name in ("measures", "violations"):
            items = self.tables[name].merge(frame, on="article_id")
            found[name] = items.groupby(["type", "status"])["story_id"].nunique().groupby("type").sum()
        return told, found


def make_app(frames: Frames) -> Dash:
    """The page."""
    app = Dash(__name__, serve_locally=True)
    graphs = [dcc.Graph(id=name) for name in DRAWN]
    app.layout = html.Div([dcc.Location(id="address"), html.H1(id="headline"), *graphs])

    outputs = [Output("headline", "children"), *(Output(name, "figure") for name in DRAWN)]

    @app.callback(outputs, [Input("address", "search")])
    def show(search: str | None) -> list[object]:
        told, found = frames.answers(search or "")
        bars = [{"type": "bar", "x": found[name].index.tolist(), "y": found[name].tolist()} for name in DRAWN]
        return [told, *({"data": [one]} for one in bars)]

    return app


if __name__ == "__main__":
    served = waitress.create_server(make_app(Frames(Path(sys.argv[1]))).server, port=0, threads=THREADS)
    print(f"http://127.0.0.1:{served.effective_port}/", flush=True)  # type: ignore[union-attr]
    served.run()
