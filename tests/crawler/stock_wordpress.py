"""A WordPress as Debian packages it, on loopback and in a folder of its own: its database, its sites, its posts.

It is reached as an http proxy: every host of `SITES` is one site. Names, places and texts are invented.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener
from zoneinfo import ZoneInfo

PACKAGED = Path("/usr/share/wordpress")
SCRIPTS = Path(__file__).parents[1] / "fixtures" / "stock_wordpress"
# In /usr/sbin, which is not on everybody's path.
PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin", "/usr/bin"))
PROGRAMS = ("php", "mariadbd", "mariadb-install-db")
ZONE = "Asia/Jakarta"
WORKERS = 3
PATIENCE = 30.0

AUTHORS = ("Ratnasari Kelopak", "Damar Wicaksana Uji")
OFFICES = ("Dinas Perhubungan", "Dinas Pertanian", "Badan Pendapatan", "Dinas Kesehatan", "Bagian Umum", "Dinas Sosial")
PLACES = ("Sukaraja Hilir", "Tirtamulya Hulu", "Karangjati Barat", "Pulau Lestari", "Bukit Melati", "Muara Harapan")
EVENTS = ("Jembatan Gantung", "Pasar Rakyat", "Irigasi Sawah", "Terminal Baru", "Taman Baca", "Dermaga Kayu")
SUBJECT_TITLES = (
    "Bupati {place} Ingatkan Netralitas ASN Jelang Pilkada, Edaran Nomor {n}",
    "Panwas {place} Awasi Netralitas ASN di {n} Kecamatan",
)
TITLES = ("Pemkab Resmikan {event} Ke-{n} di {place}", "{office} {place} Perbaiki {event} Tahap {n}")
PARAGRAPHS = (
    "{place} – Pemerintah Kabupaten {place} melalui {office} menuntaskan pekerjaan {event} tahap {n} pada pekan ini.",
    "Kepala {office}, Sumitra Andalas, mengatakan pekerjaan tahap {n} menyerap {money} juta rupiah anggaran daerah. "
    "“Warga {place} sudah menunggu lama, dan {n} kelompok ikut bergotong royong,” katanya.",
    "Menurut Sumitra, sisa pekerjaan {event} akan diteruskan oleh {n} tukang setempat sampai akhir bulan depan.",
    "Warga bernama Marlena Uji berharap {event} nomor {n} itu dirawat bersama agar tidak cepat rusak seperti dulu.",
)
LAST = (
    "Pada kesempatan yang sama, pengurus kelompok warga {place} menyerahkan catatan berisi {n} usul perbaikan kepada "
    "{office}, antara lain penerangan jalan, saluran air, tempat berteduh, dan papan petunjuk bagi pejalan kaki."
)
SUBJECT = (
    "Dalam arahannya, ia juga menekankan netralitas ASN di {place}: {n} pegawai telah menandatangani pakta integritas "
    "dan dilarang mengunggah dukungan kepada calon mana pun."
)
ARCHIVE = "arsip-berita-lama-kami"
COMMENT = (
    "Komentar pembaca nomor {n} ini panjang sekali, tetapi bukan bagian dari berita dan tidak boleh ikut tersimpan."
)


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a site; `at` is local time, `pages` the paragraphs of each of its pages."""

    slug: str
    title: str
    at: datetime
    pages: tuple[tuple[str, ...], ...]
    author: str
    status: str = "publish"
    kind: str = "post"
    password: str = ""
    categories: tuple[str, ...] = ("Daerah",)
    tags: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    is_classic: bool = False

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of all pages."""
        return tuple(paragraph for page in self.pages for paragraph in page)

    @property
    def is_public(self) -> bool:
        """Whether a reader sees the text."""
        return self.status == "publish" and self.kind == "post" and not self.password

    @property
    def is_on_subject(self) -> bool:
        """Whether title or text name the subject."""
        return "netralitas asn" in " ".join((self.title, *self.paragraphs)).lower()

    def content(self) -> str:
        """The text as WordPress keeps it: blocks, or as its editor of old wrote."""
        if self.is_classic:
            return "\n<!--nextpage-->\n".join("\n\n".join(page) for page in self.pages)
        blocks = (
            "\n\n".join(f"<!-- wp:paragraph -->\n<p>{paragraph}</p>\n<!-- /wp:paragraph -->" for paragraph in page)
            for page in self.pages
        )
        between = "\n\n<!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage -->\n\n"
        return between.join(blocks)


def make_posts(count: int, first: int = 0) -> list[Post]:
    """So many public posts, four days apart, and one of each kind that is no news that a reader may see.

    The archive page leads to some posts by their short links, `{SLUG}` standing for a post's number.
    """
    posts = [_post(number) for number in range(first, first + count)]
    hidden = _post(first + count)
    tomorrow = datetime.now(ZoneInfo(ZONE)).replace(tzinfo=None, microsecond=0) + timedelta(days=20)
    short_links = tuple(f'<a href="/?p={{{post.slug}}}">{post.title}</a>' for post in posts[10:13])
    return [
        *posts,
        replace(hidden, slug=ARCHIVE, title="Arsip", kind="page", categories=(), pages=(short_links,)),
        replace(hidden, slug="draf-rencana-berita-kantor", title="Draf Rencana Berita", status="draft"),
        replace(hidden, slug="berita-terjadwal-bulan-depan", title="Berita Terjadwal", status="future", at=tomorrow),
        replace(hidden, slug="catatan-pribadi-redaksi-kantor", title="Catatan Pribadi", status="private"),
        replace(hidden, slug="laporan-terkunci-bagi-pelanggan", title="Laporan Terkunci", password="kunci"),
        replace(hidden, slug="halaman-sejarah-media-kami", title="Halaman Sejarah", kind="page", categories=()),
    ]


def _post(n: int) -> Post:
    place, office = PLACES[n % len(PLACES)], OFFICES[n // 2 % len(OFFICES)]
    values = {
        "n": n + 11,
        "place": place,
        "office": office,
        "event": EVENTS[n // 3 % len(EVENTS)],
        "money": 100 + 7 * n,
    }
    # Every tenth tells the subject in its title and text, every tenth in its text alone.
    is_titled, is_told = n % 10 == 3, n % 10 in (3, 7)
    title = (SUBJECT_TITLES if is_titled else TITLES)[n // 10 % 2 if is_titled else n % 2].format(**values)
    texts = [paragraph.format(**values) for paragraph in PARAGRAPHS]
    if is_told:
        texts.insert(2, SUBJECT.format(**values))
    has_pages = n % 20 == 5
    if has_pages:
        texts.append(LAST.format(**values))
    # Some minutes after and before midnight, where the day in UTC is another.
    clock = timedelta(minutes=(10, 23 * 60 + 50, 9 * 60 + 7)[n % 3])
    return Post(
        slug="-".join("".join(c if c.isalnum() else " " for c in title.lower()).split()),
        title=title,
        at=datetime(2023, 8, 1) + timedelta(days=4 * n) + clock,
        pages=(tuple(texts[:2]), tuple(texts[2:])) if has_pages else (tuple(texts),),
        author=AUTHORS[n % 2],
        categories=("Daerah", "Pembangunan") if n % 4 else ("Politik",),
        tags=("netralitas asn", "pilkada") if is_titled else (office.lower(),),
        comments=(COMMENT.format(n=n),) if n % 20 == 1 else (),
        # Without its block the theme shows no links to further pages.
        is_classic=n % 9 == 4 and not has_pages,
    )


@dataclass
class Site:
    """A site of the server: its host, its posts, their numbers by slug."""

    host: str
    posts: list[Post]
    numbers: dict[str, int]
    version: str

    @property
    def public(self) -> list[Post]:
        """The posts that readers see."""
        return [post for post in self.posts if post.is_public]


@dataclass
class StockWordpress:
    """The running server; `folder` holds all that it writes."""

    folder: Path
    port: int = 0
    sites: dict[str, Site] = field(default_factory=dict)

    @property
    def proxy(self) -> str:
        """Where every site answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def socket(self) -> Path:
        """The database's socket."""
        return self.folder / "db.sock"

    @property
    def rules(self) -> Path:
        """How the names of the files begin that mark a host as one with rewrite rules."""
        return self.folder / "rules-"

    @property
    def log(self) -> Path:
        """The addresses that were asked, one a line."""
        return self.folder / "asked.log"

    def asked(self) -> list[str]:
        """The addresses asked since the last call."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        self.log.write_text("", encoding="utf-8")
        return lines

    def add_site(self, host: str, name: str, permalinks: str, posts: Sequence[Post]) -> Site:
        """Install a site and fill it; `permalinks` is WordPress's own setting, "" for plain ones."""
        plan = {
            "name": name, "url": f"http://{host}", "timezone": ZONE, "permalinks": permalinks, "authors": AUTHORS,
            "posts": [
                {
                    "slug": post.slug, "title": post.title, "at": post.at.isoformat(" "), "content": post.content(),
                    "author": post.author, "status": post.status, "kind": post.kind, "password": post.password,
                    "categories": post.categories, "tags": post.tags, "comments": post.comments,
                }
                for post in posts
            ],
        }  # fmt: skip
        told = json.loads(self.php("install.php", host, plan))
        if permalinks:
            self.rules.with_name(self.rules.name + host).touch()
        self.sites[host] = Site(host, list(posts), told["posts"], told["version"])
        return self.sites[host]

    def change(self, host: str, *changes: dict[str, object]) -> None:
        """Edit or trash posts, as an editor does."""
        self.php("change.php", host, changes)

    def php(self, script: str, host: str, values: object) -> str:
        """Run one of the scripts on a site; gives what it prints. Raises RuntimeError where it fails."""
        done = subprocess.run(
            ["php", *PHP_OPTIONS, str(SCRIPTS / script)], input=json.dumps(values), cwd=self.folder / "www",
            env=self.environment(STOCK_HOST=host), capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(f"{script} on {host}: {done.stderr[-2000:]}{done.stdout[-2000:]}")
        return done.stdout

    def environment(self, **more: str) -> dict[str, str]:
        """What the scripts and the server are told."""
        return {
            "PATH": PATH, "HOME": str(self.folder), "LC_ALL": "C.UTF-8", "PHP_CLI_SERVER_WORKERS": str(WORKERS),
            "STOCK_SOCKET": str(self.socket), "STOCK_LOG": str(self.log), "STOCK_RULES": str(self.rules), **more,
        }  # fmt: skip


# Runs a command until it ends or standard input does, and takes all that it started with it.
GUARD = '("$0" "$@" </dev/null; kill -s KILL 0) & cat; kill -s KILL 0'
# Notices of a version of PHP that is newer than WordPress knows go to standard error, no mail anywhere.
PHP_OPTIONS = (
    *("-d", "display_errors=stderr", "-d", "error_reporting=E_ALL&~E_DEPRECATED", "-d", "sendmail_path=/bin/true"),
    *("-d", "opcache.enable_cli=1", "-d", "opcache.validate_timestamps=0", "-d", "memory_limit=256M"),
)


def missing() -> list[str]:
    """What a stock WordPress needs and is not installed."""
    found = [name for name in PROGRAMS if shutil.which(name, path=PATH) is None]
    return found + [str(path) for path in (PACKAGED / "wp-load.php",) if not path.is_file()]


def fetch(proxy: str, url: str) -> tuple[str, int, bytes, dict[str, str]]:
    """Ask a site: the address, the status, the body, the headers by their names in lower case."""
    handler = ProxyHandler({"http": proxy})
    try:
        with build_opener(handler).open(url, timeout=30) as answer:
            return url, answer.status, answer.read(), {name.lower(): value for name, value in answer.headers.items()}
    except HTTPError as error:
        with error:
            return url, error.code, error.read(), {}


@contextmanager
def running(folder: Path) -> Iterator[StockWordpress]:
    """A WordPress without sites, at work in a folder; its processes end with the block, whatever happens in it."""
    wordpress = StockWordpress(folder)
    wordpress.log.touch()
    # Not linked, for PHP would take the packaged configuration beside the file behind the link.
    shutil.copytree(PACKAGED, folder / "www", ignore=shutil.ignore_patterns(".htaccess"), ignore_dangling_symlinks=True)
    shutil.copy(SCRIPTS / "wp-config.php", folder / "www" / "wp-config.php")
    user = ("--user=root",) if os.geteuid() == 0 else ()
    data = f"--datadir={folder / 'db'}"
    subprocess.run(
        ["mariadb-install-db", "--no-defaults", *user, data, "--auth-root-authentication-method=normal",
         "--skip-test-db", "--skip-name-resolve"],
        env=wordpress.environment(), check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    (folder / "first.sql").write_text("CREATE DATABASE IF NOT EXISTS stock CHARACTER SET utf8mb4;\n", encoding="utf-8")
    database = [
        "mariadbd", "--no-defaults", *user, data, f"--socket={wordpress.socket}", f"--pid-file={folder / 'db.pid'}",
        f"--init-file={folder / 'first.sql'}", "--skip-networking", "--skip-log-bin",
        "--innodb-flush-log-at-trx-commit=0", "--innodb-buffer-pool-size=64M", "--performance-schema=OFF",
    ]  # fmt: skip
    with _process(database, wordpress, folder / "db.log") as server:
        _wait(lambda: _answers(socket.AF_UNIX, str(wordpress.socket)), server, folder / "db.log")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            wordpress.port = free.getsockname()[1]
        web = ["php", *PHP_OPTIONS, "-S", f"127.0.0.1:{wordpress.port}", "-t", ".", str(SCRIPTS / "router.php")]
        with _process(web, wordpress, folder / "web.log") as server:
            _wait(lambda: _answers(socket.AF_INET, ("127.0.0.1", wordpress.port)), server, folder / "web.log")
            yield wordpress


@contextmanager
def _process(command: Sequence[str], wordpress: StockWordpress, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process with all its children, in a group of their own, which ends with the block.

    It also ends where the tests are killed, for then the pipe that its guard reads is closed.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["/bin/sh", "-c", GUARD, *command], cwd=wordpress.folder / "www", env=wordpress.environment(),
            stdin=subprocess.PIPE, stdout=output, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=10)


def _wait(is_ready, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{log.stem} does not answer: {log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)


def _answers(family: socket.AddressFamily, address) -> bool:
    with socket.socket(family) as connection:
        connection.settimeout(1)
        return connection.connect_ex(address) == 0
