"""Every address of the site, once. Addresses are rooted (`/sv/privacy/`); pages link to each other relatively."""

from datetime import date
from functools import lru_cache

from noticepress.editions import EditionId
from noticepress.model import DocumentId

ROOT = "/"
NOT_FOUND = "/404.html"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
NOTICES = "/notices.json"
SCHEMA = "/notices.schema.json"
LEDGER_SCHEMA = "/ledger.schema.json"
MODULE = "/assets/noticepress.js"


def sitemap_part(number: int) -> str:
    """A part of a sitemap that is too large for one file, counted from 1."""
    return f"/sitemap-{number}.xml"


def home(locale: str) -> str:
    """The notices in one language."""
    return f"/{locale}/"


def neutral(edition: EditionId) -> str:
    """The language-neutral address for contracts and app stores."""
    return f"/{_path(edition)}/"


def text(locale: str, edition: EditionId) -> str:
    """The edition in force."""
    return f"/{locale}/{_path(edition)}/"


def dated(locale: str, edition: EditionId, day: date, state: int = 0) -> str:
    """A version for ever; with `state` (from 1) one of the states it has had."""
    return f"{text(locale, edition)}{day.isoformat()}/" + (f"r{state}/" if state else "")


def changes(locale: str, edition: EditionId, day: date, state: int = 0) -> str:
    """The redline against the nearest earlier version in this locale; of a state, against the state before."""
    return f"{dated(locale, edition, day, state)}changes/"


def compare(locale: str, edition: EditionId, day: date) -> str:
    """The redline against the version in force."""
    return f"{dated(locale, edition, day)}compare/"


def archive(locale: str, edition: EditionId) -> str:
    """The timeline of an edition."""
    return f"{text(locale, edition)}archive/"


def feed(locale: str, edition: EditionId) -> str:
    """What changes, as Atom."""
    return f"{text(locale, edition)}feed.xml"


def timemap(locale: str, edition: EditionId) -> str:
    """The states that the edition's address has had, for machines (RFC 7089)."""
    return f"{text(locale, edition)}timemap"


def embed(locale: str, edition: EditionId) -> str:
    """The edition in force as a fragment for other pages."""
    return f"{text(locale, edition)}embed.html"


def markdown(page: str, document: DocumentId, foreign: str = "") -> str:
    """The published Markdown of a document beside a text page; `foreign` is its locale where that is not the page's."""
    return f"{page}{document.region or 'index'}{'.' if foreign else ''}{foreign}.md"


def diff(page: str, document: DocumentId) -> str:
    """The patch that makes the Markdown beside a text page of that beside the page before it."""
    return f"{page}{document.region or 'changes'}.diff"


def paper(page: str) -> str:
    """A text page as PDF."""
    return f"{page}index.pdf"


def ledger(document: DocumentId) -> str:
    """The public ledger of a document."""
    return f"/{document}/ledger.jsonl"


def file(digest: str, name: str) -> str:
    """An attachment, by its hash."""
    return f"/files/{digest[:16]}/{name}"


def asset(name: str) -> str:
    """An asset of the theme; `name` carries its fingerprint."""
    return f"/assets/{name}"


def output_path(url: str) -> str:
    """The file of an address in the output folder."""
    return url[1:] + ("index.html" if url.endswith("/") else "")


def relative(origin: str, target: str) -> str:
    """The way from one page of the site to another address, so that the site works under any path."""
    path, mark, fragment = target.partition("#")
    if not path:
        return target
    ways = _ways(_folder(origin))
    shared = _folder(path)
    while shared not in ways:
        shared = _folder(shared[:-1])
    way = ways[shared] + path[len(shared) :]
    return f"{way or './'}{mark}{fragment}"


@lru_cache(maxsize=64)
def _ways(folder: str) -> dict[str, str]:
    """The way from a folder to each folder that holds it, and to itself."""
    ways, up = {}, ""
    while folder:
        ways[folder] = up
        folder, up = _folder(folder[:-1]), f"../{up}"
    return ways


def _folder(path: str) -> str:
    return path[: path.rfind("/") + 1]


def _path(edition: EditionId) -> str:
    return f"{edition.notice}/{edition.region}" if edition.region else edition.notice
