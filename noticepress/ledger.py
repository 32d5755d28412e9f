"""The ledger of a document as values: its lines, their canonical form and their chain. Files are `publishing`'s.

A line is one JSON object in the canonical form of RFC 8785, ended by a line feed; `previous` is the SHA-256 of the
line before (without its line feed), and 64 zeros in the first.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Final, cast

import rfc8785

from noticepress.errors import Finding
from noticepress.model import Attachment, ChangeClass, DocumentId, Entry, Event, Settings

FIRST: Final = "0" * 64
TEXT_EVENTS: Final = ("publish", "correct", "import")
"""The events that make a text public."""


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return sha256(data).hexdigest()


def text_file(version: date, locale: str, revision: int) -> str:
    """The name below `published/` of a text: `2023-12-15/sv.md`, its corrections `2023-12-15/sv.2.md` and so on."""
    return f"{version.isoformat()}/{locale}{f'.{revision}' if revision > 1 else ''}.md"


def source_file(version: date, number: int) -> str:
    """The name below `published/` of the source of a version; `number` counts its corrections from 1."""
    return text_file(version, "source", number)


def components_digest(entries: Iterable[Entry]) -> str:
    """The SHA-256 that stands for several texts read as one: of the canonical JSON (RFC 8785) of a list with an
    object `{document, version, locale, revision, sha256}` for each text, in the order in which they are read."""
    # Names and values are ASCII and small whole numbers, for which sorted keys and no white space are canonical.
    values = [
        {
            "document": str(entry.document),
            "version": entry.version.isoformat(),
            "locale": entry.locale,
            "revision": entry.revision,
            "sha256": entry.sha256,
        }
        for entry in entries
    ]
    return digest(json.dumps(values, sort_keys=True, separators=(",", ":")).encode())


def line_of(entry: Entry) -> str:
    """The canonical line of an entry, without its line feed."""
    values: dict[str, object] = {
        "event": entry.event,
        "document": str(entry.document),
        "version": entry.version.isoformat(),
        "locale": entry.locale,
        "revision": entry.revision,
        "sha256": entry.sha256,
        "file": entry.file,
        "effective": entry.version.isoformat(),
        "change": entry.change,
        "recorded": entry.recorded.isoformat(timespec="seconds"),
        "published": entry.published.isoformat(timespec="seconds"),
        "by": entry.by,
        "reason": entry.reason,
        "evidence": entry.evidence,
        "settings": asdict(entry.settings),
        "source_sha256": entry.source_sha256,
        "attachments": [asdict(attachment) for attachment in entry.attachments],
        "previous": entry.previous,
    }
    return rfc8785.dumps(cast("dict[str, str]", values)).decode()


def chained(entry: Entry, previous: str) -> Entry:
    """The entry as the next of a ledger whose last digest is `previous`."""
    linked = replace(entry, previous=previous)
    return replace(linked, digest=digest(line_of(linked).encode()))


def read_ledger(data: bytes, file: str, findings: list[Finding]) -> tuple[Entry, ...]:
    """The entries of a ledger; a line that is damaged, not canonical or out of chain is a finding."""
    entries: list[Entry] = []
    previous = FIRST
    for number, raw in enumerate(data.split(b"\n")[:-1], 1):
        entry = _entry(raw)
        if entry is None:
            mend = "Restore the file from version control; a ledger is never edited by hand."
            findings.append(Finding(file, number, 1, "ledger", "This line is no ledger entry.", mend))
        elif entry.previous != previous or line_of(entry).encode() != raw:
            mend = "Restore the ledger; where two branches both published, keep one and publish the other again."
            what = "The chain of hashes breaks here: this line was changed or does not follow the line before."
            findings.append(Finding(file, number, 1, "ledger", what, mend))
        if entry is not None:
            entries.append(entry)
        previous = digest(raw)
    if data and not data.endswith(b"\n"):
        mend = "Restore the file from version control."
        findings.append(Finding(file, 0, 0, "ledger", "The last line of the ledger is cut off.", mend))
    return tuple(entries)


def _entry(raw: bytes) -> Entry | None:
    try:
        values: Mapping[str, object] = json.loads(raw)
        notice, _, region = str(values["document"]).partition("/")
        return Entry(
            event=cast("Event", str(values["event"])),
            document=DocumentId(notice, region),
            version=date.fromisoformat(str(values["version"])),
            locale=str(values["locale"]),
            revision=int(str(values["revision"])),
            sha256=str(values["sha256"]),
            file=str(values["file"]),
            change=cast("ChangeClass", str(values["change"])),
            recorded=datetime.fromisoformat(str(values["recorded"])),
            published=datetime.fromisoformat(str(values["published"])),
            by=str(values["by"]),
            reason=str(values["reason"]),
            evidence=str(values["evidence"]),
            settings=Settings(**cast("dict[str, str]", values["settings"])),  # type: ignore[arg-type]  # JSON
            source_sha256=str(values["source_sha256"]),
            attachments=tuple(Attachment(**each) for each in cast("list[dict[str, str]]", values["attachments"])),
            previous=str(values["previous"]),
            digest=digest(raw),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
