"""The ledger of a document as values: its lines, their canonical form and their chain. Files are `publishing`'s.

A line is one JSON object in the canonical form of RFC 8785, ended by a line feed; `previous` is the SHA-256 of the
line before (without its line feed), and 64 zeros in the first. `entry_sha256` is the SHA-256 of the object without
that field: it tells which line was changed, and is the only guard of the last line, which no line follows.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Final, cast

from msgspec.json import Encoder
from msgspec.structs import replace

from noticepress.errors import Finding
from noticepress.model import Attachment, ChangeClass, DocumentId, Entry, Event, Settings

FIRST: Final = "0" * 64
TEXT_EVENTS: Final = ("publish", "correct", "import")
"""The events that make a text public."""

_CANONICAL: Final = Encoder(order="sorted")
_CONFLICT: Final = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
_RESTORE: Final = "Restore the file from version control; a ledger is never edited by hand."
TWO_BRANCHES: Final = (
    "Keep one branch's ledger and files: “git checkout BRANCH -- FOLDER/published”, and delete what only the other "
    "branch has there. Then publish the other's text again: a publication is an act of its own day."
)
"""The way out where two branches of a repository both published."""


def digest(data: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return sha256(data).hexdigest()


def text_file(version: date, locale: str, revision: int) -> str:
    """The name below `published/` of a text: `2023-12-15/sv.md`, its corrections `2023-12-15/sv.2.md` and so on."""
    return f"{version.isoformat()}/{locale}{f'.{revision}' if revision > 1 else ''}.md"


def source_file(version: date, number: int) -> str:
    """The name below `published/` of the source of a version; `number` counts its corrections from 1."""
    return text_file(version, "source", number)


def source_hashes(entries: Iterable[Entry]) -> dict[date, tuple[str, ...]]:
    """The hashes of the sources of each version, in the order in which texts were first made from them."""
    found: dict[date, dict[str, None]] = {}
    for entry in entries:
        if entry.event in TEXT_EVENTS and entry.source_sha256:
            found.setdefault(entry.version, {})[entry.source_sha256] = None
    return {day: tuple(hashes) for day, hashes in found.items()}


def named_files(entries: Sequence[Entry]) -> frozenset[str]:
    """Every file below `published/` that the entries name: texts, their sources, and the local files they show."""
    texts = [entry for entry in entries if entry.event in TEXT_EVENTS]
    attached = (each.file for entry in texts for each in entry.attachments)
    sources = (
        source_file(day, number) for day, hashes in source_hashes(texts).items() for number, _ in enumerate(hashes, 1)
    )
    return frozenset((*(entry.file for entry in texts), *attached, *sources))


def is_unneeded(source: str, entries: Sequence[Entry]) -> bool:
    """Whether every text that was made from the source of a hash was withdrawn: then it need not be kept."""
    made = {(e.locale, e.revision, e.version) for e in entries if e.event in TEXT_EVENTS and e.source_sha256 == source}
    gone = {(e.locale, e.revision, e.version) for e in entries if e.event == "withdraw" and e.sha256}
    return made <= gone


def unneeded_sources(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The sources, below `published/`, of which every text was withdrawn."""
    return tuple(
        source_file(day, number)
        for day, hashes in source_hashes(entries).items()
        for number, each in enumerate(hashes, 1)
        if is_unneeded(each, entries)
    )


def stamp_file(entry: Entry) -> str:
    """The name below `published/` of the answer of a time-stamping authority for an entry."""
    return f"stamps/{entry.digest}.tsr"


def components_digest(entries: Iterable[Entry]) -> str:
    """The SHA-256 that stands for several texts read as one: of the canonical JSON (RFC 8785) of a list with an
    object `{document, version, locale, revision, sha256}` for each text, in the order in which they are read."""
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
    return digest(_canonical(values).encode())


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
        "settings": entry.settings,
        "source_sha256": entry.source_sha256,
        "attachments": entry.attachments,
        "previous": entry.previous,
    }
    return _canonical({**values, "entry_sha256": digest(_canonical(values).encode())})


def chained(entry: Entry, previous: str) -> Entry:
    """The entry as the next of a ledger whose last digest is `previous`."""
    linked = replace(entry, previous=previous)
    return replace(linked, digest=digest(line_of(linked).encode()))


def read_ledger(data: bytes, file: str, findings: list[Finding]) -> tuple[Entry, ...]:
    """The entries of a ledger; a line that is damaged, not canonical or out of chain is a finding."""
    entries: list[Entry] = []
    followed: dict[str, int] = {}
    known: dict[str, int] = {}
    previous = FIRST
    for number, raw in enumerate(data.split(b"\n")[:-1], 1):
        entry = _entry(raw)
        if entry is None:
            findings.append(Finding(file, number, 1, "ledger", *_no_entry(raw)))
            if has_conflict(raw):
                continue
        else:
            if not _is_line(raw, entry):
                findings.append(Finding(file, number, 1, "ledger", "This line was changed by hand.", _RESTORE))
            elif entry.digest in known:
                what = f"This line repeats line {known[entry.digest]}."
                findings.append(Finding(file, number, 1, "ledger", what, _RESTORE))
            elif entry.previous != previous:
                findings.append(Finding(file, number, 1, "ledger", *_out_of_chain(entry, followed)))
            followed.setdefault(entry.previous, number)
            known.setdefault(entry.digest, number)
            entries.append(entry)
        previous = entry.digest if entry else digest(raw)
    if data and not data.endswith(b"\n"):
        findings.append(Finding(file, 0, 0, "ledger", "The last line of the ledger is cut off.", _RESTORE))
    return tuple(entries)


def has_conflict(raw: bytes) -> bool:
    """Whether a line begins with a mark of Git: it could not merge the file."""
    return any(line[:7] in _CONFLICT for line in raw.split(b"\n"))


def _no_entry(raw: bytes) -> tuple[str, str]:
    if has_conflict(raw):
        return "Git could not merge this ledger: two branches both published.", TWO_BRANCHES
    return "This line is no ledger entry.", _RESTORE


def _out_of_chain(entry: Entry, followed: Mapping[str, int]) -> tuple[str, str]:
    """Why an entry that is whole does not follow the line before."""
    if number := followed.get(entry.previous):
        what = f"This line and line {number} follow the same line: two branches both published."
        return what, TWO_BRANCHES
    what = "The chain of hashes breaks here: what this line follows was changed, taken out or moved."
    return what, _RESTORE


def _is_line(raw: bytes, entry: Entry) -> bool:
    """Whether a line is just what an entry is written as; some strings that JSON can hold have no canonical form."""
    try:
        return line_of(entry).encode() == raw
    except ValueError:
        return False


def _canonical(values: object) -> str:
    """RFC 8785 for what ledgers hold: texts, small whole numbers, lists, and objects with ASCII names. For these it is
    JSON with sorted names, no white space, and nothing escaped that need not be. ValueError where a text is none."""
    return _CANONICAL.encode(values).decode()


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
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
