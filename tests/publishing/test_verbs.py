"""A year at the desk, from the command line: publish, translate late, correct, withdraw, retire."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from noticepress.cli import main
from noticepress.ledger import digest

TODAY = datetime.now(ZoneInfo("Europe/Stockholm")).date()
"""The commands read the clock too, perhaps after midnight: a day more or less does not matter here."""
SOON = TODAY + timedelta(days=60)
NOTICE = "---\ntitle: Privacy\neffective: {day}\nchange: {change}\nsummary: {summary}\n---\n\n{body}\n"
SITE = """
[site]
name = "Legal"
base-url = "https://legal.company.example"
time-zone = "Europe/Stockholm"
locales = ["en", "sv"]

[organisation]
name = "Company AB"
email = "privacy@company.example"

[regions.eea]

[notices.privacy]

[notices.privacy.addenda.eea]
"""

Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "notices" / "privacy" / "eea").mkdir(parents=True)
    (tmp_path / "notices" / "site.toml").write_text(SITE)
    (tmp_path / "notices" / "privacy" / "eea" / "addendum.md").write_text(notice(SOON, "## Rights\n\nYours."))
    put(tmp_path, SOON, "## Contact\n\nWrite to {{ organisation.email }}.")
    return tmp_path


@pytest.fixture
def run(project: Path) -> Run:
    def call(command: str, *arguments: object) -> Result:
        return CliRunner().invoke(main, [command, *map(str, arguments), "--source", str(project)])

    return call


def notice(day: date, body: str, *, change: str = "minor", summary: str = "Something.") -> str:
    return NOTICE.format(day=day, body=body, change=change, summary=summary)


def put(project: Path, day: date, body: str, name: str = "notice.md", **head: str) -> Path:
    file = project / "notices" / "privacy" / name
    file.write_text(notice(day, body, **head))
    return file


def published(project: Path, name: str) -> str:
    return (project / "notices" / "privacy" / "published" / name).read_text()


def test_publish_without_a_name_lists_what_could_be_published(run: Run) -> None:
    result = run("publish")
    assert "noticepress publish privacy\n" in result.output
    assert "noticepress publish privacy/eea\n" in result.output


def test_a_dry_run_changes_nothing(run: Run, project: Path) -> None:
    result = run("publish", "privacy", "--dry-run")
    assert f"would write published/{SOON}/en.md" in result.output
    assert not (project / "notices" / "privacy" / "published").exists()


def test_publishing_freezes_source_and_text(run: Run, project: Path) -> None:
    assert run("publish", "privacy").exit_code == 0
    assert "Write to {{ organisation.email }}." in published(project, f"{SOON}/source.md")
    text = published(project, f"{SOON}/en.md")
    assert "## Contact {#contact}" in text
    assert "Write to privacy@company.example." in text
    assert "organisation.email: privacy@company.example" in text
    assert "has no draft" in run("publish", "privacy").output


def test_a_changed_text_under_the_same_date_is_refused_with_two_ways_out(run: Run, project: Path) -> None:
    run("publish", "privacy")
    put(project, SOON, "## Contact\n\nChanged in silence.")
    result = run("publish", "privacy")
    assert result.exit_code == 1
    assert "noticepress correct privacy" in result.output
    assert "a new date" in result.output


@pytest.mark.parametrize(
    ("days", "change", "arguments", "what"),
    [
        (-3, "minor", (), "has passed"),
        (-3, "minor", ("--late",), "--reason"),
        (-3, "minor", ("--late", "--reason", "We forgot"), ""),
        (10, "material", (), " days of notice"),
        (10, "material", ("--yes",), ""),
    ],
)
def test_dates_that_need_a_word_more(
    run: Run, project: Path, days: int, change: str, arguments: tuple[str, ...], what: str
) -> None:
    put(project, TODAY - timedelta(days=40), "First.")
    assert run("publish", "privacy", "--late", "--reason", "x").exit_code == 0
    put(project, TODAY + timedelta(days=days), "Second.", change=change)
    result = run("publish", "privacy", *arguments)
    assert (what in result.output) if what else result.exit_code == 0


def test_a_hotfix_from_another_file_leaves_the_working_text(run: Run, project: Path) -> None:
    run("publish", "privacy")
    draft = put(project, SOON + timedelta(days=90), "The next version, half written.")
    hotfix = put(project, SOON - timedelta(days=5), "The hotfix.", "hotfix.txt")
    assert "Add --yes" in run("publish", "privacy", "--from", hotfix).output
    assert run("publish", "privacy", "--from", hotfix, "--yes").exit_code == 0
    assert "The hotfix." in published(project, f"{SOON - timedelta(days=5)}/en.md")
    assert "half written" in draft.read_text()


def test_a_version_published_before_one_that_is_to_follow_leaves_no_draft(run: Run, project: Path) -> None:
    run("publish", "privacy")
    put(project, SOON - timedelta(days=5), "What shall apply before.")
    assert run("publish", "privacy", "--yes").exit_code == 0
    assert "privacy/notice.md" not in run("publish").output
    assert "privacy/notice.md is a draft" not in run("build").output
    assert "is published already" not in run("check").output
    put(project, SOON - timedelta(days=5), "Changed once more.")
    assert "is published already, and its text differs" in run("check").output


def test_a_translation_that_comes_late_says_what_the_version_said(run: Run, project: Path) -> None:
    run("publish", "privacy")
    frozen = published(project, f"{SOON}/source.md").encode()
    site = project / "notices" / "site.toml"
    site.write_text(site.read_text().replace("privacy@company.example", "new@company.example"))
    put(project, SOON + timedelta(days=90), "The next version.")
    file = put(project, SOON, "## Kontakt {#contact}\n\nSkriv till {{ organisation.email }}.", "notice.sv.md")
    refused = run("publish", "privacy", "--version", SOON, "--locale", "sv")
    assert f"translates: {digest(frozen)}" in refused.output
    file.write_text(file.read_text().replace("\n---\n\n", f"\ntranslates: {digest(frozen)}\n---\n\n", 1))
    assert run("publish", "privacy", "--version", SOON, "--locale", "sv").exit_code == 0
    assert "Skriv till privacy@company.example." in published(project, f"{SOON}/sv.md")
    assert "published in “sv” already" in run("publish", "privacy", "--version", SOON, "--locale", "sv").output


def test_a_correction_in_two_steps(run: Run, project: Path) -> None:
    put(project, SOON, "## Contcat\n\nWrite to us at once. {{ organisation.email }}")
    run("publish", "privacy")
    put(project, SOON + timedelta(days=90), "## Contact\n\nWrite to us at once, please.")
    first = run("correct", "privacy", SOON)
    copy = project / "notices" / "privacy" / "correcting" / str(SOON) / "en.md"
    assert "Mend notices/privacy/correcting" in first.output
    copy.write_text(copy.read_text().replace("Contcat", "Contact").replace("us at once", "us"))
    result = run("correct", "privacy", SOON, "--reason", "Two slips of the pen.")
    assert result.exit_code == 0
    assert not copy.parent.parent.exists()
    text = published(project, f"{SOON}/en.2.md")
    assert "## Contact {#contcat}" in text  # links to the section are permanent
    assert "Write to us. privacy@company.example" in text
    assert "Write to us at once." in published(project, f"{SOON}/en.md")
    assert "notices/privacy/notice.md:10: to us at once" in result.output


def test_a_correction_changes_something_and_no_date_and_no_section(run: Run, project: Path) -> None:
    run("publish", "privacy")
    run("correct", "privacy", SOON, "en")
    copy = project / "notices" / "privacy" / "correcting" / str(SOON) / "en.md"
    raw = copy.read_text()
    assert "nothing was corrected" in run("correct", "privacy", SOON, "--reason", "x").output
    copy.write_text(raw.replace(str(SOON), "2030-01-01"))
    assert "keeps that of its version" in run("correct", "privacy", SOON, "--reason", "x").output
    copy.write_text(raw + "\n## More\n")
    assert "adds or drops no section" in run("correct", "privacy", SOON, "--reason", "x").output
    assert not (project / "notices" / "privacy" / "published" / str(SOON) / "en.2.md").exists()


def test_an_upcoming_version_is_withdrawn_and_its_date_used_again(run: Run, project: Path) -> None:
    run("publish", "privacy")
    assert "needs its reason" in run("withdraw", "privacy", SOON).output
    assert run("withdraw", "privacy", SOON, "--reason", "Postponed").exit_code == 0
    assert "has no version" in run("withdraw", "privacy", SOON, "--reason", "x").output
    put(project, SOON, "## Contact\n\nAnother text.")
    assert run("publish", "privacy").exit_code == 0
    assert "Another text." in published(project, f"{SOON}/en.2.md")
    assert "Another text." in published(project, f"{SOON}/source.2.md")


def test_a_notice_whose_only_version_was_withdrawn_says_so(run: Run, project: Path) -> None:
    run("publish", "privacy")
    run("withdraw", "privacy", SOON, "--reason", "Postponed <for good>")
    assert run("build", "--output", project / "public").exit_code == 0
    page = (project / "public" / "en" / "privacy" / str(SOON) / "index.html").read_text()
    assert "This version was withdrawn on" in page
    assert "Postponed &lt;for good&gt;" in page
    assert "Write to" not in page


def test_history_is_not_withdrawn_but_a_text_may_be(run: Run, project: Path) -> None:
    past = TODAY - timedelta(days=9)
    put(project, past, "What was said.")
    run("publish", "privacy", "--late", "--reason", "x")
    assert "history cannot be changed" in run("withdraw", "privacy", past, "--reason", "x").output
    result = run("withdraw", "privacy", past, "en", "--reason", "An order of the court")
    assert f"You may delete published/{past}/en.md" in result.output
    (project / "notices" / "privacy" / "published" / str(past) / "en.md").unlink()
    (project / "notices" / "privacy" / "published" / str(past) / "source.md").unlink()
    built = run("build", "--output", project / "public")
    assert built.exit_code == 0, built.output
    page = (project / "public" / "en" / "privacy" / str(past) / "index.html").read_text()
    assert "An order of the court" in page
    assert "What was said" not in page


def test_an_addendum_is_retired(run: Run) -> None:
    assert "Nothing is published" in run("retire", "privacy/eea", "--from", SOON).output
    run("publish", "privacy")
    run("publish", "privacy/eea")
    assert "has versions that apply from" in run("retire", "privacy/eea", "--from", SOON).output
    later = SOON + timedelta(days=1)
    assert run("retire", "privacy/eea", "--from", later).exit_code == 0
    assert "has passed" in run("retire", "privacy/eea", "--from", TODAY - timedelta(days=1)).output


def test_local_files_are_frozen_with_the_text(run: Run, project: Path) -> None:
    folder = project / "notices" / "privacy"
    (folder / "seal.png").write_bytes(b"\x89PNG the seal")
    put(project, SOON, "![The seal](seal.png) and [the form](form.pdf#page=2)")
    assert "There is no file “notices/privacy/form.pdf”." in run("publish", "privacy").output
    (folder / "form.pdf").write_bytes(b"%PDF")
    assert run("publish", "privacy").exit_code == 0
    (folder / "seal.png").write_bytes(b"\x89PNG another")
    run("build", "--output", project / "public")
    page = project / "public" / "en" / "privacy" / "index.html"
    source = page.read_text().split('<img src="')[1].split('"')[0]
    assert (page.parent / source).read_bytes() == b"\x89PNG the seal"


def test_a_file_that_could_be_a_program_is_refused(run: Run, project: Path) -> None:
    (project / "notices" / "privacy" / "seal.svg").write_text("<svg/>")
    put(project, SOON, "![The seal](seal.svg)")
    result = run("publish", "privacy")
    assert "could run it as a program" in result.output
    assert not (project / "notices" / "privacy" / "published" / "ledger.jsonl").exists()


@pytest.mark.parametrize(
    ("old", "file", "way"),
    [
        ("/en/data-protection/", "en/data-protection/index.html", "../privacy/"),
        ("/privacy.html", "privacy.html", "en/privacy/"),
        ("/old/f%C3%B6rr.htm", "old/förr.htm", "../en/privacy/"),
    ],
)
def test_an_old_address_leads_to_the_new_one(run: Run, project: Path, old: str, file: str, way: str) -> None:
    site = project / "notices" / "site.toml"
    site.write_text(site.read_text() + f'\n[[moved]]\nold = "{old}"\nnew = "/en/privacy/"\n')
    run("publish", "privacy")
    run("build", "--output", project / "public")
    page = (project / "public" / file).read_text()
    assert f'content="0; url={way}"' in page
    assert f'<a href="{way}">' in page


@pytest.mark.parametrize(
    "old", ["/index.html", "/404.html", "/old", "/old.php", "/%2E%2E/%2E%2E/out.html", "/%2E%2E%2Fout/"]
)
def test_an_old_address_for_which_no_file_can_stand_has_none(run: Run, project: Path, old: str) -> None:
    run("publish", "privacy")
    run("build", "--output", project / "public")
    before = sorted(project.parent.rglob("*.htm*"))
    site = project / "notices" / "site.toml"
    site.write_text(site.read_text() + f'\n[[moved]]\nold = "{old}"\nnew = "/en/privacy/"\n')
    assert run("build", "--output", project / "public").exit_code == 0
    assert sorted(project.parent.rglob("*.htm*")) == before


def test_drafts_go_into_a_folder_of_their_own(run: Run, project: Path) -> None:
    assert "never go into public/" in run("build", "--drafts", "--output", project / "public").output
    assert run("build", "--drafts").exit_code == 0
    page = (project / "drafts" / "en" / "privacy" / "index.html").read_text()
    assert "This is a draft." in page
    assert 'content="noindex' in page
