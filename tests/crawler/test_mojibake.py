"""Tests of `crawler.mojibake`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.mojibake import mend_marks


@pytest.mark.parametrize(
    "text", ["“Tahun lalu,” tutur warga", "Jum’at – Sabtu — ‘ikrar’ …", "Café Ó Ñ · »", "lebih sederhana:\xa0kapan"]
)
@pytest.mark.parametrize("as_read", ["latin-1", "cp1252"])
def test_what_was_read_wrongly_is_mended(text, as_read):
    raw = text.encode()
    try:
        broken = raw.decode(as_read)
    except UnicodeDecodeError:
        broken = raw.decode(as_read, errors="ignore")  # the byte that windows-1252 does not know is lost
    assert mend_marks(broken) == text.replace("\xa0", " ")


@pytest.mark.parametrize(
    "text", ["SÃO TOMÉ", "Â", "harga €5", "Kâ dan Ã", "Bawaslu â sebutan", "“kutip” – utuh", "Rp5 ribu… ya"]
)
def test_what_is_whole_stays(text):
    assert mend_marks(text) == text


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_plain_text_is_never_touched(text):
    assert mend_marks(text) == text


@given(st.text(alphabet="“”‘’–—…• abc.,", max_size=60))
def test_mending_twice_changes_nothing_more(text):
    once = mend_marks(text.encode().decode("cp1252", errors="ignore"))
    assert mend_marks(once) == once
