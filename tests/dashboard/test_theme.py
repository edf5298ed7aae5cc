import itertools
import re
import tomllib
from pathlib import Path

import pytest

from dashboard import theme
from dashboard.theme import DARK, GROUPS, LIGHT, MEASURE_GROUP, STATES, THEMES, blend, contrast, theme_of

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "dashboard/assets"
DOMAIN = tomllib.loads((ROOT / "warehouse/domain.toml").read_text(encoding="utf-8"))
SCHEMES = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def test_style_sheet_is_up_to_date():
    written = (ASSETS / "10-tokens.css").read_text(encoding="utf-8")
    assert written == theme.css(), "run: python -m dashboard.theme > dashboard/assets/10-tokens.css"


def test_both_schemes_set_the_same_properties():
    light, dark = theme.css_properties(LIGHT), theme.css_properties(DARK)
    assert list(light) == list(dark)
    assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for value in (*light.values(), *dark.values()))


def test_style_sheets_use_only_properties_that_exist():
    sheets = {path.name: path.read_text(encoding="utf-8") for path in ASSETS.glob("*.css")}
    defined = set(re.findall(r"--([a-z0-9-]+)\s*:", " ".join(sheets.values())))
    used = {name for text in sheets.values() for name in re.findall(r"var\(--([a-z0-9-]+)[,)]", text)}
    assert {name for name in used - defined if not name.startswith(("mantine", "ag-"))} == set()


@SCHEMES
def test_words_are_readable(colours):
    for ground in (colours.page, colours.surface):
        for words in (colours.ink, colours.muted, colours.link):
            assert contrast(words, ground) >= 4.5
        for hue in (*colours.groups.values(), *colours.states.values()):
            assert contrast(hue.text, ground) >= 4.5
            assert contrast(hue.fill, ground) >= 3
    for hue in (*colours.groups.values(), *colours.states.values()):
        assert contrast("#FFFFFF", hue.badge) >= 4.5
    for step, ink in zip(colours.ramp, colours.ramp_ink, strict=True):
        assert contrast(ink, step) >= 4.5
    for band in colours.bands:
        assert contrast(colours.muted, band) >= 4.5
    for tint in colours.tints.values():
        assert contrast(colours.ink, tint) >= 9.5


@SCHEMES
def test_ramp_runs_away_from_the_surface(colours):
    steps = [contrast(step, colours.surface) for step in colours.ramp]
    assert steps == sorted(steps)
    assert min(after / before for before, after in itertools.pairwise(steps)) > 1.25


def test_groups_hold_every_measure_once():
    assert sorted(MEASURE_GROUP) == sorted(DOMAIN["measure_types"])
    assert sum(len(types) for types in GROUPS.values()) == len(MEASURE_GROUP)
    assert MEASURE_GROUP["sanction_warning"] == "prevent"


def test_states_have_colour_and_their_own_glyph():
    assert list(STATES) == DOMAIN["violation_statuses"]
    assert len({glyph for _, glyph in STATES.values()}) == 3
    assert all(name in THEMES[scheme].states for scheme in THEMES for name, _ in STATES.values())


def test_unknown_scheme_is_refused():
    with pytest.raises(ValueError, match="sepia"):
        theme_of("sepia")


def test_blend():
    assert blend("#4583D2", "#FFFFFF", 0.4) == "#B5CDED"
    assert blend("#4583D2", "#FFFFFF", 1) == "#4583D2"


def test_fonts_are_here_and_licensed():
    fonts = ASSETS / "fonts"
    named = re.findall(r'url\("([^"]+)"\)', (ASSETS / "00-fonts.css").read_text(encoding="utf-8"))
    assert len(named) == 3
    for name in named:
        assert (ASSETS / name).read_bytes()[:4] == b"wOF2"
        assert Path(name).name in (fonts / "README.md").read_text(encoding="utf-8")
    assert len(list(fonts.glob("*.woff2"))) == len(named)
    for licence in ("OFL-inter.txt", "OFL-source-serif-4.txt"):
        assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / licence).read_text(encoding="utf-8")


def test_style_sheets_ask_no_other_host():
    for path in ASSETS.glob("*.css"):
        assert not re.search(r"url\(\s*[\"']?(https?:)?//|@import", path.read_text(encoding="utf-8")), path.name
