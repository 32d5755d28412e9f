"""Publish the history of the example site anew: `python scripts/example/publish.py`.

It replays `history/` through the publishing code with the dates on which the fictional organisation published, so that
the example's ledger reads as a real one does. It replaces the `published/` folders of the example; nothing else ever
does that.
"""

import shutil
from datetime import datetime, time, timedelta
from pathlib import Path

from noticepress.ledger import digest
from noticepress.model import DocumentId
from noticepress.publishing import Stamp, publish, whole_files, write
from noticepress.source import folder_of, read_sources

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
LEAD_DAYS = {"privacy": 45, "privacy.eea": 30, "privacy.california": 10, "privacy.uk": 14, "privacy.switzerland": 20}


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
                marked = translation.read_text().replace(
                    "\n---\n", f"\ntranslates: {digest(source.read_bytes())}\n---\n", 1
                )
                (target / f"{stem}.{locale}.md").write_text(marked)
        site, _ = read_sources(ROOT)
        document = site.document(identifier)
        at = datetime.combine(
            datetime.fromisoformat(day).date() - timedelta(days=LEAD_DAYS.get(history.name, 7)),
            time(9, 30), site.config.zone,
        )  # fmt: skip
        working = document.working
        assert working is not None
        translations, held = whole_files(document, working)
        assert not held, held
        publication = publish(site, document, working, translations, Stamp("Legal department", at), yes=True)
        assert folder_of(ROOT, document.config) == target
        write(ROOT, publication)
        print(f"{history.name} {day}: {', '.join(publication.locales)}")


if __name__ == "__main__":
    main()
