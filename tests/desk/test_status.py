"""`noticepress status`: where the site stands, on one screen and as JSON."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.desk.conftest import Run

DRAFT = "2099-01-01"


@pytest.fixture
def project(example_project: Path) -> Path:
    """The example site with a draft of the cookie notice, two sentences longer than what applies."""
    file = example_project / "notices/cookies/notice.md"
    text = file.read_text("utf-8").replace("effective: 2025-02-01", f"effective: {DRAFT}")
    file.write_text(text + "\nA sentence of seven words stands here.\n\nSee [there](#nowhere).\n", "utf-8")
    return example_project


def values(run: Run, project: Path) -> dict[str, Any]:
    result = run("status", "--json", "--source", project)
    assert result.exit_code == 0, result.output
    told: dict[str, Any] = json.loads(result.output)
    return told


def test_a_draft_is_told_with_its_size_and_with_who_waits(run: Run, project: Path) -> None:
    (draft,) = values(run, project)["drafts"]
    assert (draft["document"], draft["effective"], draft["against"]) == ("cookies", DRAFT, "2025-02-01")
    assert draft["size"] == {"inserted": 9, "deleted": 0, "moved": 0, "changes": 2}
    assert [each["locale"] for each in draft["translations"]] == ["sv", "de", "fr", "ar", "ja"]
    for each in draft["translations"]:
        assert each["state"] == "stale"
        assert [place["msgid"] for place in each["waiting"]] == [
            "A sentence of seven words stands here.",
            "See [there](#nowhere).",
        ]


def test_the_places_that_wait_are_the_lines_of_the_paragraphs(run: Run, project: Path) -> None:
    assert run("messages", "update", "--source", project).exit_code == 0
    lines = (project / "notices/cookies/notice.md").read_text("utf-8").split("\n")
    (draft,) = values(run, project)["drafts"]
    for each in draft["translations"]:
        for place in each["waiting"]:
            assert place["path"] == "notices/cookies/notice.md"
            assert place["msgid"][:12] in " ".join(lines[place["line"] - 1 :])
    told = run("status", "--all", "--source", project)
    assert f"notices/cookies/notice.md:{lines.index('See [there](#nowhere).') + 1}" in told.output


def test_one_screen_says_everything(run: Run, project: Path) -> None:
    result = run("status", "--source", project)
    assert result.exit_code == 0, result.output
    for said in (
        "cookies                since 2025-02-01",
        f"cookies                from {DRAFT} (in ",
        " days, material)   notices/cookies/notice.md",
        "2 changes against 2025-02-01: 9 words inserted, 0 deleted, 0 moved",
        "Next change\n  20",
    ):
        assert said in result.output
    assert "1 error" in result.output
    assert len(result.output.splitlines()) <= 40
    assert "\x1b" not in result.output


def test_languages_of_which_the_same_is_to_be_said_share_a_line(run: Run, new_site: Path) -> None:
    assert run("new", "locale", "ar", "--source", new_site).exit_code == 0
    said = run("status", "--source", new_site).output
    assert "sv, ar: missing, 15 of 15 paragraphs wait" in said
    assert "the first version: 1" in said


def test_a_new_site_has_only_a_draft(run: Run, new_site: Path) -> None:
    told = values(run, new_site)
    assert (told["in_force"], told["upcoming"], told["next_change"]) == ([], [], None)
    (draft,) = told["drafts"]
    assert draft["against"] is None
    assert draft["size"]["deleted"] == 0
    assert draft["size"]["inserted"] > 50


def test_what_is_published_for_later_counts_its_days(run: Run, new_site: Path) -> None:
    assert run("publish", "privacy", "--source", new_site).exit_code == 0
    told = values(run, new_site)
    (upcoming,) = told["upcoming"]
    assert upcoming["effective"] == told["next_change"] == DRAFT
    assert upcoming["days_left"] > 1000
    assert (upcoming["locales"], upcoming["lacking"]) == (["en"], ["sv"])
    assert told["drafts"] == []


def test_sources_that_cannot_be_read_are_told(run: Run, new_site: Path) -> None:
    (new_site / "notices/site.toml").write_text("[site\n", "utf-8")
    result = run("status", "--source", new_site)
    assert result.exit_code == 1
    assert "notices/site.toml:1" in result.output
