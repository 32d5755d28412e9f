"""The output folder is whole at every instant, and an incremental build is a build from nothing."""

import os
import re
import shutil
import signal
import time
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from noticepress import prepared, work
from noticepress.book import Known
from noticepress.errors import EnvironmentFault, SourceError
from noticepress.facts import Look
from noticepress.kept import Kept
from noticepress.order import Order
from noticepress.output import Written
from noticepress.pipeline import build
from tests.building import Building
from tests.killing import runs_until

DAY = date(2026, 11, 24)
LATER = 2**62
"""A moment at which every file is old enough for its time of change to be trusted."""
KEPT = ("cards", "told", "words", "templates", "pieces")
ENTRIES = ["index.html", "en/index.html", "sv/index.html", "en/privacy/index.html", "sv/privacy/index.html"]
_LINK = re.compile(r'<(?:a|link|script)\b[^>]*? (?:href|src)="([^"#?]*)')


def history() -> Building:
    built = Building(documents={"privacy": {}, "cookies": {}})
    built.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Lite.\n\n> Inget mer."}, at="2021-02-01")
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
    assert files(public) == new


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


def test_a_process_that_is_killed_is_told_and_the_next_build_completes_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, output = history().write(tmp_path / "project"), tmp_path / "public"
    make = work.make

    def killed(order: Order, name: str, known: Known) -> Written:
        if name == "privacy sv":
            os.kill(os.getpid(), signal.SIGKILL)
        return make(order, name, known)

    monkeypatch.setattr(work, "make", killed)
    with pytest.raises(EnvironmentFault, match="A process of the build was killed"):
        build(project, output, DAY, jobs=2)
    monkeypatch.undo()
    build(project, output, DAY)
    build(project, tmp_path / "again", DAY)
    assert files(output) == files(tmp_path / "again")


def test_a_site_too_large_to_be_held_is_the_same_in_several_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = Building(documents={name: {} for name in ("privacy", "cookies", "jobs", "camera")})
    for name in ("privacy", "cookies", "jobs", "camera"):
        built.publish(name, "2021-03-01", {"en": f"Of {name}.", "sv": "Lite."}, at="2021-02-01")
    project = built.write(tmp_path / "project")
    build(project, tmp_path / "one", DAY, jobs=1)
    monkeypatch.setattr(prepared, "_HELD", 0)
    build(project, tmp_path / "two", DAY, jobs=2, full=True)
    assert files(tmp_path / "two") == files(tmp_path / "one")


def test_two_builds_into_one_folder_come_one_after_the_other(tmp_path: Path) -> None:
    project, public = history().write(tmp_path / "project"), tmp_path / "public"
    processes = [get_context("fork").Process(target=build, args=(project, public, DAY)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    build(project, tmp_path / "clean", DAY, jobs=1)
    assert files(public) == files(tmp_path / "clean")


@pytest.mark.parametrize("calls", [12, 18, 23, 28, 33])
def test_a_build_that_died_leaves_nothing_that_the_next_one_does_not_know(tmp_path: Path, calls: int) -> None:
    project, public = history().write(tmp_path / "project"), tmp_path / "public"
    build(project, public, DAY, jobs=1)
    dress(project, "style", 0)
    assert not runs_until(lambda: build(project, public, DAY, jobs=1), calls)
    dress(project, "style", 2)
    build(project, public, DAY, jobs=1)
    assert build(project, public, DAY, jobs=1, full=True).report.foreign == []


ACTS = (
    "publish", "correct", "translate", "withdraw", "retire", "forward", "back", "style", "template", "catalogue",
    "name", "languages",
)  # fmt: skip
HARMS = ("", "", "killed", "index", "page", "kept", "lost", "cache")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(HARMS), st.integers(1, 150)), min_size=1, max_size=3)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example([("languages", "", 1), ("withdraw", "index", 1)])  # what was withdrawn goes, although the index is damaged
@given(STEPS)
def test_an_incremental_build_is_a_build_from_nothing(tmp_path: Path, steps: list[tuple[str, str, int]]) -> None:
    shutil.rmtree(tmp_path, ignore_errors=True)
    built, day = history(), DAY
    project, public = built.write(tmp_path / "project"), tmp_path / "public"
    build(project, public, day, begun=LATER)
    foreign = set[str]()
    for number, (act, harm, calls) in enumerate(steps):
        day = change(built, project, act, number, day)
        built.write(project)
        foreign |= harmed(project, public, day, harm, calls)
        build(project, public, day, jobs=1, begun=LATER)
        clean = tmp_path / f"clean{number}"
        build(project, clean, day, jobs=1, full=True)
        new = files(clean)
        found = {name: data for name, data in files(public).items() if name in new or name not in foreign}
        assert found == new, steps[: number + 1]


