"""The addresses under which an outlet shows one article: the canonical one, and its twins."""

import re
from dataclasses import dataclass
from datetime import datetime

from demo.newsroom.houses import House

PARAGRAPHS_PER_PAGE = 6
DAILY_PER_PAGE = 4
PORTAL_PER_PAGE = 5
GROUP_PER_PAGE = 5
MAIN_WIRE = "http://www.biro.test"
API_HOST = "layanan-maluku.test"
OLD_THEME_ENDS = datetime(2022, 1, 1)
IMPORTED_AT = datetime(2019, 6, 14, 9, 30)  # posts before came from another blog, all at once


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article stands; `path` is the canonical address without the host."""

    path: str
    aliases: tuple[str, ...]

    def numbered(self, number: int) -> "Place":
        """Another place beside one that is taken; as blogs do it, whose addresses end in ".html"."""
        end = f"_{number}.html"
        return Place(self.path.replace(".html", end), tuple(alias.replace(".html", end) for alias in self.aliases))


def slugify(title: str) -> str:
    """A title as the end of an address."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower().replace("’", "").replace("'", "")))


def is_imported(published: datetime) -> bool:
    """Whether a post came to the blog from elsewhere."""
    return published < IMPORTED_AT


def pages_of(count: int, per_page: int) -> int:
    """Over how many pages a text of so many paragraphs goes."""
    return max(1, -(-count // per_page))


def place_article(
    house: House, number: int, title: str, published: datetime, section: str, count: int, national: bool
) -> Place:
    """The addresses of an article of `count` paragraphs; `published` is local time."""
    made = PLACERS[house.template](house, number, title, published, section, count)
    path, twins = made[0], [f"{house.base}{twin}" for twin in made[1:]]
    if national:
        twins += [MAIN_WIRE + path]
    if house.template == "shell":
        twins.append(f"http://{API_HOST}/api/berita/{number}")
    return Place(path, tuple(twins))


def _wire(house: House, number: int, title: str, published: datetime, section: str, count: int) -> list[str]:
    path = f"/berita/{number}/{slugify(title)}"
    pages = [f"{path}?page={n}" for n in range(2, pages_of(count, PARAGRAPHS_PER_PAGE) + 1)]
    broken = [f"/berita/{number}/whatsapp:/send", f"/berita/{number}/@{house.id.replace('-', '')}"]
    return [path, f"/amp{path}", f"{path}?page=all", *pages, *broken]


def _daily(house: House, number: int, title: str, published: datetime, section: str, count: int) -> list[str]:
    path = f"/{published:%Y/%m/%d}/{slugify(title)}"
    last = max(3, pages_of(count, DAILY_PER_PAGE) + 1)
    pages = [f"{path}?page={n}" for n in range(2, last + 1)]
    return [path, f"/amp{path}", f"{path}?page=all", *pages, *(f"/amp{page}" for page in pages)]


def _portal(house: House, number: int, title: str, published: datetime, section: str, count: int) -> list[str]:
    slug = slugify(title)
    if number % 10 in (3, 7):  # the typing error of the first headline stays in the address
        at = len(slug) // 2
        slug = slug[:at] + slug[at + 1 : at + 2] + slug[at : at + 1] + slug[at + 2 :]
        slug = re.sub(r"-+", "-", slug).strip("-")
    pages = [f"/{slug}/{n}/" for n in range(2, pages_of(count, PORTAL_PER_PAGE) + 1)]
    return [f"/{slug}/", f"/{slug}", f"/?p={number}", f"/{slug}/amp", f"/{slug}/amp/", f"/{slug}/?amp=1", *pages]


def _magazine(house: House, number: int, title: str, published: datetime, section: str, count: int) -> list[str]:
    slug = slugify(title)
    path = f"/{section}/{published:%Y/%m/%d}/{slug}/"
    old = [f"/baca/{number}/{slug}", f"/baca/{number}/{slug}/"] if published < OLD_THEME_ENDS else []
    return [path, path.rstrip("/"), *old]


def _numbered(house: House, number: int, title: str, published: datetime, section: str, count: int) -> list[str]:
    slug = re.sub(r"[^a-z0-9.,-]", "", title.lower().replace(" ", "-"))
    slug = re.sub(r"-{2,}", "-", slug).strip("-.,") or "berita"
    return [f"/read/detail/{number}/{slug}.html", f"/amp/detail/{number}/{slug}", f"/article/{number}/{slug}"]


def _group(house: House, number: int, title: str, published: datetime, section: str, count: int) -> list[str]:
    path = f"/{number}/{slugify(title)}"
    offsets = [f"{path}/{15 * n}" for n in range(1, pages_of(count, GROUP_PER_PAGE))]
    return [path, f"/amp{path}", *offsets]


def _blog(house: House, number: int, title: str, published: datetime, section: str, count: int) -> list[str]:
    slug = slugify(title)
    if len(slug) > 40:
        slug = slug[:40].rsplit("-", 1)[0]
    path = f"/{IMPORTED_AT if is_imported(published) else published:%Y/%m}/{slug}.html"
    return [path, f"{path}?m=1", f"{path}?showComment={1_600_000_000_000 + number * 1000}"]


def _shell(house: House, number: int, title: str, published: datetime, section: str, count: int) -> list[str]:
    return [f"/article/{number}/{slugify(title)}"]


PLACERS = {
    "wire": _wire,
    "daily": _daily,
    "portal": _portal,
    "magazine": _magazine,
    "numbered": _numbered,
    "group": _group,
    "blog": _blog,
    "shell": _shell,
}
