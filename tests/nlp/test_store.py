import dataclasses

import pytest

from nlp.records import Annotation
from nlp.store import BrokenFile, annotated_versions, annotations_folder, read_annotations, write_annotations
from nlp.version import pipeline_version
from tests.nlp.test_forms import FULL

NOW = dataclasses.replace(FULL, pipeline=pipeline_version())


def test_written_annotations_come_back_the_same(tmp_path):
    other = Annotation("b", "v", pipeline_version(), "none")
    write_annotations(tmp_path, [other, NOW])
    assert list(read_annotations(tmp_path)) == [NOW, other]
    assert annotated_versions(tmp_path) == {("a", "v"), ("b", "v")}


def test_writing_twice_leaves_one_file(tmp_path):
    assert write_annotations(tmp_path, [NOW]) == write_annotations(tmp_path, [NOW])
    assert len(list(annotations_folder(tmp_path).iterdir())) == 1


def test_another_pipeline_version_is_kept_apart(tmp_path):
    write_annotations(tmp_path, [dataclasses.replace(FULL, pipeline="0.0.1+00000000")])
    assert list(read_annotations(tmp_path)) == []
    assert len(list(read_annotations(tmp_path, "0.0.1+00000000"))) == 1


def test_a_left_over_temporary_file_is_not_read(tmp_path):
    write_annotations(tmp_path, [NOW])
    (annotations_folder(tmp_path) / ".writing-x.tmp").write_bytes(b"PAR1")
    assert len(list(read_annotations(tmp_path))) == 1


def test_a_truncated_file_is_named(tmp_path):
    path = write_annotations(tmp_path, [NOW])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BrokenFile, match=path.name.replace("+", r"\+")):
        list(read_annotations(tmp_path))


def test_nothing_written_is_no_file(tmp_path):
    assert write_annotations(tmp_path, []) is None
    assert list(read_annotations(tmp_path)) == []
