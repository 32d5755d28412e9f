"""The formats of a site as a client finds them: files by address, feeds and TimeMaps as values."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from noticepress.formats import artifacts
from tests.building import Building

ATOM = "{http://www.w3.org/2005/Atom}"
BASE = "https://legal.company.example"


def files(site: Building, on: str) -> dict[str, bytes]:
    """Every file that the formats make of a site on a day, by address."""
    return {f"/{artifact.path}": artifact.data for artifact in artifacts(site.plan(on))}


@dataclass(frozen=True)
class Entry:
    """An entry of a feed."""

    id: str
    title: str
    updated: str
    html: str
    links: dict[str, str]


def entries(feed: bytes) -> list[Entry]:
    """The entries of a feed, in its order."""
    found = []
    for each in etree.fromstring(feed).iterfind(f"{ATOM}entry"):
        links = {link.get("rel"): link.get("href") for link in each.iterfind(f"{ATOM}link")}
        values = (each.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated", "content"))
        found.append(Entry(*values, links))
    return found


def mementos(timemap: bytes) -> list[tuple[str, str]]:
    """The mementos of a TimeMap in its order: address, and moment in UTC."""
    lines = timemap.decode().rstrip("\n").split(",\n")
    pattern = r'<([^>]+)>; rel="(?:first )?(?:last )?memento"; datetime="([^"]+)"'
    found = [match for line in lines if (match := re.fullmatch(pattern, line))]
    return [(match[1], parsedate_to_datetime(match[2]).strftime("%Y-%m-%dT%H:%MZ")) for match in found]


def file_of(folder: Path, address: str) -> Path:
    """The file below a public folder that a server would send for an address."""
    path = urlsplit(address).path
    return folder / (path[1:] + ("index.html" if path.endswith("/") else ""))


def addresses(value: object, base: str) -> Iterator[str]:
    """Every address of a site within a value of JSON."""
    if isinstance(value, dict):
        for each in value.values():
            yield from addresses(each, base)
    elif isinstance(value, list):
        for each in value:
            yield from addresses(each, base)
    elif isinstance(value, str) and value.startswith(f"{base}/"):
        yield value
