"""Colours, type and measures of the dashboard: one source for the style sheet, Mantine, and the figures.

`python -m dashboard.theme > dashboard/assets/10-tokens.css` writes the style sheet's custom properties; a test tells
when the file is behind. Contrasts in the comments are against the page of the scheme, by WCAG 2.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any

import plotly.graph_objects as go

FONT_TEXT = '"Source Serif 4 Variable", Georgia, serif'
FONT_INTERFACE = '"Inter Variable", Inter, system-ui, sans-serif'
# Pixels.
SPACES = (4, 8, 12, 16, 20, 32)
CHART_SIZE = 12
SMALL_SIZE = 11

# What kind of action each type of measure is. A threat is not a punishment.
GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "prevent": (
            "reminder",
            "sanction_warning",
            "circular",
            "outreach",
            "publicity",
            "integrity_pact",
            "pledge",
            "regulation",
        ),
        "watch": ("monitoring", "reporting_channel", "coordination"),
        "act": ("investigation", "referral", "leave_or_resignation"),
        "punish": ("sanction_imposed", "prosecution"),
    }
)
MEASURE_GROUP: Mapping[str, str] = MappingProxyType(
    {type_: group for group, types in GROUPS.items() for type_ in types}
)
# Taken, planned, called for: opacity of the fill; what is only called for is an outline.
STATUS_OPACITY: Mapping[str, float] = MappingProxyType({"taken": 1.0, "planned": 0.4, "called_for": 0.0})
# Colour name and glyph of each violation status. The glyph and a word always stand beside the colour.
STATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"prohibited": ("recited", "○"), "alleged": ("alleged", "◐"), "proven": ("proven", "●")}
)


@dataclass(frozen=True, slots=True)
class Hue:
    """One colour of a code: `fill` for areas, `text` for words on the page, `badge` behind small white figures."""

    fill: str
    text: str
    badge: str


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one scheme.

    `ramp` runs from low to high; `ramp_ink` is the colour of words on each of its steps. `bands` are the sand behind a
    chart: any stage of an election, and the campaign. `hatch` draws what was not seen, on `hatch_ground`.
    """

    scheme: str
    page: str
    surface: str
    ink: str
    muted: str
    link: str
    line: str
    line_strong: str
    hover: str
    chosen: str
    zero: str
    hatch: str
    hatch_ground: str
    bands: tuple[str, str]
    ramp: tuple[str, str, str, str, str]
    ramp_ink: tuple[str, str, str, str, str]
    groups: Mapping[str, Hue]
    states: Mapping[str, Hue]
    tints: Mapping[str, str]

    @property
    def articles(self) -> str:
        """The light part of a bar: copies and repeated releases."""
        return self.ramp[1]

    @property
    def stories(self) -> str:
        """The dark part of a bar: independent stories; the stronger one against the surface in both schemes."""
        return self.ramp[3]


LIGHT = Theme(
    scheme="light",
    page="#FBFAF7",
    surface="#FFFFFF",
    ink="#1A1F24",  # 15.9
    muted="#5A636D",  # 5.8
    link="#0E5A78",  # 7.3
    line="#E2DED5",
    line_strong="#C9C4B8",
    hover="#F4F2EC",
    chosen="#DCEBF0",
    zero="#EDEBE4",
    hatch="#B6B1A6",
    hatch_ground="#F3F1EC",
    bands=("#F1EEE6", "#E6E1D5"),
    ramp=("#BAD6DC", "#83B6C3", "#478DA3", "#1A627C", "#0B3A4E"),
    ramp_ink=("#1A1F24", "#1A1F24", "#11161A", "#FFFFFF", "#FFFFFF"),
    groups=MappingProxyType(
        {
            "prevent": Hue("#1B9E83", "#0E6B58", "#0E6B58"),  # 3.2, 6.2
            "watch": Hue("#4583D2", "#2560A8", "#2560A8"),  # 3.7, 6.1
            "act": Hue("#2F3B98", "#2F3B98", "#2F3B98"),  # 9.1
            "punish": Hue("#7B1E62", "#7B1E62", "#7B1E62"),  # 9.1
        }
    ),
    states=MappingProxyType(
        {
            "recited": Hue("#6E757D", "#5A636D", "#5A636D"),  # 4.5, 5.8
            "alleged": Hue("#C97A00", "#8F5300", "#8F5300"),  # 3.2, 5.9
            "proven": Hue("#9A1B1E", "#9A1B1E", "#9A1B1E"),  # 7.9
        }
    ),
    tints=MappingProxyType({"officials": "#DDE7F7", "regions": "#D8EEE6", "time": "#F1EAD6", "law": "#ECE2F3"}),
)

