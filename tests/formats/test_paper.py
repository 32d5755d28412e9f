"""A text on paper, read back: PDF/A-2a, tagged, in its language, with its links, and the same bytes each time."""

import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from noticepress.errors import EnvironmentFault
from noticepress.formats import paper
from noticepress.pipeline import build
from tests.building import CHECKOUT, Building

BASE = "https://legal.company.example"
TITLES = {"privacy": {"en": "Privacy notice", "ar": "إشعار الخصوصية", "ja": "プライバシー通知"}}


def a_site() -> Building:
    site = Building(locales=("en", "ar", "ja"), documents={"privacy": {}, "cookies": {}}, titles=TITLES)
    english = "## What we collect {#collect}\n\nLittle, see [cookies](notice:cookies) and [above](#collect)."
    texts = {
        "en": english,
        "ar": "## ما نجمعه {#collect}\n\nالقليل.",
        "ja": "## 収集する情報 {#collect}\n\n少しだけです。",
    }
    site.publish("privacy", "2021-03-01", texts, at="2021-02-01")
    site.publish("cookies", "2021-03-01", {"en": "Biscuits."}, at="2021-02-01")
    return site


def project(folder: Path) -> Path:
    a_site().write(folder)
    for name in ("theme", "locales"):
        (folder / name).symlink_to(CHECKOUT / name)
    return folder


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with its texts on paper."""
    folder = project(tmp_path_factory.mktemp("paper"))
    build(folder, folder / "public", date(2021, 6, 1), pdf=True, jobs=1)
    return folder / "public"


def read(public: Path, locale: str) -> PdfReader:
    return PdfReader(BytesIO((public / locale / "privacy/2021-03-01/index.pdf").read_bytes()))


@pytest.mark.parametrize(("locale", "title"), TITLES["privacy"].items())
def test_a_file_says_what_it_is(public: Path, locale: str, title: str) -> None:
    found = read(public, locale)
    root = found.trailer["/Root"]
    assert root["/Lang"] == locale
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert found.metadata
    assert (found.metadata.title, found.metadata.author) == (title, "Company AB")
    assert str(found.metadata.creation_date) == "2021-02-01 08:00:00+00:00"
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2" in xmp or 'pdfaid:part="2"' in xmp
    assert "<pdfaid:conformance>A" in xmp or 'pdfaid:conformance="A"' in xmp


def test_every_font_is_embedded(public: Path) -> None:
    for locale in TITLES["privacy"]:
        for page in read(public, locale).pages:
            for font in page["/Resources"]["/Font"].values():
                for inner in font.get_object()["/DescendantFonts"]:
                    assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(inner.get_object()["/FontDescriptor"])


def test_each_sheet_says_what_a_court_needs(public: Path) -> None:
    found = read(public, "en")
    record = "privacy 2021-03-01 (en, r1)"
    for number, page in enumerate(found.pages, 1):
        text = " ".join(page.extract_text().split())
        assert "Privacy notice – Company AB" in text
        assert record in text
        assert f"{number} / {len(found.pages)}" in text
        assert "SHA-256" in text


def test_links_are_kept_and_absolute(public: Path) -> None:
    targets = [
        annotation.get_object()["/A"]["/URI"]
        for page in read(public, "en").pages
        for annotation in page.get("/Annots", ())
        if "/A" in annotation.get_object() and "/URI" in annotation.get_object()["/A"]
    ]
    assert f"{BASE}/en/cookies/" in targets
    assert all(target.startswith(("https://", "mailto:")) for target in targets)


def test_the_page_leads_to_its_paper(public: Path) -> None:
    page = (public / "en/privacy/2021-03-01/index.html").read_text(encoding="utf-8")
    assert '<link rel="alternate" href="index.pdf" type="application/pdf" hreflang="en">' in page


def test_the_bytes_are_the_same_in_another_folder(public: Path, tmp_path: Path) -> None:
    folder = project(tmp_path)
    build(folder, folder / "other", date(2021, 6, 1), pdf=True, jobs=2)
    for file in public.rglob("*.pdf"):
        assert (folder / "other" / file.relative_to(public)).read_bytes() == file.read_bytes()


def test_without_the_option_there_is_none(tmp_path: Path) -> None:
    folder = project(tmp_path)
    build(folder, folder / "public", date(2021, 6, 1), pdf=True, jobs=1)
    build(folder, folder / "public", date(2021, 6, 1), jobs=1)
    assert not list((folder / "public").rglob("*.pdf"))


def test_without_weasyprint_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(EnvironmentFault, match=r"pip install 'noticepress\[pdf\]'"):
        paper.check_available()
