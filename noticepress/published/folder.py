"""The files of a folder `published/` against its ledger and its head: none more, none less, none other.

The file of a withdrawn text, and what only such texts were made from or show, may be absent; while it is there it
must be what was published. What a publication that was interrupted left behind is told, and is no error: nothing of it
is public.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from noticepress.errors import Finding
from noticepress.files import TEMPORARY
from noticepress.folders import LEDGER, mismatch
from noticepress.head import HEAD, Head, read_head
from noticepress.ledger import FIRST, TWO_BRANCHES, digest, has_conflict, named_files, stamp_file
from noticepress.model import DocumentId, Entry
from noticepress.published.entries import RESTORE, RULE
from noticepress.published.snapshot import Snapshot

_RESTORE_BOTH: Final = "Restore both from version control; they are never edited by hand."


def check_folder(
    document: DocumentId, folder: Path, name: str, seen: Snapshot, entries: Sequence[Entry], *, is_whole: bool
) -> Iterator[Finding]:
    """What is wrong with a folder, whose path in messages is `name`; texts and sources are checked as they are read.

    `is_whole` says that every line of the ledger is right; where one is not, nothing is said of its end.
    """
    ledger, file = f"{name}/{LEDGER}", f"{name}/{HEAD}"
    head = read_head(seen.head) if seen.head is not None else Head(str(document))
    if head is None:
        yield Finding(file, 0, 0, RULE, *_no_head(seen.head or b""))
    elif seen.head is None and entries:
        what = f"{HEAD} is not there: without it nobody sees whether the last lines of the ledger are missing."
        yield Finding(file, 0, 0, RULE, what, "Restore it from version control.")
    elif head.document != str(document):
        what = f"This is the file of “{head.document}”, not of “{document}”."
        yield Finding(file, 0, 0, RULE, what, "Restore it from version control.")
    elif is_whole and (seen.ledger is not None or head.last != FIRST):
        yield from _ends(ledger, file, head, entries)
    known = head or Head(str(document))
    yield from _stamps(folder, name, known, entries)
    yield from _attachments(folder, name, entries)
    yield from _withdrawn(folder, name, entries)
    yield from _strange(folder, name, seen, {LEDGER, HEAD, *known.stamps, *named_files(entries)}, known)


def _no_head(raw: bytes) -> tuple[str, str]:
    if has_conflict(raw):
        return "Git could not merge this file: two branches both published.", TWO_BRANCHES
    return "This file was changed by hand.", "Restore it from version control."


def _ends(ledger: str, file: str, head: Head, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Whether the ledger ends where its head says."""
    last = entries[-1].digest if entries else FIRST
    if last == head.last or (head.begun and last == head.begun.last):
        return
    older = next((line for line, entry in enumerate(entries, 1) if entry.digest == head.last), 0)
    if older:
        what = f"It names line {older} of {ledger} as the last, but lines follow."
        yield Finding(file, 0, 0, RULE, what, _RESTORE_BOTH)
    else:
        what = f"The ledger does not end with the line that {file} names ({head.last[:12]}…): lines are missing."
        yield Finding(ledger, 0, 0, RULE, what, _RESTORE_BOTH)


def _stamps(folder: Path, name: str, head: Head, entries: Sequence[Entry]) -> Iterator[Finding]:
    wanted = {stamp_file(entry) for entry in entries}
    for stamp, sha256 in head.stamps.items():
        if stamp not in wanted:
            what = "No entry of the ledger has the hash after which this time stamp is named."
            yield Finding(f"{name}/{stamp}", 0, 0, RULE, what, _RESTORE_BOTH)
        else:
            yield from _differs(folder, name, stamp, sha256, f"This time stamp is not the one that {HEAD} names.")


def _attachments(folder: Path, name: str, entries: Sequence[Entry]) -> Iterator[Finding]:
    withdrawn = {entry.file for entry in entries if entry.event == "withdraw"}
    shown: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        for each in entry.attachments:
            shown.setdefault((each.file, each.sha256), []).append(entry)
    for (file, sha256), texts in shown.items():
        if (folder / file).is_file() or not withdrawn.issuperset(text.file for text in texts):
            what = f"This file of {texts[0].file} does not match its ledger entry."
            yield from _differs(folder, name, file, sha256, what)


def _withdrawn(folder: Path, name: str, entries: Sequence[Entry]) -> Iterator[Finding]:
    for entry in entries:
        if entry.event == "withdraw" and entry.sha256 and (folder / entry.file).is_file():
            what = "This text was withdrawn, but the file is not the one that was published."
            mend = "Restore it, or delete it."
            yield from _differs(folder, name, entry.file, entry.sha256, what, mend)


def _differs(folder: Path, name: str, file: str, sha256: str, what: str, mend: str = RESTORE) -> Iterator[Finding]:
    """The finding on a file that is not there, or not what it was: `what`, and how to mend it."""
    place = folder / file
    if not place.is_file():
        yield Finding(f"{name}/{file}", 0, 0, RULE, "This file was published, but it is not there.", mend)
    elif digest(raw := place.read_bytes()) != sha256:
        is_crlf = digest(raw.replace(b"\r\n", b"\n")) == sha256
        yield Finding(f"{name}/{file}", 0, 0, RULE, *(mismatch(raw, sha256) if is_crlf else (what, mend)))


def _strange(folder: Path, name: str, seen: Snapshot, named: set[str], head: Head) -> Iterator[Finding]:
    for each in seen.others:
        yield Finding(f"{name}/{each}", 0, 0, RULE, "This is a symbolic link, not a file.", RESTORE)
    begun: Mapping[str, str] = head.begun.files if head.begun else {}
    for each in seen.files:
        if each in named:
            continue
        is_left = each.rpartition("/")[2].startswith(TEMPORARY) or (
            each in begun and digest((folder / each).read_bytes()) == begun[each]
        )
        if is_left:
            what = "A publication was interrupted and left this file; nothing of it is public."
            mend = "Run the command again, or delete the file; the next publication clears it away."
            yield Finding(f"{name}/{each}", 0, 0, RULE, what, mend, "note")
        else:
            mend = "Delete it; what shall be public is published with “noticepress publish”."
            yield Finding(f"{name}/{each}", 0, 0, RULE, "The ledger does not know this file.", mend)
