"""The head of a ledger: what `published/head.json` says. It holds the last line of the ledger by its hash, so that
lines cut off at the end are missed, and the answers of time-stamping authorities with theirs.

While something is published it also says what has begun: the last line and the files that will be there. It is written
before the first of them and once more after the last, so that whatever a killed process leaves is known as such.
"""

import json
from collections.abc import Mapping
from typing import Final, cast

from msgspec import Struct, field

from noticepress.ledger import FIRST, digest

HEAD: Final = "head.json"


class Begun(Struct, frozen=True):
    """A publication that has begun: the hash of the line that will be the last, and its files below `published/` with
    their hashes."""

    last: str
    files: Mapping[str, str]


class Head(Struct, frozen=True):
    """The document, the hash of its ledger's last line (64 zeros: it has none), the stamps below `published/` with
    their hashes, and what has begun, if something has."""

    document: str
    last: str = FIRST
    stamps: Mapping[str, str] = field(default_factory=dict)
    begun: Begun | None = None


def write_head(head: Head) -> bytes:
    """The file: one JSON object in canonical form with the hash of the object without that field, and a line feed."""
    values: dict[str, object] = {"document": head.document, "last": head.last, "stamps": dict(head.stamps)}
    if head.begun:
        values["begun"] = {"last": head.begun.last, "files": dict(head.begun.files)}
    return _canonical({**values, "sha256": digest(_canonical(values))}) + b"\n"


def read_head(raw: bytes) -> Head | None:
    """The head that a file holds, or None where it is not just what `write_head` writes."""
    try:
        values = json.loads(raw)
        begun = values.get("begun")
        head = Head(
            str(values["document"]),
            str(values["last"]),
            dict(cast("Mapping[str, str]", values["stamps"])),
            Begun(str(begun["last"]), dict(cast("Mapping[str, str]", begun["files"]))) if begun else None,
        )
        return head if write_head(head) == raw else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _canonical(values: Mapping[str, object]) -> bytes:
    return json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
