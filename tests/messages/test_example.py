"""The example's catalogues: complete, up to date, good gettext, and without a fault."""

import subprocess
from pathlib import Path

import pytest

from noticepress.catalogues import is_written, read_catalogues
from noticepress.languages import posix_name
from noticepress.messages import translation
from noticepress.model import Document
from noticepress.source import read_sources
from noticepress.translating import translation_findings, update

ROOT = Path(__file__).parent.parent.parent
SITE, _ = read_sources(ROOT)
FILES = sorted((ROOT / "locales").rglob("*.po"))


@pytest.mark.parametrize("document", SITE.documents, ids=lambda each: str(each.id))
def test_every_working_text_is_complete_in_every_catalogue(document: Document) -> None:
    catalogues = read_catalogues(ROOT, [document], [])
    assert document.working
    for locale in document.config.locales:
        if locale != SITE.config.source_locale:
            made = translation(document.working, catalogues.get((document.id.domain, locale)), locale)
            assert made.text, f"{locale}: {made.why}"


def test_the_checks_find_nothing() -> None:
    assert list(translation_findings(SITE, read_catalogues(ROOT, SITE.documents, []))) == []


def test_the_catalogues_are_up_to_date() -> None:
    old = [path for path, catalogue in update(ROOT, SITE, []) if not is_written(ROOT, path, catalogue)]
    # Line numbers of the program move; that every word of it is there is tested elsewhere.
    assert [path for path in old if "/site.po" not in path] == [], "run: noticepress messages update"


def test_a_law_firms_text_stays_a_whole_file() -> None:
    assert {locale for document in SITE.documents for locale in document.translations} == {"de"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT / "locales").as_posix())
def test_gettext_accepts_it(file: Path) -> None:
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    language = file.relative_to(ROOT / "locales").parts[0]
    assert f'"Language: {language}\\n"' in file.read_text("utf-8")
    assert language in {posix_name(locale) for locale in SITE.config.locales} or file.name == "site.po"