DARK = Theme(
    scheme="dark",
    page="#14181B",
    surface="#1B2024",
    ink="#ECE9E2",  # 14.7
    muted="#A2ABB3",  # 7.7
    link="#7FC4DD",  # 9.2
    line="#2E353B",
    line_strong="#475059",
    hover="#232A2F",
    chosen="#23404B",
    zero="#262C31",
    hatch="#5B646B",
    hatch_ground="#1B2024",
    bands=("#20262B", "#2A3137"),
    ramp=("#2B505E", "#347487", "#4A9BB0", "#83C3D1", "#D0ECF0"),
    ramp_ink=("#ECE9E2", "#FFFFFF", "#14181B", "#14181B", "#14181B"),
    groups=MappingProxyType(
        {
            "prevent": Hue("#35B89C", "#35B89C", "#0E6B58"),  # 7.2
            "watch": Hue("#8DB4F0", "#8DB4F0", "#2560A8"),  # 8.4
            "act": Hue("#6F7BE0", "#98A2F0", "#4450B4"),  # 4.7, 7.4
            "punish": Hue("#D472B8", "#E08BC8", "#8E2C73"),  # 5.9, 7.4
        }
    ),
    states=MappingProxyType(
        {
            "recited": Hue("#7F888F", "#A2ABB3", "#5A636D"),  # 4.9, 7.7
            "alleged": Hue("#F0A93B", "#F0A93B", "#8F5300"),  # 8.9
            "proven": Hue("#E2504F", "#F08480", "#A82325"),  # 4.7, 7.1
        }
    ),
    tints=MappingProxyType({"officials": "#26364F", "regions": "#1E3F37", "time": "#3B3524", "law": "#3A2E47"}),
)

THEMES: Mapping[str, Theme] = MappingProxyType({"light": LIGHT, "dark": DARK})

# Mantine: the same corners, faces and link colour; its own greys follow the scheme.
MANTINE_THEME: dict[str, Any] = {
    "defaultRadius": 6,
    "fontFamily": FONT_INTERFACE,
    "headings": {"fontFamily": FONT_TEXT, "fontWeight": "600"},
    "colors": {
        "sea": [
            "#EFF6F8",
            "#DCEBF0",
            "#BAD6DC",
            "#83B6C3",
            "#5FA3B6",
            "#478DA3",
            "#2A7690",
            "#0E5A78",
            "#0B4A63",
            "#0B3A4E",
        ]
    },
    "primaryColor": "sea",
    "primaryShade": {"light": 7, "dark": 3},
    "autoContrast": True,
}


def theme_of(scheme: str) -> Theme:
    """The theme of a scheme, "light" or "dark". Raises ValueError on another."""
    try:
        return THEMES[scheme]
    except KeyError:
        raise ValueError(f"no colour scheme {scheme!r}: light or dark") from None


# How much of a hue each step of its ramp holds, from low to high.
HUE_STEPS = (0.28, 0.46, 0.64, 0.82, 1.0)


