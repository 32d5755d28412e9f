"""After any saves the preview shows what it would show if it began now, and what a build with drafts writes."""

import re
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from noticepress.catalogues import po_path, write_catalogue
from noticepress.messages import for_locale, source_of, template
from noticepress.pipeline import build
from noticepress.preview.desk import Desk
from tests.building import Building

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DRAFT = "2027-01-01"
PAGES = (
    "privacy/", "privacy/eea/", f"privacy/{DRAFT}/", f"privacy/{DRAFT}/compare/", f"privacy/{DRAFT}/changes/",
    "privacy/archive/", "cookies/", "cookies/archive/", "",
)  # fmt: skip
ADDRESSES = [f"/{locale}/{page}" for locale in ("en", "sv") for page in PAGES]
HEAD = "---\ntitle: {title}\neffective: {day}\nchange: material\nsummary: Changed\n---\n\n"
_BAR = re.compile(
    rb'<noticepress-bar.*?</noticepress-bar>|<link rel="icon" href="data:,">.*?bar\.js" defer></script>', re.DOTALL
)
ACTS = (
    "write privacy", "write privacy", "write cookies", "write privacy/eea", "attach", "detach", "translate whole",
    "translate", "configure", "publish", "correct", "break", "move away", "style",
)  # fmt: skip


def world(folder: Path) -> tuple[Building, Path]:
    documents = {"privacy": {}, "privacy/eea": {"placement": "section"}, "cookies": {}}
    built = Building(documents=documents, contact={"email": "privacy@company.example"})
    for document in documents:
        built.publish(
            document, "2021-03-01", {"en": "Little.\n\nNo more.", "sv": "Lite.\n\nInget mer."}, at="2021-02-01"
        )
    project = built.write(folder)
    write(project, "privacy", 0)
    return built, project


def write(project: Path, document: str, number: int) -> None:
    """A draft with a variable, a file beside it, a link to another notice, and now and then a broken one."""
    name = "addendum.md" if "/" in document else "notice.md"
    broken = "See [there](#nowhere)." if number % 2 else ""
    body = f"Little {number}.\n\n## Who\n\n{{{{ organisation.name }}}} [a](terms.pdf) [b](notice:cookies)\n\n{broken}\n"
    (project / "notices" / document / name).write_text(HEAD.format(title="Title", day=DRAFT) + body, "utf-8")


def save(built: Building, project: Path, act: str, number: int) -> None:
    """Do one thing to the sources."""
    notice, away = project / "notices/privacy", project / "notices/privacy/away"
    if act.startswith("write"):
        write(project, act.removeprefix("write ") or "privacy", number)
    elif act == "attach":
        (notice / "terms.pdf").write_bytes(b"%d" % number)
    elif act == "detach":
        (notice / "terms.pdf").unlink(missing_ok=True)
    elif act == "break":
        (notice / "notice.md").write_text("---\ntitle: [\n---\nBroken\n", "utf-8")
    elif act == "translate":
        translate(project)
    elif act == "translate whole":
        (notice / "notice.sv.md").write_text(HEAD.format(title="Titel", day=DRAFT) + f"Lite {number}.\n", "utf-8")
    elif act == "move away":
        (notice / "eea").rename(away)
    elif act == "style":
        (project / "theme/assets").mkdir(parents=True, exist_ok=True)
        (project / "theme/assets/site.css").write_text(f"p {{ margin: {number}px }}", "utf-8")
    else:
        publish(built, act, number)
        built.write(project)


def publish(built: Building, act: str, number: int) -> None:
    """Change what is published, or site.toml."""
    if act == "publish":
        built.publish("cookies", f"2022-0{number + 1}-01", {"en": f"Now {number}."}, at="2021-12-01", summary="x")
    elif act == "correct":
        built.correct("privacy", "2021-03-01", "sv", f"Rättat {number}.", at="2022-01-01")
    else:
        built.configure(name=f"Notices {number}")


def translate(project: Path) -> None:
    """A catalogue in which every paragraph of the draft stands, in a Swedish that is English."""
    file = project / "notices/privacy/notice.md"
    wanted = template([source_of("notices/privacy/notice.md", file.read_text("utf-8"))])
    messages = tuple(replace(each, strings=(f"{each.msgid} (sv)",)) for each in wanted.messages)
    path = po_path("privacy", "sv")
    (project / path).parent.mkdir(parents=True, exist_ok=True)
    write_catalogue(project, path, replace(for_locale(wanted, "sv"), messages=messages))


def seen(project: Path) -> dict[str, tuple[int, int] | None]:
    """What a watcher can tell of files and folders, by path."""
    return {
        path.relative_to(project).as_posix(): (path.stat().st_mtime_ns, path.stat().st_ino) if path.is_file() else None
        for path in project.rglob("*")
    }


def shown(desk: Desk) -> dict[str, tuple[int, bytes]]:
    """Each page with its bar, but for the number of the state."""
    answers = {path: desk.answer(path, {}) for at in ("", f"/@{DRAFT}") for path in (at + url for url in ADDRESSES)}
    return {path: (a.status, re.sub(rb'data-number="\d+"', b"", a.body)) for path, a in answers.items()}


def begun(project: Path) -> Desk:
    desk = Desk(project, lambda _: NOW)
    desk.look()
    desk.check()
    return desk


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(["move away", "write privacy"])
@example(["attach", "write privacy", "detach"])
@example(["break", "publish", "write privacy"])
@example(["write privacy", "translate", "write privacy", "translate"])
@given(st.lists(st.sampled_from(ACTS), min_size=1, max_size=5))
def test_saves_lead_where_a_new_preview_begins(tmp_path: Path, acts: list[str]) -> None:
    shutil.rmtree(tmp_path, ignore_errors=True)
    built, project = world(tmp_path / "project")
    desk = begun(project)
    shown(desk)
    for number, act in enumerate([*acts, "write privacy"]):
        before = seen(project)
        eea, away = project / "notices/privacy/eea", project / "notices/privacy/away"
        if away.exists():
            away.rename(eea)
        save(built, project, act, number)
        after = seen(project)
        changed = {path for path in before.keys() | after.keys() if before.get(path, 0) != after.get(path, 0)}
        desk.look(changed)
        desk.check()
    assert shown(desk) == shown(begun(project))
    build(project, tmp_path / "public", date(2026, 11, 24), drafts=NOW, jobs=1)
    for path, (status, html) in shown(desk).items():
        file = tmp_path / "public" / path.lstrip("/") / "index.html"
        if not path.startswith("/@"):
            assert (file.read_bytes() if file.is_file() else None) == (_BAR.sub(b"", html) if status == 200 else None)
