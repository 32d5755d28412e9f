"""Configuration of web servers for the output: one folder of templates (noticepress/hosting/) for each target.

A configuration holds what follows from site.toml and from which editions there are, never anything of a version: it
stays right when texts are published, and is written again when a language, a notice, a region or a `[[moved]]` row
comes or goes.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from noticepress import languages, permalinks
from noticepress.artifact import Artifact
from noticepress.editions import EditionId
from noticepress.errors import UsageError
from noticepress.pages import Plan
from noticepress.theme import fill

TARGETS: Final[Mapping[str, tuple[str, ...]]] = {
    "nginx": ("noticepress.conf", "noticepress.js"),
    "caddy": ("Caddyfile",),
    "apache": ("noticepress.conf",),
    "netlify": ("netlify.toml",),
}
"""The files of each target."""

COOKIE: Final = "notice-language"
YEAR: Final = 365 * 24 * 3600

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'none'; "
        "frame-ancestors 'none'; img-src 'self'; script-src 'self'; style-src 'self'"
    ),
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Access-Control-Allow-Origin": "*",
}
"""What every answer carries. The last lets a company's own pages read the notices, which are public."""

TYPES: Final[Mapping[str, str]] = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".md": "text/markdown; charset=utf-8",
    ".diff": "text/x-diff; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".pdf": "application/pdf",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
}
NAMED_TYPES: Final[Mapping[str, str]] = {
    "feed.xml": "application/atom+xml",
    "timemap": "application/link-format",
    "notices.schema.json": "application/schema+json",
}
"""Media types by the ending of a file, and of files that are known by their whole name."""


class Hosting(Struct, frozen=True):
    """What the person who runs the server decides: the folder of the site as the server sees it, the names it answers
    to (by default the host of the base URL), where it listens, whether it may remember a choice of language in a
    cookie, and a request header that holds the reader's territory (`""`: none)."""

    root: str
    server_name: str = ""
    listen: str = ""
    cookie: bool = True
    country_header: str = ""


class Choice(Struct, frozen=True):
    """Addresses at which a reader's language is chosen, all with the same locales; `ranges` says which locale answers
    a language range, in the order in which a pattern must try them (the longest first)."""

    paths: tuple[str, ...]
    locales: tuple[str, ...]
    ranges: Mapping[str, str]

    def keys(self, locale: str) -> list[str]:
        """The ranges that a locale answers."""
        return [key for key, tag in self.ranges.items() if tag == locale]

    @property
    def levels(self) -> list[str]:
        """For servers without a program: one pattern for each tenth of a quality, the best first. Its first group is
        the range that was found."""
        keys = _any_of(self.ranges)
        qualities = [
            r"(?:;\s*q\s*=\s*1(?:\.0{0,3})?)?",
            *(rf";\s*q\s*=\s*0\.{tenth}\d{{0,2}}" for tenth in range(9, 0, -1)),
        ]
        qualities.append(r";\s*q\s*=\s*0\.0(?:[1-9]\d?|0[1-9])")
        return [rf"(?:^|,)\s*({keys})(?:-[a-z0-9]+)*\s*{quality}\s*(?:,|$)" for quality in qualities]


def hosting(target: str, plan: Plan, settings: Hosting) -> tuple[Artifact, ...]:
    """The files of a target, one of `TARGETS`. UsageError where a setting would break out of its place in them."""
    values = _values(plan, settings)
    _check(settings, str(values["path"]))
    folder = Path(__file__).parent.parent / "hosting" / target
    return tuple(Artifact(name, fill(folder / name, values).encode()) for name in TARGETS[target])


def choices(plan: Plan) -> tuple[Choice, ...]:
    """Where the language is chosen: the root and the language-neutral addresses, grouped by their locales."""
    offered = {permalinks.ROOT: plan.config.locales}
    offered |= {permalinks.neutral(edition.id): plan.locales(edition.id) for edition in plan.editions}
    groups: dict[tuple[str, ...], list[str]] = {}
    for path, locales in offered.items():
        groups.setdefault(locales, []).append(path)
    return tuple(
        Choice(tuple(paths), locales, dict(sorted(languages.ranges(locales).items(), key=lambda item: -len(item[0]))))
        for locales, paths in groups.items()
        if locales
    )