def theme_in(scheme: str, hue: str) -> Theme:
    """The theme of a scheme whose ramp is that of one hue, a group of measures or a state; "" leaves it as it is.

    Raises ValueError on another scheme, KeyError on another hue.
    """
    theme = theme_of(scheme)
    if not hue:
        return theme
    fill = (theme.groups.get(hue) or theme.states[hue]).fill
    ramp = tuple(blend(fill, theme.surface, share) for share in HUE_STEPS)
    # Black and white together reach 4.5 on any colour, which no softer pair does.
    inks = tuple(max(("#000000", "#FFFFFF"), key=lambda ink: contrast(ink, step)) for step in ramp)
    return replace(theme, ramp=ramp, ramp_ink=inks)  # type: ignore[arg-type]


def blend(colour: str, ground: str, share: float) -> str:
    """The colour that `colour` gives at opacity `share` (0 to 1) over `ground`; all as #RRGGBB."""
    parts = zip(_channels(colour), _channels(ground), strict=True)
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02X}" for over, under in parts)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@cache
def plotly_template(scheme: str) -> dict[str, Any]:
    """What all figures of a scheme share, only to be read: no frame, hairline grid, our type, hovers like cards."""
    theme = theme_of(scheme)
    axis = {
        "automargin": False,
        "gridcolor": theme.line,
        "linecolor": theme.line_strong,
        "tickcolor": theme.line_strong,
        "tickfont": {"size": CHART_SIZE, "color": theme.muted},
        "showline": False,
        "zeroline": False,
        "ticks": "",
    }
    template = go.layout.Template(
        layout={
            "font": {"family": FONT_INTERFACE, "size": CHART_SIZE, "color": theme.ink},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "showlegend": False,
            "colorway": list(theme.ramp),
            "xaxis": axis,
            "yaxis": axis,
            "hoverlabel": {
                "bgcolor": theme.surface,
                "bordercolor": theme.line_strong,
                "align": "left",
                "font": {"family": FONT_INTERFACE, "size": CHART_SIZE + 1, "color": theme.ink},
            },
            "modebar": {"remove": ["zoom", "pan", "select", "lasso"]},
        }
    )
    return dict(template.to_plotly_json())


def css() -> str:
    """The custom properties of both schemes as a style sheet."""
    head = (
        "/* Written by `python -m dashboard.theme`: change dashboard/theme.py and run it again. */\n"
        f":root {{\n  --font-text: {FONT_TEXT};\n  --font-interface: {FONT_INTERFACE};\n"
        + "".join(f"  --space-{number}: {size}px;\n" for number, size in enumerate(SPACES, 1))
        + "}\n"
    )
    light = _rule(':root, :root[data-mantine-color-scheme="light"]', LIGHT)
    return head + light + _rule(':root[data-mantine-color-scheme="dark"]', DARK)


def css_properties(theme: Theme) -> dict[str, str]:
    """Name, without its dashes, and value of each custom property that depends on the scheme."""
    found = {
        name.replace("_", "-"): getattr(theme, name)
        for name in ("page", "surface", "ink", "muted", "link", "line", "line_strong", "hover", "zero", "hatch")
    }
    found |= {"tint-chosen": theme.chosen, "hatch-ground": theme.hatch_ground}
    found |= {"band": theme.bands[0], "band-strong": theme.bands[1]}
    for step, (colour, ink) in enumerate(zip(theme.ramp, theme.ramp_ink, strict=True), 1):
        found |= {f"ramp-{step}": colour, f"ramp-{step}-ink": ink}
    for name, hue in (*theme.groups.items(), *theme.states.items()):
        found |= {name: hue.fill, f"{name}-text": hue.text, f"{name}-fill": hue.badge}
    return found | {f"tint-{name}": colour for name, colour in theme.tints.items()}


def _rule(selector: str, theme: Theme) -> str:
    lines = "".join(f"  --{name}: {value};\n" for name, value in css_properties(theme).items())
    return f"{selector} {{\n  color-scheme: {theme.scheme};\n{lines}}}\n"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [part / 255 for part in _channels(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


if __name__ == "__main__":
    print(css(), end="")
