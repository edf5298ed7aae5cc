import os
import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.warehouse.gold_warehouse import build_gold_warehouse
from warehouse.connection import connect, warehouse_path

FOLDER = Path(__file__).parents[2] / "docs/notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture(scope="module")
def gold_dir(tmp_path_factory):
    return build_gold_warehouse(tmp_path_factory.mktemp("notebooks"))


def test_there_are_three():
    names = ["election_across_provinces", "one_case_followed", "one_district_followed"]
    assert [path.stem for path in NOTEBOOKS] == names


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_stored_without_outputs_and_it_says_what_is_invented(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not cell.outputs
            assert cell.execution_count is None
    assert "everything is invented" in notebook.cells[0].source
    assert not re.search(r"/(home|root|tmp|work|Users)/", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_on_the_demonstration(path, gold_dir, monkeypatch):
    monkeypatch.setenv("NETRALITAS_DATA", str(gold_dir))
    monkeypatch.setenv("JUPYTER_PLATFORM_DIRS", "1")
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}})
    client.execute(env=os.environ.copy())
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    printed = "".join(output.text for output in outputs if output.output_type == "stream")
    assert "DEMONSTRATION" in printed
    tables = [output.data["text/html"] for output in outputs if "text/html" in output.get("data", {})]
    assert len(tables) >= 4
    with connect(warehouse_path(gold_dir)) as con:
        con.execute("SET search_path = 'warehouse.named,warehouse.main'")
        covered = [name for (name,) in con.execute("SELECT name FROM persons WHERE is_protected").fetchall()]
    assert len(covered) > 5
    assert not [name for name in covered if name in str(outputs)]
    figures = [output for output in outputs if "application/vnd.plotly.v1+json" in output.get("data", {})]
    assert figures
    for figure in figures:
        assert figure.data["application/vnd.plotly.v1+json"]["data"]
