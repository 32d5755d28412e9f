"""Where a site is read from: a folder, or a host; and the ledgers of its sources."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit

from noticepress import permalinks
from noticepress.errors import EnvironmentFault
from noticepress.folders import LEDGER, folder_of
from noticepress.source import survey
from noticepress.verifying.site import Get
from noticepress.web import Host


def folder(top: Path) -> Get:
    """Reads the files of a built or downloaded site; nothing outside of it."""

    def get(address: str) -> bytes | None:
        file = top / permalinks.output_path(address)
        if not file.resolve().is_relative_to(top.resolve()) or not file.is_file():
            return None
        return file.read_bytes()

    return get


def host(opened: Host) -> Get:
    """Reads the files of a running site below the address of a host. EnvironmentFault where it fails to answer."""
    prefix = urlsplit(opened.address).path.rstrip("/")

    def get(address: str) -> bytes | None:
        answer = opened.get(quote(prefix + address, safe="/%"))
        if answer.status >= 500 or answer.status == 429:
            msg = f"{opened.address} answers {answer.status} for {address}. Try again later."
            raise EnvironmentFault(msg)
        return answer.body if answer.status == 200 else None

    return get


def source_ledgers(root: Path) -> Mapping[str, bytes]:
    """The bytes of the ledgers of a project by document; empty where there is no project."""
    if not (root / "notices" / "site.toml").is_file():
        return {}
    site = survey(root).site
    files = {str(d.id): folder_of(root, d.config) / "published" / LEDGER for d in site.documents} if site else {}
    return {name: file.read_bytes() for name, file in files.items() if file.is_file()}