def harmed(project: Path, public: Path, day: date, harm: str, calls: int) -> set[str]:
    """Do harm to what the last build has left; the files that nobody can know any more to be of the site."""
    cache = project / ".noticepress"
    if harm == "killed":
        runs_until(lambda: build(project, public, day, jobs=1, begun=LATER), calls)
    elif harm == "cache":
        shutil.rmtree(cache)
    elif harm in ("kept", "lost"):
        for file in [file for kind in KEPT for file in sorted((cache / kind).glob("*"))][calls % 3 :: 3]:
            file.write_bytes(file.read_bytes()[: calls * 5] + b"x") if harm == "kept" else file.unlink()
    elif harm:
        books = sorted(cache.glob("output-*.json" if harm == "index" else "output-*/*.json"))
        book = books[calls % len(books)]
        book.write_bytes(book.read_bytes()[: calls * 5])
    return set(files(public)) if harm in ("cache", "page") else set()


def change(built: Building, project: Path, act: str, number: int, day: date) -> date:
    """Do one thing to a project; the day afterwards."""
    at = f"2026-1{number // 9}-0{number % 9 + 1}"
    if act == "publish":
        built.publish("privacy", f"2027-0{number + 1}-01", {"en": f"Version {number}."}, at=at, summary="Changed")
    elif act == "correct":
        built.correct("privacy", "2021-03-01", "sv", f"Rättat {number}.", at=at)
    elif act == "translate":
        built.publish("cookies", f"2025-0{number + 1}-01", {"en": f"Late {number}."}, at="2025-01-01", summary="x")
        built.publish("cookies", f"2025-0{number + 1}-01", {"sv": f"Sent {number}."}, at=at)
    elif act == "withdraw":
        built.withdraw("privacy", "2021-03-01", "sv", at=at)
    elif act == "retire":
        built.retire("cookies", "2028-01-01", at=at)
    elif act in ("forward", "back"):
        return date(2027, number + 1, 2) if act == "forward" else date(2024, number + 1, 2)
    elif act == "languages":
        built.configure(locales=["en", "sv", "de"][: 2 + (number + 1) % 2])
    elif act == "name":
        built.configure(name=f"Notices {number}")
    else:
        dress(project, act, number)
    return day


def dress(project: Path, act: str, number: int) -> None:
    """Change a style sheet, a template or a catalogue of the interface."""
    files = {
        "style": (f"theme/assets/site{number % 2}.css", f"p {{ margin: {number}px }}"),
        "template": ("theme/templates/home.html", f"{{# {number} #}}<p>{{{{ page.frame.title }}}}</p>{number}"),
        "catalogue": (
            "locales/sv/LC_MESSAGES/site.po",
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n'
            f'Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "Contents"\nmsgstr "Innehåll {number}"\n',
        ),
    }
    path, text = files[act]
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    (project / path).write_text(text, "utf-8")


def test_what_is_kept_is_trusted_while_no_file_of_the_notice_changed(tmp_path: Path) -> None:
    built = history()
    project, public = built.write(tmp_path / "project"), tmp_path / "public"
    build(project, public, DAY, jobs=1, begun=LATER)
    ledger = project / "notices" / "privacy" / "published" / "ledger.jsonl"
    raw = ledger.read_bytes()
    assert {each.name for each in (project / ".noticepress").iterdir()} >= {*KEPT}
    ledger.write_bytes(raw.replace(b"publish", b"pvblish"))
    with pytest.raises(SourceError, match="no ledger entry"):
        build(project, public, DAY, jobs=1, begun=LATER)
    ledger.write_bytes(raw)
    build(project, public, DAY, jobs=1, begun=LATER)
    (project / "notices" / "privacy" / "published" / "2021-03-01" / "sv.md").unlink()
    with pytest.raises(SourceError, match="not there"):
        build(project, public, DAY, jobs=1, begun=LATER)


def test_nothing_is_kept_of_files_that_may_yet_change_unseen(tmp_path: Path) -> None:
    project = history().write(tmp_path / "project")
    (project / "notices" / "privacy" / "published" / "ledger.jsonl").touch()
    build(project, tmp_path / "public", DAY, jobs=1, begun=time.time_ns())
    assert not any(file for kind in ("cards", "told") for file in (project / ".noticepress" / kind).glob("*"))


@pytest.mark.parametrize(("changed", "tick"), [(1_234_567_891, 0.05), (1_234_000_000, 2), (2_000_000_000, 2)])
def test_a_file_is_settled_when_the_clock_of_its_file_system_has_gone_on(
    tmp_path: Path, changed: int, tick: float
) -> None:
    (tmp_path / "file").touch()
    os.utime(tmp_path / "file", ns=(changed, changed))
    facts, settled = Look().of(tmp_path), changed + int(tick * 1e9)
    assert not facts.are_settled(settled - 1)
    assert facts.are_settled(settled)


def test_what_another_may_write_is_not_taken(tmp_path: Path) -> None:
    kept = Kept(tmp_path)
    kept.put("name", "key", b"content")
    assert kept.get("name", "key") == b"content"
    assert kept.get("name", "other") is None
    file = next(tmp_path.iterdir())
    file.chmod(0o666)
    assert kept.get("name", "key") is None
    file.chmod(0o644)
    file.write_bytes(file.read_bytes()[:-1])
    assert kept.get("name", "key") is None