def suggestions(plan: Plan) -> dict[str, str]:
    """For each undated page of a general edition and each territory (`/sv/privacy/ CH`) the address of the edition of
    the territory's region in the best language there is."""
    found: dict[str, str] = {}
    for edition in plan.editions:
        region = plan.config.regions.get(edition.id.region)
        if region is None or region.retired:
            continue
        general = EditionId(edition.id.notice)
        for locale in plan.locales(general):
            target = permalinks.text(plan.best_locale(edition.id, locale), edition.id)
            for territory in region.territories:
                found.setdefault(f"{permalinks.text(locale, general)} {territory}", target)
    return found


def _values(plan: Plan, settings: Hosting) -> dict[str, object]:
    config = plan.config
    address = urlsplit(config.base_url)
    path = unquote(address.path)
    secure = "; Secure" if address.scheme == "https" else ""
    tags = sorted(config.locales, key=len, reverse=True)
    suggested = suggestions(plan) if settings.country_header else {}
    return {
        "name": " ".join(config.name.split()),
        "base": config.base_url,
        "path": path,
        "prefix": quote(path),
        "root": settings.root,
        "server_name": settings.server_name or address.hostname or "",
        "listen": settings.listen,
        "headers": HEADERS,
        "types": TYPES,
        "named_types": NAMED_TYPES,
        "compressible": "html css js json jsonl xml md diff txt svg".split(),
        "locales": config.locales,
        "any_locale": _any_of(tags),
        "choices": choices(plan),
        "moved": _moved(plan),
        "cookie": COOKIE if settings.cookie else "",
        "cookie_flags": f"Path={quote(path)}/; Max-Age={YEAR}; SameSite=Lax; HttpOnly{secure}",
        "year": YEAR,
        "fingerprinted": r"/assets/.*\.[0-9a-f]{12}\.[a-z0-9]+",
        "country_header": settings.country_header,
        "suggestions": suggested,
        "suggested_pages": tuple(dict.fromkeys(key.split(" ")[0] for key in suggested)),
        "any_of": _any_of,
        "escape": re.escape,
        "json": lambda value: json.dumps(value, ensure_ascii=False, indent=4),
    }


def _check(settings: Hosting, path: str) -> None:
    rules = (
        (
            "--site",
            settings.root,
            r"[^\"\\$`{}\x00-\x1f\x7f]+",
            "Use a folder without quotes, \\, $ and braces.",
        ),
        ("base-url", path, r"(?:/[\w.~-]+)*", "Its path may have letters, digits, and the characters . _ ~ and -."),
        ("--server-name", settings.server_name, r"[\w.*: -]*", "Write host names with spaces between them."),
        ("--listen", settings.listen, r"[\w.:\[\]-]*", "Write a port, or an address and a port: 127.0.0.1:8080."),
        ("--suggest-country", settings.country_header, r"[\w-]*", "Write the name of a header, such as CF-IPCountry."),
    )
    for name, value, form, mend in rules:
        if not re.fullmatch(form, value):
            msg = f"“{value}” cannot stand in the configuration of a server ({name}). {mend}"
            raise UsageError(msg)


def _any_of(texts: Iterable[str]) -> str:
    """The inside of a pattern that matches any of some texts."""
    return "|".join(re.escape(text) for text in texts)


def _moved(plan: Plan) -> dict[str, str]:
    """Old addresses as a server decodes them and new ones as it sends them; an old one that ended in a slash is also
    answered without it."""
    rows = {unquote(row.old): quote(row.new, safe="/#%~") for row in plan.config.moved}
    bare = {old.rstrip("/"): new for old, new in rows.items() if old.endswith("/") and old != "/"}
    return {**bare, **rows}
