"""`noticepress redline`: two files or two versions, as a page, in the terminal, as data and as a patch."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.desk.conftest import Run

OLD = "---\ntitle: Privacy\n---\n## Storage {#storage}\n\nWe keep data for *30* days.\n\nNothing else.\n"
NEW = "---\ntitle: Privacy\n---\n## Storage {#storage}\n\nWe keep data for *60* days.\n\nNothing else.\n\n- <script>"


@pytest.fixture
def texts(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    return old, new


def test_a_pipe_gets_marks_and_no_colour(run: Run, texts: tuple[Path, Path]) -> None:
    result = run("redline", *texts)
    assert result.exit_code == 0, result.output
    assert "2 changes: 2 words inserted, 1 deleted, 0 moved" in result.output
    assert "# Storage\n  We keep data for [-30-]{+60+} days." in result.output
    assert "Nothing else" not in result.output
    assert "\x1b" not in result.output


def test_a_terminal_gets_colour_unless_it_is_declined(texts: tuple[Path, Path]) -> None:
    for environment, coloured in (("", True), ("NO_COLOR=1 ", False)):
        command = f"{environment}{sys.executable} -m noticepress redline {texts[0]} {texts[1]}"
        told = subprocess.run(["script", "-qec", command, "/dev/null"], capture_output=True, check=True, text=True)
        assert ("\x1b[31;9m30\x1b[0m\x1b[32;4m60\x1b[0m" in told.stdout) == coloured
        assert ("[-30-]" in told.stdout) != coloured


def test_the_page_stands_alone(run: Run, texts: tuple[Path, Path], tmp_path: Path, browser: Browser) -> None:
    page_file = tmp_path / "redline.html"
    assert run("redline", *texts, "--format", "html", "--output", page_file).exit_code == 0
    requests: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: requests.append(request.url))
    page.goto(page_file.as_uri())
    assert page.locator("main ins").first.inner_text().endswith("60") or "60" in page.locator("main ins").inner_text()
    assert page.locator("main ins").first.evaluate("e => getComputedStyle(e).textDecorationLine") == "underline"
    assert page.locator("script").count() == 0
    assert requests == [page_file.as_uri()]
    page.close()


def test_a_moved_paragraph_is_told_as_moved_and_not_as_deleted_and_inserted(run: Run, tmp_path: Path) -> None:
    moved, kept = "This paragraph goes to the end of the text.", "This one stays where it was, before or after."
    files = [tmp_path / "old.md", tmp_path / "new.md"]
    for file, paragraphs in zip(files, ([moved, kept], [kept, moved]), strict=True):
        file.write_text("\n\n".join(paragraphs), "utf-8")
    assert f"[>{moved}<]" in run("redline", *files).output
    listed = run("redline", *files, "--format", "html").output.partition("<nav>")[2].partition("</nav>")[0]
    assert f'<a href="#change-1">Moved</a> <span>{moved}</span>' in listed
    assert "<del>" not in listed


def test_json_names_every_change(run: Run, texts: tuple[Path, Path]) -> None:
    values = json.loads(run("redline", *texts, "--format", "json").output)
    assert [(c["kind"], c["section"], c["old"], c["new"]) for c in values["changes"]] == [
        ("replaced", "storage", "30", "60"),
        ("inserted", "storage", "", "<script>"),
    ]


def test_the_diff_makes_the_new_file_of_the_old(run: Run, texts: tuple[Path, Path], tmp_path: Path) -> None:
    (tmp_path / "text.md").write_bytes(texts[0].read_bytes())
    patch = run("redline", *texts, "--format", "diff").stdout_bytes
    subprocess.run(["patch", "-p1"], input=patch, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "text.md").read_bytes() == texts[1].read_bytes()


def test_versions_are_named_by_date_and_place(run: Run, example_project: Path) -> None:
    told = run("redline", "privacy@2021-03-01", "privacy@2022-06-15", "--source", example_project)
    assert told.output.startswith("--- privacy@2021-03-01 (en, r1)\n+++ privacy@2022-06-15 (en, r1)\n")
    working = example_project / "notices/cookies/notice.md"
    working.write_text(working.read_text("utf-8").replace("effective: 2025-02-01", "effective: 2099-01-01")
                       + "\nA sentence of the draft.\n", "utf-8")  # fmt: skip
    told = run("redline", "cookies@in-force", "cookies@draft", "--source", example_project)
    assert told.exit_code == 0, told.output
    assert "{+A sentence of the draft.+}" in told.output
    told = run("redline", "cookies@in-force", "cookies@in-force", "--source", example_project, "--locale", "sv")
    assert "(sv, r1)" in told.output
    assert "Nothing changed." in told.output


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("privcy@in-force", "privacy@draft", "Did you mean “privacy”?"),
        ("privacy@2020-01-01", "privacy@in-force", "Published: 2021-03-01, "),
        ("privacy@2021-03-01/r9", "privacy@in-force", "Revisions: 1."),
        ("privacy@in-force", "privacy@draft", "“privacy” has no draft in “en”."),
        ("nowhere.md", "privacy@draft", "There is no file “nowhere.md”."),
    ],
)
def test_what_does_not_exist_is_told_with_what_does(
    run: Run, example_project: Path, old: str, new: str, said: str
) -> None:
    result = run("redline", old, new, "--source", example_project)
    assert result.exit_code == 2
    assert said in result.output
