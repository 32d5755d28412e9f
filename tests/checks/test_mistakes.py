"""Mistakes of people, one a folder of tests/sites/invalid, and what they are told."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfoNotFoundError

import pytest

from noticepress.checks import RULES
from tests.checks.lamps import DAY, INVALID, make_mistake, publish_lamps, run

OF_A_TRANSLATION = re.compile(r": error: “[^”]+”: ")
AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
"""The administrator may read and write everything; these tests must not."""


@pytest.fixture(scope="session")
def lamps(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of tests/sites/valid/lamps, published. Read it; never write to it."""
    return publish_lamps(tmp_path_factory.mktemp("lamps") / "lamps")


@pytest.fixture
def project(lamps: Path, tmp_path: Path) -> Path:
    """A copy of the site of the test's own."""
    return Path(shutil.copytree(lamps, tmp_path / "lamps"))


@pytest.mark.parametrize("mistake", INVALID, ids=lambda folder: folder.name)
def test_a_mistake_is_told_with_its_place_and_how_to_mend_it(mistake: Path, project: Path) -> None:
    make_mistake(project, mistake)
    told = run("check", "--on", DAY, project=project)
    assert told.crashed is None
    assert told.text == (mistake / "expected.txt").read_text(encoding="utf-8")
    assert told.code == (1 if ": error: " in told.text else 0)


@pytest.mark.parametrize("mistake", INVALID, ids=lambda folder: folder.name)
def test_a_build_tells_every_error_in_the_sources(mistake: Path, project: Path) -> None:
    """What is wrong in a translation alone is left to `check` and `publish`: it holds back that language, no text."""
    make_mistake(project, mistake)
    told = run("build", "--on", DAY, project=project)
    assert told.crashed is None
    expected = (mistake / "expected.txt").read_text(encoding="utf-8").splitlines()
    errors = [line for line in expected if ": error: " in line and not OF_A_TRANSLATION.search(line)]
    assert [line for line in told.text.splitlines() if ": error: " in line] == errors


def test_a_build_with_errors_in_a_draft_says_what_the_site_shows(project: Path) -> None:
    make_mistake(project, next(folder for folder in INVALID if folder.name == "date-silent-edit"))
    for _ in range(2):
        told = run("build", "--on", DAY, project=project)
        assert told.code == 0
        assert "1 error; the site shows what is published, and nothing of these texts." in told.text
    assert (project / "public/en/privacy/index.html").is_file()


def test_the_site_without_mistakes_has_no_findings_and_builds(project: Path) -> None:
    told = run("check", "--on", DAY, project=project)
    assert told.text.endswith("12 of 12 items\n\nNothing was found.\n")
    assert run("build", "--on", DAY, project=project).code == 0


def test_a_check_that_is_off_finds_nothing_and_one_that_is_raised_stops(project: Path) -> None:
    make_mistake(project, next(folder for folder in INVALID if folder.name == "text-long-sentence"))
    site = project / "notices/site.toml"
    plain = site.read_text(encoding="utf-8")
    for table, count, code in (
        ('level = "off"\nreason = "The law is long."\n', "Nothing was found.", 0),
        ('level = "error"\nreason = "We promised short ones."\n', "1 error.", 1),
        ("limit = 60\n", "Nothing was found.", 0),
        ("limit = 15\n", "notes.", 0),
    ):
        site.write_text(f"{plain}\n[checks.long-sentence]\n{table}", encoding="utf-8")
        told = run("check", "--on", DAY, project=project)
        assert told.text.rstrip().endswith(count), told.text
        assert told.code == code


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("check", "--on", "2026-02-30"), "“2026-02-30” is not a day of the calendar"),
        (("check", "--format", "xml"), "“xml” is none of these. Known: github, json, sarif, text."),
        (("chekc",), "Did you mean “check”?"),
        (("check", "--raeding"), "Did you mean"),
        (("publish", "cokies"), "Did you mean “cookies”?"),
    ],
)
def test_a_wrong_option_is_told_with_what_was_meant(arguments: tuple[str, ...], said: str, project: Path) -> None:
    told = run(*arguments, project=project)
    assert (told.crashed, told.code) == (None, 2)
    assert said in told.text


def test_a_folder_that_cannot_be_written_is_named(project: Path) -> None:
    (project / "public").write_text("not a folder")
    told = run("build", "--on", DAY, project=project)
    assert (told.crashed, told.code) == (None, 1)
    assert "public" in told.text


