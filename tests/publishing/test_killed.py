"""Publishing is all or nothing, at whatever instant the process dies."""

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from errno import ENOSPC
from pathlib import Path

import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from noticepress.cli import main
from noticepress.ledger import digest
from noticepress.model import Document, DocumentId, Site
from noticepress.publishing import Publication, Stamp, correct, publish, retire, withdraw_version, write
from noticepress.source import read_sources
from noticepress.verifying import verify_sources
from tests.building import Building
from tests.killing import runs_until

PRIVACY = DocumentId("privacy")
AT = datetime.fromisoformat("2026-11-24T10:00:00+01:00")
STAMP = Stamp("Jo", AT, "Why not")
DRAFT = (
    "---\ntitle: Privacy\neffective: 2027-03-01\nchange: minor\nsummary: More.\n---\n\nMore. {{ organisation.name }}\n"
)

Act = Callable[[Site, Document], Publication]


def publishes(site: Site, document: Document) -> Publication:
    assert document.working is not None
    return publish(site, document, document.working, {}, STAMP)


def corrects(site: Site, document: Document) -> Publication:
    source = document.sources[min(document.sources)][-1]
    mended = source.body.replace("little", "nothing")
    raw = source.raw.replace(b"little", b"nothing")
    text = replace(source, raw=raw, sha256=digest(raw), body=mended)
    return correct(site, document, source.meta.effective, "en", text, STAMP)


def withdraws(site: Site, document: Document) -> Publication:
    return withdraw_version(site, document, max(document.sources), STAMP)


def retires(site: Site, document: Document) -> Publication:
    return retire(site, document, datetime(2028, 1, 1, tzinfo=AT.tzinfo).date(), STAMP)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Lite."}, at="2021-02-01")
    built.publish("privacy", "2027-01-01", {"en": "We collect much."}, at="2026-11-01", summary="Much.")
    folder = built.write(tmp_path)
    (folder / "notices" / "privacy" / "notice.md").write_text(DRAFT)
    return folder


@pytest.mark.parametrize("act", [publishes, corrects, withdraws, retires])
def test_a_death_at_any_call_leaves_the_ledger_before_or_after(project: Path, act: Act) -> None:
    ledger = project / "notices" / "privacy" / "published" / "ledger.jsonl"
    before = ledger.read_bytes()
    site, _ = read_sources(project)
    made = act(site, site.document(PRIVACY))
    for calls in range(1, 100):
        ended = runs_until(lambda: write(project, made), calls)
        site, _ = read_sources(project)  # raises where anything is half-written
        entries = len(site.document(PRIVACY).entries)
        assert entries in (3, 3 + len(made.entries))
        assert [each for each in verify_sources(project) if each.severity == "error"] == []
        if ledger.read_bytes() != before:
            assert ledger.read_bytes().startswith(before)
            break
        assert not ended
    else:
        pytest.fail("the publication never came to its end")
    assert calls > 1


@pytest.mark.parametrize("calls", [9, 15, 21, 27])
def test_what_a_killed_publication_left_is_told_and_cleared_away_by_the_next(project: Path, calls: int) -> None:
    site, _ = read_sources(project)
    assert not runs_until(lambda: write(project, publishes(site, site.document(PRIVACY))), calls)
    told = CliRunner().invoke(main, ["verify", "--source", str(project)])
    assert told.exit_code == 0
    assert "A publication was interrupted and left this file" in told.output
    site, _ = read_sources(project)
    write(project, retires(site, site.document(PRIVACY)))
    assert verify_sources(project) == ()
    folder = project / "notices" / "privacy" / "published"
    assert not any((folder / "2027-03-01").glob("*"))
    assert not list(folder.rglob(".new-*"))


def test_a_failed_publication_leaves_all_as_it_was(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = project / "notices" / "privacy" / "published"
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    site, _ = read_sources(project)
    for ordinal in range(2, 5):
        calls = iter(range(1, 99))

        def full(number: int, calls: Iterator[int] = calls, ordinal: int = ordinal) -> None:
            if next(calls) == ordinal:
                raise OSError(ENOSPC, "full")

        made = publishes(site, site.document(PRIVACY))
        with monkeypatch.context() as patched:
            patched.setattr(os, "fsync", full)
            with pytest.raises(OSError, match="full"):
                write(project, made)
        assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_two_who_publish_at_once_do_not_both(project: Path) -> None:
    site, _ = read_sources(project)
    first, second = publishes(site, site.document(PRIVACY)), retires(site, site.document(PRIVACY))
    write(project, first)
    with pytest.raises(Exception, match="published by somebody else meanwhile"):
        write(project, second)
    site, _ = read_sources(project)
    assert [entry.event for entry in site.document(PRIVACY).entries] == ["publish"] * 4
