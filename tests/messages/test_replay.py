"""A history as translators live it: update, translate, publish, edit, translate late, break a file; by the commands."""

import json
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from noticepress.catalogues import GLOSSARY, po_path, read_catalogues
from noticepress.cli import main
from noticepress.messages import read_po, write_po
from noticepress.source import read_sources
from noticepress.translating import translations

SITE = """\
[site]
name = "Company notices"
base-url = "https://legal.company.example"
time-zone = "Europe/Stockholm"
source-locale = "en"
locales = ["en", "sv", "pt-BR"]

[organisation]
name = "Company AB"
email = "privacy@company.example"

[notices.privacy]
"""
FIRST = """\
---
title: Privacy notice
effective: 2099-01-01
---
# What we collect

We keep your orders for two years. Write to {{ organisation.email }}.

We share nothing with anyone.
"""
SECOND = FIRST.replace("2099-01-01", "2099-06-01\nsummary: We keep orders longer.").replace("two years", "three years")
SWEDISH = {
    "Privacy notice": "Integritetsmeddelande",
    "What we collect": "Vad vi samlar in",
    "We keep your orders for two years. Write to {{ organisation.email }}.": (
        "Vi sparar dina beställningar i två år. Skriv till {{ organisation.email }}."
    ),
    "We share nothing with anyone.": "Vi delar inget med någon.",
}


