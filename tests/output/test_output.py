"""The output folder is whole at every instant, and an incremental build is a build from nothing."""

import re
import shutil
from datetime import date
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noticepress.errors import EnvironmentFault
from noticepress.pipeline import build
from tests.building import Building
from tests.killing import runs_until

DAY = date(2026, 11, 24)
ENTRIES = ["index.html", "en/index.html", "sv/index.html", "en/privacy/index.html", "sv/privacy/index.html"]
_LINK = re.compile(r'<(?:a|link|script)\b[^>]*? (?:href|src)="([^"#?]*)')


def history() -> Building:
    built = Building(documents={"privacy": {}, "cookies": {}})
    built.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Lite."}, at="2021-02-01")
    built.publish("cookies", "2021-03-01", {"en": "None.", "sv": "Inga."}, at="2021-02-01")
    return built


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def reachable(folder: Path) -> set[str]:
    """Every page that a reader can come to from an entry page; fails where a link leads nowhere."""
    todo, seen = [name for name in ENTRIES if (folder / name).is_file()], set[str]()
    while todo:
        name = todo.pop()
        seen.add(name)
        for target in _LINK.findall((folder / name).read_text()):
            if ":" in target or not target:
                continue
            path = normpath(join(dirname(name), target)) + ("/index.html" if target.endswith("/") else "")
            path = path.removeprefix("./")
            assert (folder / path).is_file(), f"{name} links to {target}"
            if path.endswith(".html") and path not in seen:
                todo.append(path)
    return seen


def test_a_death_at_any_call_leaves_whole_files_and_no_broken_link(tmp_path: Path) -> None:
    built = history()
    project, public = built.write(tmp_path / "project"), tmp_path / "public"
    build(project, public, DAY, jobs=1)
    old = files(public)
    built.publish("privacy", "2026-03-01", {"en": "We collect much.", "sv": "Mycket."}, at="2026-02-01", summary="More")
    built.write(project)
    build(project, tmp_path / "clean", DAY, jobs=1)
    new = files(tmp_path / "clean")
    calls = 1
    while not runs_until(lambda: build(project, public, DAY, jobs=1), calls):
        for name, data in files(public).items():
            if not Path(name).name.startswith((".new-", ".ready-")):
                assert data in (old.get(name), new.get(name)), name
        assert reachable(public)
        calls += 7
    assert calls > 50
    build(project, public, DAY, jobs=1)
    assert {name: data for name, data in files(public).items() if not Path(name).name.startswith(".new-")} == new


def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    project = history().write(tmp_path / "project")
    (tmp_path / "public").write_text("a file")
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        build(project, tmp_path / "public", DAY)


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    project = history().write(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "sv").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EnvironmentFault, match="symbolic link"):
        build(project, tmp_path / "public", DAY, jobs=1)
    assert not list((tmp_path / "elsewhere").iterdir())


def test_what_others_put_there_is_left_and_named(tmp_path: Path) -> None:
    project, public = history().write(tmp_path / "project"), tmp_path / "public"
    build(project, public, DAY)
    (public / "theirs.txt").write_text("x")
    assert build(project, public, DAY, full=True).report.foreign == ["theirs.txt"]
    assert (public / "theirs.txt").is_file()


def test_processes_make_no_difference(tmp_path: Path) -> None:
    project = history().write(tmp_path / "project")
    build(project, tmp_path / "one", DAY, jobs=1)
    build(project, tmp_path / "three", DAY, jobs=3)
    assert files(tmp_path / "one") == files(tmp_path / "three")


STEPS = st.lists(
    st.sampled_from(["publish", "correct", "translate", "withdraw", "retire", "day", "theme", "catalogue", "config"]),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_an_incremental_build_is_a_build_from_nothing(tmp_path: Path, steps: list[str]) -> None:
    shutil.rmtree(tmp_path, ignore_errors=True)
    built, day = history(), DAY
    project, public = built.write(tmp_path / "project"), tmp_path / "public"
    build(project, public, day)
    for number, step in enumerate(steps):
        day = change(built, project, step, number, day)
        built.write(project)
        build(project, public, day)
        clean = tmp_path / f"clean{number}"
        build(project, clean, day)
        assert files(public) == files(clean), steps[: number + 1]


def change(built: Building, project: Path, step: str, number: int, day: date) -> date:
    """Do one thing to a project; the day afterwards."""
    at = f"2026-1{number // 9}-0{number % 9 + 1}"
    if step == "publish":
        built.publish("privacy", f"2027-0{number + 1}-01", {"en": f"Version {number}."}, at=at, summary="Changed")
    elif step == "correct":
        built.correct("privacy", "2021-03-01", "sv", f"Rättat {number}.", at=at)
    elif step == "translate":
        built.publish("cookies", f"2025-0{number + 1}-01", {"en": f"Late {number}."}, at="2025-01-01", summary="x")
        built.publish("cookies", f"2025-0{number + 1}-01", {"sv": f"Sent {number}."}, at=at)
    elif step == "withdraw":
        built.withdraw("privacy", "2021-03-01", "sv", at=at)
    elif step == "retire":
        built.retire("cookies", "2028-01-01", at=at)
    elif step == "day":
        return date(2027, number + 1, 2)
    elif step == "theme":
        (project / "theme" / "assets").mkdir(parents=True, exist_ok=True)
        (project / "theme" / "assets" / "site.css").write_text(f"p {{ margin: {number}px }}")
    elif step == "catalogue":
        folder = project / "locales" / "sv" / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "site.po").write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n'
            f'Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "Contents"\nmsgstr "Innehåll {number}"\n'
        )
    else:
        built.configure(name=f"Notices {number}")
    return day
