"""What one article tells of cases, on sentences made up for the purpose."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.items import Article
from nlp.records import Annotation, DateRef, Mention, Official, Total, Value, Violation
from nlp.sentences import find_sentences
from warehouse.case_reports import find_case_reports

DAY = date(2024, 10, 9)


def read(text, acts=(), names=(), **values):
    """An annotation: `acts` are (words, type, status), `names` are (words of office and name, name, role)."""
    article = Article("a-1", text)
    violations = [Violation(kind, status, *place(text, words)) for words, kind, status in acts]
    officials = []
    for words, name, role in names:
        spots = [at for at in range(len(text)) if text.startswith(name, at)]
        mentions = tuple(Mention(name, at, at + len(name)) for at in spots)
        officials.append(Official(name, role, None, "14.71", *place(text, words), mentions=mentions))
    defaults = {"primary_regions": ["14.71"], "sentences": find_sentences(text)}
    return Annotation(
        "a-1", article.version, "test", "core", violations=violations, officials=officials, **(defaults | values)
    )


def place(text, words):
    start = text.index(words)
    return start, start + len(words)


def reports_of(text, acts=(), names=(), **values):
    return find_case_reports(text, read(text, acts, names, **values), DAY)


def test_one_allegation_opens_to_its_words():
    text = "Seorang lurah di Kota Pekanbaru diduga menghadiri deklarasi paslon. Bawaslu memanggil lurah itu."
    (report,) = reports_of(text, [("menghadiri deklarasi paslon", "attendance", "alleged")])
    assert (report.report_id, report.state, report.office, report.person_count) == ("a-1#k1", "alleged", "lurah", 1)
    assert text[report.start : report.end] == "menghadiri deklarasi paslon"
    assert report.group_words == "Seorang lurah"
    assert (report.region_code, report.sentence_no) == ("14.71", 1)


def test_a_rule_recited_is_no_case():
    text = "ASN dilarang menghadiri deklarasi paslon, kata Wali Kota."
    assert reports_of(text, [("menghadiri deklarasi paslon", "attendance", "prohibited")]) == []


@pytest.mark.parametrize(
    "text",
    [
        "Sebanyak 57 ASN dilaporkan tidak netral sepanjang tahapan pilkada.",
        "Dari 12 laporan yang masuk, separuhnya terkait pegawai yang dilaporkan tidak netral.",
        "Pelanggaran teratas ialah kampanye di media sosial (24 persen) oleh pegawai yang tidak netral.",
    ],
)
def test_numbers_in_bulk_are_no_case(text):
    assert (
        reports_of(text, [("tidak netral", "other", "alleged")], totals=[Total(57, "asn", "reported", None, 0, 5)])
        == []
    )


def test_acts_of_one_person_are_one_case():
    text = (
        "Camat Rumbai, Darmo Suyitno, dipanggil Bawaslu. Darmo Suyitno diduga memakai mobil dinas ke lokasi kampanye. "
        "Ia juga berpose dua jari di sana."
    )
    acts = [("memakai mobil dinas", "state_facilities", "alleged"), ("berpose dua jari", "gesture", "alleged")]
    (report,) = reports_of(text, acts, [("Camat Rumbai, Darmo Suyitno", "Darmo Suyitno", "district_head")])
    assert [act.type for act in report.conduct] == ["state_facilities", "gesture"]
    assert [person.official_number for person in report.named] == [1]
    assert report.persons == ("darmo suyitno",)


def test_persons_told_apart_are_cases_of_their_own():
    text = (
        "Seorang guru diduga mengunggah foto caleg. Sementara itu seorang camat diduga membagikan kalender caleg. "
        "Satu lagi, seorang bidan, diduga menghadiri kampanye."
    )
    acts = [
        ("mengunggah foto caleg", "social_media", "alleged"),
        ("membagikan kalender caleg", "campaigning", "alleged"),
        ("menghadiri kampanye", "attendance", "alleged"),
    ]
    assert [report.office for report in reports_of(text, acts)] == ["guru", "camat", "bidan"]


def test_two_named_one_by_one_are_two_cases():
    text = (
        "Dua pejabat diduga menyukai unggahan bakal calon. Dua ASN itu adalah Sekretaris Dinas Sosial, Wiryo Martono, "
        "dan Kabid Pasar, Sulis Handayani."
    )
    names = [
        ("Sekretaris Dinas Sosial, Wiryo Martono", "Wiryo Martono", "division_head"),
        ("Kabid Pasar, Sulis Handayani", "Sulis Handayani", "division_head"),
    ]
    found = reports_of(text, [("menyukai unggahan bakal calon", "social_media", "alleged")], names)
    assert [report.persons for report in found] == [("wiryo martono",), ("sulis handayani",)]


@pytest.mark.parametrize(
    ("words", "name", "role", "text"),
    [
        (
            "Ketua Bawaslu, Tegar Wiyono",
            "Tegar Wiyono",
            "bawaslu",
            "Ketua Bawaslu, Tegar Wiyono, dilaporkan. Seorang guru",
        ),
        (
            "Kabag Humas, Tegar Wiyono",
            "Tegar Wiyono",
            "division_head",
            "Kabag Humas, Tegar Wiyono, membantah. Seorang guru",
        ),
        (
            "Kepala BKPSDM, Tegar Wiyono",
            "Tegar Wiyono",
            "agency_head",
            "Kata Kepala BKPSDM, Tegar Wiyono, seorang guru",
        ),
    ],
)
def test_who_speaks_or_supervises_is_not_the_accused(words, name, role, text):
    text += " diduga mengunggah foto caleg."
    found = reports_of(text, [("mengunggah foto caleg", "social_media", "alleged")], [(words, name, role)])
    assert [report.persons for report in found] == [()]
    assert found[0].office == "guru"


def test_initials_belong_to_the_description_before_them():
    text = "Seorang kepala puskesmas berinisial QW diduga mengajak bawahan memilih paslon. QW belum menjawab."
    (report,) = reports_of(text, [("mengajak bawahan memilih paslon", "campaigning", "alleged")])
    assert (report.office, report.initials) == ("kepala puskesmas", ("QW",))


@pytest.mark.parametrize(
    ("text", "state", "steps"),
    [
        (
            "Seorang guru mengunggah foto caleg. Guru itu dijatuhi teguran tertulis oleh bupati.",
            "sanctioned",
            ["sanctioned"],
        ),
        ("Seorang guru mengunggah foto caleg. Bupati akan menjatuhkan sanksi bila terbukti.", "alleged", []),
        ("Seorang guru mengunggah foto caleg. Guru itu dinyatakan BKN tidak melanggar.", "dropped", ["dropped"]),
        (
            "Seorang guru mengunggah foto caleg. Gakkumdu menghentikan perkara pidana itu.",
            "alleged",
            ["criminal_dropped"],
        ),
        ("Seorang guru mengunggah foto caleg. KASN merekomendasikan sanksi moral.", "alleged", ["recommended"]),
        ("Seorang guru mengunggah foto caleg. Hakim memvonis guru itu satu bulan penjara.", "convicted", ["convicted"]),
    ],
)
def test_state_and_steps_tell_what_happened_only(text, state, steps):
    (report,) = reports_of(text, [("mengunggah foto caleg", "social_media", "alleged")])
    assert (report.state, [event.step for event in report.events]) == (state, steps)
    assert all(text[event.start : event.end] for event in report.events)


def test_a_step_has_its_day_and_body():
    text = "Seorang guru mengunggah foto caleg. Bawaslu Pekanbaru memanggil guru itu pada 3 Oktober 2024."
    days = [DateRef("2024-10-03", "event", "3 Oktober 2024", *place(text, "3 Oktober 2024"))]
    (report,) = reports_of(text, [("mengunggah foto caleg", "social_media", "alleged")], dates=days)
    (event,) = report.events
    assert (event.step, event.body, event.event_date, event.date_precision) == (
        "clarified",
        "bawaslu",
        date(2024, 10, 3),
        "day",
    )


def test_a_step_of_nobody_told_is_given_to_no_case():
    text = (
        "Seorang guru mengunggah foto caleg.\nSeorang camat menghadiri kampanye.\n"
        "Bupati menjatuhkan sanksi penundaan pangkat."
    )
    acts = [("mengunggah foto caleg", "social_media", "alleged"), ("menghadiri kampanye", "attendance", "alleged")]
    assert [report.events for report in reports_of(text, acts)] == [(), ()]


def test_an_earlier_election_is_another_block():
    text = (
        "Seorang camat di Pekanbaru diduga menghadiri kampanye Pilkada 2024.\n"
        "Pada Pilkada 2020, seorang camat dijatuhi sanksi karena ikut konvoi calon."
    )
    elections = [
        Value("pilkada-2024", *place(text, "Pilkada 2024")),
        Value("pilkada-2020", *place(text, "Pilkada 2020")),
    ]
    acts = [("menghadiri kampanye", "attendance", "alleged"), ("ikut konvoi calon", "attendance", "proven")]
    found = reports_of(text, acts, elections=elections)
    assert [report.block for report in found] == ["14.71|pilkada-2024", "14.71|pilkada-2020"]
    assert [report.state for report in found] == ["alleged", "sanctioned"]


@settings(max_examples=40)
@given(st.text(max_size=300), st.data())
def test_any_text_gives_offsets_inside_it(text, data):
    sentences = find_sentences(text)
    spots = st.tuples(st.integers(0, max(0, len(text) - 1)), st.integers(1, 30))
    acts = [
        Violation("gesture", status, start, min(len(text), start + length))
        for (start, length), status in data.draw(
            st.lists(st.tuples(spots, st.sampled_from(["alleged", "proven"])), max_size=4)
        )
        if start < len(text)
    ]
    annotation = Annotation("a", "v", "test", "core", violations=acts, sentences=sentences)
    found = find_case_reports(text, annotation, None)
    assert found == find_case_reports(text, annotation, None)
    assert len({report.report_id for report in found}) == len(found)
    assert {report.state for report in found} <= {"alleged", "found", "sanctioned", "convicted", "dropped"}
    for report in found:
        for item in (report, *report.conduct, *report.events, *report.named):
            assert 0 <= item.start < item.end <= len(text)


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ("Bisa teguran tertulis, bisa turun pangkat.", None),
        ("Mulai teguran lisan sampai penurunan pangkat.", None),
        (
            "ASN yang kedapatan berpihak bisa dijatuhi hukuman disiplin, mulai penundaan pangkat sampai pemberhentian.",
            None,
        ),
        ("Berkasnya diteruskan ke bupati untuk dijatuhi sanksi.", None),
        ("Setelah itu bisa diberhentikan.", None),
        ("Salah ya dicopot.", None),
        ("Bagi yang melanggar, edaran menyebut hukuman berupa pemotongan tunjangan.", None),
        ("Ia terancam dicopot dari jabatannya.", None),
        ("Warga meminta lurah itu dicopot.", None),
        ("Dua di antaranya dijatuhi teguran.", None),
        ("Kalau terbukti, ia divonis penjara.", None),
        ("Ia sudah dicopot dari jabatannya.", "sanctioned"),
        ("Lurah itu diberi teguran tertulis.", "sanctioned"),
        ("Ia kena penundaan gaji berkala.", "sanctioned"),
        ("Teguran dituangkan dalam surat bernomor 12.", "sanctioned"),
        ("Bupati menjatuhkan hukuman disiplin kepadanya.", "sanctioned"),
        ("Hakim memvonis lurah itu dua bulan penjara.", "convicted"),
    ],
)
def test_a_penalty_that_is_only_possible_is_no_penalty(told, step):
    opening = "Seorang lurah di Kecamatan Sluke diduga mengampanyekan calon bupati."
    text = f"{opening} {told}"
    annotation = read(text, [("mengampanyekan", "campaigning", "alleged")])
    (report,) = find_case_reports(text, annotation, DAY)
    penalties = [event.step for event in report.events if event.step in ("sanctioned", "convicted")]
    assert penalties == ([step] if step else [])
    assert report.state == (step or "alleged")


@pytest.mark.parametrize(
    ("told", "state"),
    [
        ("Hasilnya, tujuh orang dinyatakan terbukti, tiga tidak cukup bukti, dua lainnya masih menunggu.", "alleged"),
        ("Seorang lurah terbukti melanggar, sisanya masih diperiksa.", "alleged"),
        ("Empat lurah dilaporkan, satu di antaranya terbukti melanggar.", "alleged"),
        ("Seorang lurah terbukti melanggar karena ikut kampanye.", "found"),
    ],
)
def test_a_finding_on_some_of_several_is_none_on_each(told, state):
    words = "terbukti"
    annotation = read(told, [(words, "campaigning", "proven")])
    reports = find_case_reports(told, annotation, DAY)
    assert {report.state for report in reports} <= {state}
    assert {act.status for report in reports for act in report.conduct} <= {"proven" if state == "found" else "alleged"}
    assert reports


@pytest.mark.parametrize(
    ("told", "steps"), [("Tunjangan dihentikan dulu.", []), ("Kasus lurah itu dihentikan.", ["dropped"])]
)
def test_an_allowance_that_is_stopped_is_no_case_that_is(told, steps):
    text = f"Seorang lurah diduga mengampanyekan calon bupati. {told}"
    (report,) = find_case_reports(text, read(text, [("mengampanyekan", "campaigning", "alleged")]), DAY)
    assert [event.step for event in report.events if event.step == "dropped"] == steps