class Project:
    """A project folder and the commands in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "notices" / "privacy").mkdir(parents=True)
        (root / "notices" / "site.toml").write_text(SITE)
        self.write(FIRST)

    def write(self, text: str) -> None:
        (self.root / "notices" / "privacy" / "notice.md").write_text(text)

    def run(self, *arguments: str, code: int = 0) -> str:
        result: Result = CliRunner().invoke(main, [*arguments, "--source", str(self.root)])
        assert result.exit_code == code, result.output
        return result.output

    def update(self) -> str:
        return self.run("messages", "update")

    def catalogue(self, locale: str = "sv") -> Path:
        return self.root / po_path("privacy", locale)

    def translate(self, strings: Mapping[str, str], locale: str = "sv") -> None:
        """Fill in what is not translated, as a translator would: also what is fuzzy, which becomes finished."""
        catalogue = read_po(self.catalogue(locale).read_text(), "x.po")
        messages = tuple(
            replace(m, strings=(strings[m.msgid],), flags=(), previous=None)
            if m.msgid in strings and not m.translated
            else m
            for m in catalogue.messages
        )
        self.catalogue(locale).write_text(write_po(replace(catalogue, messages=messages)))

    def states(self, version: str = "") -> dict[str, str]:
        """The states of the working text, or of a public version, by locale."""
        site, _ = read_sources(self.root)
        document = site.documents[0]
        source = document.working
        if version:
            source = next(texts[-1] for day, texts in document.sources.items() if day.isoformat() == version)
        assert source
        found = translations(site, document, source, read_catalogues(self.root, site.documents, []))
        return {locale: made.state for locale, made in found.items()}

    def published(self, name: str) -> str:
        return (self.root / "notices" / "privacy" / "published" / name).read_text()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def begun(project: Project) -> Project:
    """A project whose first version is published in English and Swedish."""
    project.update()
    project.translate(SWEDISH)
    project.run("publish", "privacy")
    return project


def files(root: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted((root / "locales").rglob("*.po*"))}


def test_the_first_update_makes_templates_and_catalogues_with_the_right_headers(project: Project) -> None:
    output = project.update()
    assert "locales/privacy.pot" in output
    assert "locales/pt_BR/LC_MESSAGES/privacy.po" in output
    header = project.catalogue("pt-BR").read_text().split("\n\n")[0]
    assert '"Language: pt_BR\\n"' in header
    assert '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"' in header
    assert not project.catalogue("en").exists()


def test_a_second_update_writes_nothing(project: Project) -> None:
    project.update()
    before = files(project.root)
    assert project.update() == "Every catalogue is up to date.\n"
    assert files(project.root) == before


def test_a_dry_run_writes_nothing(project: Project) -> None:
    assert "would write locales/privacy.pot: 4 messages" in project.run("messages", "update", "--dry-run")
    assert not (project.root / "locales").exists()


def test_what_is_complete_is_published_with_its_version_and_what_waits_is_named(project: Project) -> None:
    project.update()
    project.translate(SWEDISH)
    assert project.states() == {"sv": "complete", "pt-BR": "missing"}
    output = project.run("publish", "privacy")
    assert "“pt-BR” is held back: 4 of 4 paragraphs wait for a translator (notices/privacy/notice.md:2, " in output
    assert project.states() == {"sv": "published", "pt-BR": "missing"}
    text = project.published("2099-01-01/sv.md")
    assert "# Vad vi samlar in {#what-we-collect}" in text
    assert "Skriv till privacy@company.example." in text


def test_a_late_translation_is_made_from_the_frozen_source_while_the_next_version_is_written(begun: Project) -> None:
    begun.write(SECOND)
    begun.update()
    assert begun.states() == {"sv": "stale", "pt-BR": "missing"}
    assert begun.states("2099-01-01") == {"sv": "published", "pt-BR": "missing"}
    begun.translate({msgid: f"PT {msgid}" for msgid in SWEDISH}, "pt-BR")
    assert begun.states() == {"sv": "stale", "pt-BR": "stale"}
    begun.run("publish", "privacy", "--version", "2099-01-01", "--locale", "pt-BR")
    assert "PT We keep your orders for two years." in begun.published("2099-01-01/pt-BR.md")
    assert begun.states("2099-01-01") == {"sv": "published", "pt-BR": "published"}


def test_late_translations_are_told_by_status_and_once_complete_by_publish(begun: Project) -> None:
    begun.translate({"Privacy notice": "Aviso de privacidade"}, "pt-BR")
    assert "pt-BR: stale, 3 of 4 paragraphs wait: notices/privacy/published/2099-01-01/source.md:5, " in begun.run(
        "status"
    )
    (upcoming,) = json.loads(begun.run("status", "--json"))["upcoming"]
    assert [(each["locale"], each["state"], len(each["waiting"])) for each in upcoming["translations"]] == [
        ("pt-BR", "stale", 3)
    ]
    assert "There is nothing to publish" in begun.run("publish")
    begun.translate({msgid: f"PT {msgid}" for msgid in SWEDISH}, "pt-BR")
    output = begun.run("publish")
    assert "privacy: pt-BR for 2099-01-01, which is public already" in output
    assert "noticepress publish privacy --version 2099-01-01" in output


def test_an_edit_makes_just_its_paragraph_wait_and_remembers_the_text_before(begun: Project) -> None:
    begun.write(SECOND)
    output = begun.update()
    assert "locales/sv/LC_MESSAGES/privacy.po: 6 messages, 1 to look at again, 1 to translate" in output
    text = begun.catalogue().read_text()
    edited = text[text.index("#, fuzzy") : text.index("#, fuzzy") + 300]
    assert '#| msgid "We keep your orders for two years. Write to {{ organisation.email }}."' in edited
    assert 'msgid "We keep your orders for three years.' in edited
    assert begun.published("2099-01-01/sv.md").count("två år") == 1


def test_once_every_language_has_a_version_its_old_paragraphs_become_obsolete(begun: Project) -> None:
    begun.write(SECOND)
    begun.update()
    begun.translate({msgid: f"PT {msgid}" for msgid in SWEDISH}, "pt-BR")
    begun.run("publish", "privacy", "--version", "2099-01-01", "--locale", "pt-BR")
    begun.update()
    assert '#~ msgid "We keep your orders for two years.' in begun.catalogue().read_text()
    assert "two years" not in (begun.root / "locales" / "privacy.pot").read_text()


def test_a_typo_correction_of_the_source_keeps_the_translation(begun: Project) -> None:
    begun.run("correct", "privacy", "2099-01-01", "en")
    copy = next((begun.root / "notices" / "privacy" / "correcting").rglob("en.md"))
    copy.write_text(copy.read_text().replace("We share nothing", "We shares nothing"))
    begun.run("correct", "privacy", "2099-01-01", "en", "--reason", "A typo")
    sources = read_sources(begun.root)[0].documents[0].sources
    (corrected,) = sources.values()
    assert len(corrected) == 2
    begun.write(corrected[-1].raw.decode())
    begun.update()
    text = begun.catalogue().read_text()
    assert 'msgid "We shares nothing with anyone."\nmsgstr "Vi delar inget med någon."' in text


def test_a_broken_catalogue_is_named_with_its_line_left_alone_and_holds_back_its_locale_alone(project: Project) -> None:
    project.update()
    project.translate(SWEDISH)
    project.translate({msgid: f"PT {msgid}" for msgid in SWEDISH}, "pt-BR")
    broken = project.catalogue("pt-BR")
    broken.write_text(broken.read_text().replace('msgstr "PT Privacy notice"', 'msgstr "PT Privacy notice'))
    before = files(project.root)
    line = broken.read_text().split("\n").index('msgstr "PT Privacy notice') + 1
    output = project.run("messages", "update", code=1)
    assert f"locales/pt_BR/LC_MESSAGES/privacy.po:{line}: error: The text of msgstr is not closed" in output
    assert "The catalogues concerned are left alone until then." in output
    assert files(project.root) == before
    output = project.run("publish", "privacy")
    assert f"“pt-BR” is held back: locales/pt_BR/LC_MESSAGES/privacy.po:{line} cannot be read." in output
    assert project.states() == {"sv": "published", "pt-BR": "missing"}


def test_an_emptied_catalogue_gets_its_header_again(project: Project) -> None:
    project.update()
    before = project.catalogue().read_bytes()
    project.catalogue().write_bytes(b"")
    project.update()
    assert project.catalogue().read_bytes() == before


def test_a_notice_that_cannot_be_read_leaves_its_catalogues_alone(project: Project) -> None:
    project.update()
    project.translate(SWEDISH)
    before = files(project.root)
    project.write(FIRST.replace("effective: 2099-01-01\n", ""))
    assert "notices/privacy/notice.md" in project.run("messages", "update", code=1)
    assert files(project.root) == before


def test_a_folder_in_the_place_of_a_catalogue_is_told(project: Project) -> None:
    project.catalogue().mkdir(parents=True)
    assert "privacy.po: error: This is a folder, not a catalogue." in project.run("messages", "update", code=1)


def test_a_fault_of_a_translation_is_found_by_check_and_holds_back_its_locale_alone(project: Project) -> None:
    project.update()
    project.translate(SWEDISH)
    project.translate({msgid: msgid.replace("{{ organisation", "{{ organization") for msgid in SWEDISH}, "pt-BR")
    assert "{{ organization.email }} is not in the source." in project.run("check", code=1)
    output = project.run("publish", "privacy")
    assert "“pt-BR” is held back: The translation has an error: locales/pt_BR/LC_MESSAGES/privacy.po:" in output
    assert project.states()["sv"] == "published"


def test_a_whole_file_is_taken_instead_while_it_fits_and_the_catalogue_serves_else(project: Project) -> None:
    project.update()
    project.translate(SWEDISH)
    site, _ = read_sources(project.root)
    working = site.documents[0].working
    assert working
    whole = project.root / "notices" / "privacy" / "notice.sv.md"
    text = FIRST.replace("effective:", f"translates: {working.sha256}\neffective:").replace("We share", "Byrån: share")
    whole.write_text(text.replace("What we collect", "Vad vi samlar in {#what-we-collect}"))
    assert "Byrån" in published_by(project, "sv")
    project.write(SECOND)
    project.update()
    assert project.states()["sv"] == "stale"


def published_by(project: Project, locale: str) -> str:
    project.run("publish", "privacy")
    return project.published(f"2099-01-01/{locale}.md")


def test_stray_catalogues_and_glossaries_are_told_by_check(project: Project) -> None:
    project.update()
    project.translate(SWEDISH)
    glossary = project.root / po_path(GLOSSARY, "sv")
    glossary.write_text('msgid "order"\nmsgstr "order|köp"\n')
    stray = project.root / "locales" / "sv" / "LC_MESSAGES" / "privcy.po"
    stray.write_text("")
    found = json.loads(project.run("check", "--format", "json"))
    told = json.dumps(found, ensure_ascii=False)
    assert "No document of the site uses this catalogue." in told
    assert "locales/sv/LC_MESSAGES/privacy.po" in told
    assert "The glossary has “order or köp” for “order”." in told


def test_gettext_accepts_every_file_of_the_project(begun: Project) -> None:
    begun.write(SECOND)
    begun.update()
    for file in (begun.root / "locales").rglob("*.po"):
        for tool in (["msgfmt", "-c"], ["msgcat"]):
            done = subprocess.run([*tool, "-o", "/dev/null", file], capture_output=True, text=True, check=False)
            assert (done.returncode, done.stderr) == (0, "")
