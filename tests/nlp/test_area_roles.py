import pytest

from nlp.area_roles import name_areas
from nlp.regions import find_places


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Bupati Kaur meminta ASN netral", ["head"]),
        ("Kepala Badan Kesatuan Bangsa dan Politik Seram Bagian Timur", ["acting"]),
        ("Pemerintah Kabupaten (Pemkab) Jayapura", ["acting"]),
        ("ASN di lingkungan kerja Samarinda", ["staff"]),
        ("se-Kalsel", ["staff"]),
        ("Kapolres Garut", ["guest"]),
        ("mantan Kapolda Sultra itu", ["past"]),
        ("calon Bupati Ngada", ["past"]),
        ("di aula Kantor Bupati Konawe", ["venue"]),
        ("Hadir Pj Wali Kota Lhokseumawe", ["attends"]),
        ("KENDARI – Apel", ["dateline"]),
        ("kata dia di Kupang, Senin", ["venue"]),
        ("warga Sambas", ["named"]),
        ("Pjs Bupati Buton, Muna dan Konawe", ["head", "head", "head"]),
        ("pegawai tiga pemda, yakni Kabupaten Konawe", ["staff"]),
    ],
)
def test_parts(text, parts):
    assert [naming.part for naming in name_areas(text, find_places(text), [])] == parts


def test_members_of_a_list_are_marked():
    text = "Kabupaten Konawe dan Kota Kendari. Warga Muna."
    assert [naming.is_listed for naming in name_areas(text, find_places(text), [])] == [False, True, False]
