"""Ledger lines are canonical JSON, whatever people write into them."""

import json
from datetime import UTC, date, datetime

import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from noticepress.ledger import FIRST, chained, line_of, read_ledger
from noticepress.model import Attachment, DocumentId, Entry, Settings

WORDS = st.text(st.characters(exclude_categories=["Cs"]))


def entry(by: str, reason: str, evidence: str, name: str, revision: int) -> Entry:
    moment = datetime(2023, 11, 1, 9, 30, tzinfo=UTC)
    return Entry(
        event="correct", document=DocumentId("privacy", "eea"), version=date(2023, 12, 15), locale="sv",
        revision=revision, sha256="0" * 64, file="2023-12-15/sv.md", change="minor", recorded=moment, published=moment,
        by=by, reason=reason, evidence=evidence, settings=Settings("en", 1), source_sha256="1" * 64,
        attachments=(Attachment(name, "files/a.png", "2" * 64),), previous="", digest="",
    )  # fmt: skip


@given(WORDS, WORDS, WORDS, WORDS, st.integers(1, 2**53 - 1))
def test_a_line_is_what_rfc_8785_makes_of_its_values(
    by: str, reason: str, evidence: str, name: str, revision: int
) -> None:
    written = chained(entry(by, reason, evidence, name, revision), FIRST)
    line = line_of(written).encode()
    assert line == rfc8785.dumps(json.loads(line))
    findings: list[object] = []
    assert read_ledger(line + b"\n", "ledger.jsonl", findings) == (written,)  # type: ignore[arg-type]  # none is found
    assert not findings
