"""Publish the history of the example site anew: `python scripts/example/publish.py`.

It replays `history/` through the publishing code with the dates on which the fictional organisation published, so that
the example's ledger reads as a real one does. It replaces the `published/` folders of the example; nothing else ever
does that. Run `catalogues.py` after it, which turns whole-file translations into catalogues again.
"""

import shutil
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from noticepress.frontmatter import split
from noticepress.ledger import digest
from noticepress.model import Document, DocumentId, Site, WorkingText
from noticepress.publishing import Stamp, correct, publish, publish_late, whole_files, write
from noticepress.publishing.correcting import current_text
from noticepress.source import read_sources

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LEAD_DAYS = {"privacy": 45, "privacy.eea": 30, "privacy.california": 10, "privacy.uk": 14, "privacy.switzerland": 20}


@dataclass(frozen=True)
class Mistake:
    """What a text said wrongly at first, and the correction that put it right."""

    wrong: str
    right: str
    on: date
    reason: str


# A translation that came after its version took effect, and one with a wrong figure: both happen.
LATE = {("privacy", "2026-05-15", "ja"): date(2026, 6, 22)}
MISTAKES = {
    ("privacy", "2023-12-15", "sv"): Mistake(
        "högst 60 dagar", "högst 90 dagar", date(2024, 1, 22),
        "Översättningen angav 60 dagar i stället för 90 för hur länge säkerhetskopior finns kvar.",
    )
}  # fmt: skip


def main() -> None:
    """Replay every version of every document in the order of its effective dates."""
    folders = sorted((HERE / "history").iterdir())
    for folder in folders:
        shutil.rmtree(ROOT.joinpath("notices", *folder.name.split("."), "published"), ignore_errors=True)
    for folder in folders:
        replay(folder)


def replay(history: Path) -> None:
    """Publish one document's versions."""
    notice, _, region = history.name.partition(".")
    identifier = DocumentId(notice, region)
    target = ROOT / "notices" / notice / region
    stem = identifier.source_name
    target.mkdir(parents=True, exist_ok=True)
    for source in sorted(history.glob("*.en.md")):
        day = source.name[:10]
        for old in target.glob(f"{stem}*.md"):
            old.unlink()
        shutil.copyfile(source, target / f"{stem}.md")
        for translation in sorted(history.glob(f"{day}.*.md")):
            locale = translation.name.split(".")[1]
            if locale != "en":
                (target / f"{stem}.{locale}.md").write_text(_marked(translation, source, (history.name, day, locale)))
        lead = timedelta(days=LEAD_DAYS.get(history.name, 7))
        _publish(identifier, history.name, date.fromisoformat(day), date.fromisoformat(day) - lead)
        for (name, version, locale), on in LATE.items():
            if (name, version) == (history.name, day):
                _publish_late(identifier, date.fromisoformat(version), locale, on)
        for (name, version, locale), mistake in MISTAKES.items():
            if (name, version) == (history.name, day):
                _correct(identifier, date.fromisoformat(version), locale, mistake)


def _marked(translation: Path, source: Path, key: tuple[str, str, str]) -> str:
    """The translation with the hash of what it translates, and with the mistake that it had at first."""
    text = translation.read_text()
    if mistake := MISTAKES.get(key):
        assert text.count(mistake.right) == 1
        text = text.replace(mistake.right, mistake.wrong)
    return text.replace("\n---\n", f"\ntranslates: {digest(source.read_bytes())}\n---\n", 1)


def _publish(identifier: DocumentId, name: str, version: date, on: date) -> None:
    site, document = _read(identifier)
    working = document.working
    assert working is not None
    translations, held = whole_files(document, working)
    assert not held, held
    ready = {tag: text for tag, text in translations.items() if (name, version.isoformat(), tag) not in LATE}
    publication = publish(site, document, working, ready, _stamp(site, on), yes=True)
    write(ROOT, publication)
    print(f"{name} {version}: {', '.join(publication.locales)}")


def _publish_late(identifier: DocumentId, version: date, locale: str, on: date) -> None:
    site, document = _read(identifier)
    translations, _ = whole_files(document, document.sources[version][-1])
    write(ROOT, publish_late(site, document, version, {locale: translations[locale]}, _stamp(site, on)))


def _correct(identifier: DocumentId, version: date, locale: str, mistake: Mistake) -> None:
    site, document = _read(identifier)
    text = current_text(document, version, locale)
    raw = text.raw.decode().replace(mistake.wrong, mistake.right).encode()
    parts = split(raw.decode())
    mended = WorkingText(f"{locale}.md", raw, digest(raw), text.meta, parts.body, parts.line)
    write(ROOT, correct(site, document, version, locale, mended, _stamp(site, mistake.on, mistake.reason)))


def _read(identifier: DocumentId) -> tuple[Site, Document]:
    site, _ = read_sources(ROOT)
    return site, site.document(identifier)


def _stamp(site: Site, on: date, reason: str = "") -> Stamp:
    return Stamp("Legal department", datetime.combine(on, time(9, 30), site.config.zone), reason)


if __name__ == "__main__":
    main()
