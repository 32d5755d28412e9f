"""The folders and files of a project: where things lie, and reading what is no text of ours. Nothing outside the
project is read, nor through symbolic links."""

import codecs
import os
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import unquote

from noticepress.errors import Finding, SourceError
from noticepress.ledger import digest
from noticepress.markup.outline import LINE_BREAK
from noticepress.model import Attachment, DocumentConfig, DocumentId, FileKind

LEDGER: Final = "ledger.jsonl"


def folder_of(root: Path, config: DocumentConfig) -> Path:
    """The folder of a document."""
    return root.joinpath("notices", *str(config.id).split("/"))


def where_to_run(root: Path) -> str:
    """What to do where a folder holds no project: a folder above it may, or one below."""
    here = root.resolve()
    above = next((each for each in here.parents if (each / "notices" / "site.toml").is_file()), None)
    below = next(iter(sorted(each.parent.parent for each in here.glob("*/notices/site.toml"))), None)
    if above or below:
        return f"The project folder is {above or below}: run the command there, or add --source {above or below}."
    return "Run the command in the project folder, or start one with “noticepress new site DIR”."


def correcting_file(root: Path, config: DocumentConfig, version: date, locale: str) -> Path:
    """Where the copy of a published text lies while it is mended."""
    return folder_of(root, config) / "correcting" / version.isoformat() / f"{locale}.md"


def innermost(path: str, folders: Mapping[DocumentId, PurePath]) -> DocumentId | None:
    """The document in whose folder a path lies, an addendum before its notice."""
    return max((each for each, folder in folders.items() if folder in PurePath(path).parents), default=None)


def files_of(root: Path, below: str | PurePath = "notices") -> dict[str, FileKind]:
    """What lies in a folder, by path from the project folder; symbolic links are named and not followed."""
    found: dict[str, FileKind] = {}
    for folder, names, files in os.walk(root / below):
        for name in (*names, *files):
            path = Path(folder, name)
            kind = kind_of(path)
            if kind:
                found[path.relative_to(root).as_posix()] = kind
    return found


def kind_of(path: Path) -> FileKind | None:
    """What lies at a path; None: nothing."""
    if path.is_symlink():
        return "link"
    return "folder" if path.is_dir() else "file" if path.exists() else None


def read_lines(root: Path, path: str) -> tuple[str, ...]:
    """The lines of a file that a finding names, to be quoted; none where it cannot be read."""
    try:
        raw = (root / path).read_bytes() if is_ours(root, path) else b""
    except OSError:
        return ()
    return tuple(LINE_BREAK.split(raw.decode("utf-8", "replace").removeprefix("\ufeff")))


def read_local_files(root: Path, config: DocumentConfig, names: Iterable[str]) -> dict[str, bytes]:
    """The files beside a document's texts by the names that texts use; those that are not there are left out.

    Nothing outside the document's folder is read, nor through symbolic links, nor from `published/`.
    """
    folder = folder_of(root, config)
    found = {}
    for name in names:
        file = folder / unquote(name)
        inside = is_within(file, folder) and not is_within(file, folder / "published")
        if inside and file.is_file() and file.resolve() == folder.resolve() / unquote(name):
            found[name] = file.read_bytes()
    return found


def read_draft_file(root: Path, config: DocumentConfig, attachment: Attachment) -> bytes:
    """A local file of a draft, which is not yet copied to where it will be kept."""
    return read_local_files(root, config, [attachment.name])[attachment.name]


def read_attachment(root: Path, config: DocumentConfig, attachment: Attachment) -> bytes:
    """A local file that was published with a text. SourceError where it is not what the ledger says."""
    file = folder_of(root, config) / "published" / attachment.file
    name = file.relative_to(root).as_posix()
    mend = "Restore it from version control: a published file is never changed."
    if not file.is_file() or not is_within(file, folder_of(root, config) / "published"):
        raise SourceError([Finding(name, 0, 0, "source", "The ledger names this file, but it is not there.", mend)])
    data = file.read_bytes()
    if digest(data) != attachment.sha256:
        what = (
            f"The file does not match its ledger entry (SHA-256 {digest(data)[:12]}…, not {attachment.sha256[:12]}…)."
        )
        raise SourceError([Finding(name, 0, 0, "source", what, mend)])
    return data


def mismatch(raw: bytes, sha256: str) -> tuple[str, str]:
    """What to say of a published file that is not what the ledger says, and how to mend it."""
    if digest(raw.replace(b"\r\n", b"\n")) == sha256:
        what = "Line endings were converted to CRLF, so the file no longer matches its ledger entry."
        return what, "Restore the file and keep .gitattributes, which marks published files “-text”."
    what = f"The file does not match its ledger entry (SHA-256 {digest(raw)[:12]}…, not {sha256[:12]}…)."
    return what, "Restore it from version control; to change a published text use “noticepress correct”."


def decode(raw: bytes, file: str, findings: list[Finding]) -> str:
    """The text of a file in UTF-8; a byte that is not is a finding, and a sign for it stands in its place."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            what = "The file is saved as UTF-16 (“Unicode”), not as UTF-8."
            findings.append(Finding(file, 0, 0, "utf-8", what, "Save it as UTF-8."))
            return raw.decode("utf-16", "replace")
        start = raw.rfind(b"\n", 0, error.start) + 1
        line, column = raw.count(b"\n", 0, start) + 1, len(raw[start : error.start].decode("utf-8", "replace")) + 1
        byte = raw[error.start : error.start + 1]
        what = f"The byte 0x{byte.hex().upper()} is not UTF-8; in the encoding of Windows it is “{_in_windows(byte)}”."
        findings.append(Finding(file, line, column, "utf-8", what, "Save the file as UTF-8."))
        return raw.decode("utf-8", "replace")


def _in_windows(byte: bytes) -> str:
    return byte.decode("cp1252", "replace")


def is_ours(root: Path, path: str) -> bool:
    """Whether a file of a project, named from its folder, lies in `notices/`, `locales/` or whatever its first folder
    is, wherever links in it lead; that folder itself may be a link."""
    return is_within(root / path, root / PurePath(path).parts[0])


def is_within(file: Path, folder: Path) -> bool:
    """Whether a file lies in a folder, wherever links lead."""
    return file.resolve().is_relative_to(folder.resolve())
