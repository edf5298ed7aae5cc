"""Which changes of the code make another pipeline, so that every article is read again."""

import shutil

import pytest

from nlp.version import AROUND, PROJECT, SOURCES, pipeline_version, version_of


@pytest.fixture
def copy(tmp_path):
    for folder, pattern in SOURCES:
        for path in (PROJECT / folder).glob(pattern):
            target = tmp_path / folder / path.name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return tmp_path


@pytest.mark.parametrize("name", ["nlp/measures.py", "nlp/lexicons/offices.toml", "crawler/residue.py"])
def test_another_rule_is_another_pipeline(copy, name):
    assert version_of(copy) == pipeline_version()
    with (copy / name).open("a") as file:
        file.write("# another\n")
    assert version_of(copy) != pipeline_version()


@pytest.mark.parametrize("name", ["nlp/store.py", "nlp/extract.py", "nlp/quality.py", "nlp/__main__.py"])
def test_what_stands_around_the_reading_is_none_of_it(copy, name):
    with (copy / name).open("a") as file:
        file.write("# another\n")
    assert version_of(copy) == pipeline_version()


def test_no_part_of_the_pipeline_reads_with_what_stands_around_it():
    around = {name.removesuffix(".py") for name in AROUND}
    for path in (PROJECT / "nlp").glob("*.py"):
        if path.name not in AROUND:
            text = path.read_text(encoding="utf-8")
            assert not [name for name in around if f"from nlp.{name} import" in text], path.name