@pytest.mark.parametrize(
    ("forbidden", "arguments"),
    [
        ("notices/cookies/notice.md", ("check",)),
        ("notices/privacy", ("check",)),
        ("notices/privacy/published/ledger.jsonl", ("build", "--on", DAY)),
        ("public", ("build", "--on", DAY)),
        ("notices/cookies/published", ("publish", "cookies")),
    ],
)
def test_what_may_not_be_read_or_written_is_named(forbidden: str, arguments: tuple[str, ...], project: Path) -> None:
    target = project / forbidden
    if not target.exists():
        target.mkdir()
    target.chmod(0o000)
    try:
        told = subprocess.run(
            [*AS_ANYBODY, sys.executable, "-m", "noticepress", *arguments, "--source", str(project)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        target.chmod(0o755)
    assert (told.returncode, "Traceback" in told.stderr) == (1, False)
    assert str(target.relative_to(project)) in told.stderr
    assert "by you" in told.stderr or "Permission denied" in told.stderr


def test_a_machine_without_time_zones_is_told_what_to_install(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("noticepress.siteconfig.available_timezones", set)
    monkeypatch.setattr("noticepress.siteconfig.ZoneInfo", _without_zones)
    told = run("check", "--on", DAY, project=project)
    assert (told.crashed, told.code) == (None, 1)
    assert "This machine has no time zone data" in told.text
    assert "tzdata" in told.text


def test_a_project_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    told = run("check", project=tmp_path / "nowhere")
    assert (told.crashed, told.code) == (None, 2)
    assert "nowhere" in told.text


def test_every_rule_is_in_the_documentation_with_its_usual_severity() -> None:
    said = (Path(__file__).parent.parent.parent / "docs/checks.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert f"| `{rule.name}` | {rule.severity} | {rule.about} |" in said


def _without_zones(name: str) -> object:
    raise ZoneInfoNotFoundError(name)


@pytest.mark.parametrize("name", ["notices/cookies/notice.md", "notices/cookies/notice.ja.md", "notices/site.toml"])
def test_a_symbolic_link_out_of_the_project_is_neither_read_nor_quoted(name: str, project: Path) -> None:
    outside = project.parent / "outside.md"
    (project / name).rename(outside)
    (project / name).symlink_to(outside)
    told = run("check", "--on", DAY, project=project)
    assert told.code == 1
    assert f"{name}: error: {Path(name).name} is a symbolic link that leads out of the project." in told.text
    assert outside.read_text("utf-8").splitlines()[1] not in told.text


def test_a_table_with_a_quoted_name_is_named_at_its_line(project: Path) -> None:
    site = project / "notices/site.toml"
    plain = site.read_text("utf-8")
    site.write_text(f'{plain}\n[notices."../up"]\n', "utf-8")
    said = run("check", "--on", DAY, project=project).text
    assert f"notices/site.toml:{len(plain.splitlines()) + 2}:11: error: “../up” is not a name" in said


def test_a_byte_order_mark_before_site_toml_is_no_mistake(project: Path) -> None:
    site = project / "notices/site.toml"
    site.write_bytes(b"\xef\xbb\xbf" + site.read_bytes())
    assert "Nothing was found." in run("check", "--on", DAY, project=project).text
    assert run("new", "locale", "de", project=project).code == 0
    assert '"de"' in site.read_text("utf-8")


@pytest.mark.parametrize(
    ("zone", "advice"),
    [("CEST", "Use a name of the IANA list"), ("Europe/Stokholm", "“Europe/Stockholm”"), ("Stockholm", "Stockholm”")],
)
def test_a_time_zone_is_told_what_is_meant_and_no_other_abbreviation(zone: str, advice: str, project: Path) -> None:
    site = project / "notices/site.toml"
    site.write_text(site.read_text("utf-8").replace("Europe/Stockholm", zone), "utf-8")
    assert advice in run("check", "--on", DAY, project=project).text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x"])
def test_an_address_that_no_link_is_made_of_is_told(address: str, project: Path) -> None:
    notice = project / "notices/cookies/notice.md"
    notice.write_text(f"{notice.read_text('utf-8')}\n\n[Here]({address})\n", "utf-8")
    said = run("check", "--on", DAY, project=project).text
    assert (
        f"“{address.partition(':')[0]}:” is not how an address starts, so no link is made of it. [link-scheme]" in said
    )
