"""noticepress beside its peers: the same texts, and what it makes of them besides."""

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from corpus import Size, add_version, effective, history
from measuring import Figure, Trial, measured, median, settle

from noticepress.theme import built_in

HERE = Path(__file__).parent
PROGRAM = [str(Path(sys.executable).with_name("noticepress"))]  # as people call it


def write_site(project: Path, size: Size) -> None:
    """A project with everything published."""
    shape = ["--notices", size.notices, "--locales", size.locales, "--versions", size.versions]
    measured([sys.executable, HERE / "corpus.py", project, *map(str, shape)], HERE)  # its memory is not ours


def text_pages(project: Path) -> Trial:
    """The text pages alone, from nothing, in the theme that is like those of the others."""
    theme = project / "theme"

    def before() -> None:
        _clear(project)
        shutil.copytree(HERE / "peers" / "noticepress", theme, dirs_exist_ok=True)

    return Trial(before, _text_pages(project), project)


def _text_pages(project: Path) -> list[str]:
    return [sys.executable, str(HERE / "text_pages.py"), str(project), str(project / "texts")]


def check(project: Path, size: Size) -> None:
    """SystemExit where there is not a page for each text."""
    made = len(list((project / "texts").glob("*/*/*/index.html")))
    if made != size.texts:
        raise SystemExit(f"noticepress made {made} pages of {size.texts} texts.")


def measure(project: Path, size: Size, runs: int) -> Iterator[tuple[str, Figure]]:
    """The other rows of noticepress, in its own theme."""
    shutil.rmtree(project / "theme")
    yield (
        "text pages in its own theme, from nothing",
        median(runs, lambda: _clear(project), _text_pages(project), project),
    )
    shutil.rmtree(project / "texts")
    build = [*PROGRAM, "build"]
    yield "whole site, from nothing", median(runs, lambda: _clear(project), build, project)
    settle()
    yield "the first build after that", measured(build, project)
    yield "nothing changed", median(runs, lambda: None, build, project)
    editor = Editor(project, size)
    for what, change in editor.changes().items():
        yield what, median(runs, _settled(build, project, change), build, project)


def _clear(project: Path) -> None:
    for name in ("texts", "public", ".noticepress"):
        shutil.rmtree(project / name, ignore_errors=True)


def _settled(build: list[str], project: Path, change: Callable[[], None]) -> Callable[[], None]:
    """A change after everything has been quiet for a while, as changes are."""

    def before() -> None:
        measured(build, project)
        settle()
        measured(build, project)
        change()

    return before


class Editor:
    """Changes a project, each time anew."""

    def __init__(self, project: Path, size: Size) -> None:
        self.project, self.size = project, size
        self.turns = 0
        self.versions = [size.versions] * size.notices

    def changes(self) -> dict[str, Callable[[], None]]:
        """The kinds of change, by their rows."""
        return {
            "one version published": self.publish,
            "one version published, in force at once": self.put_into_force,
            "one catalogue of the interface changed": self.translate,
            "the archive's template changed": partial(self.restyle, "templates/archive.html", "{# %d #}\n"),
            "the text's template changed": partial(self.restyle, "templates/text.html", "<!-- %d -->\n"),
            "a style sheet changed": partial(self.restyle, "assets/notice.css", "p { margin: %dpx }\n"),
        }

    def publish(self) -> None:
        """One notice gets a version more, in each of its locales, that takes effect in some days."""
        turn = self._turn()
        number = turn % self.size.notices
        self._publish(number, date.today() + timedelta(days=turn))  # noqa: DTZ011  (a day to come)

    def put_into_force(self) -> None:
        """The same with a version that is in force already; these notices are counted from the last one."""
        turn = self._turn()
        number = -turn % self.size.notices
        self._publish(number, effective(number, self.size.versions) + timedelta(days=turn))

    def translate(self) -> None:
        """One word of the interface changes in one language."""
        file = self.project / "locales" / "de" / "LC_MESSAGES" / "site.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        header = "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"
        file.write_text(f'msgid ""\nmsgstr "{header}"\n\nmsgid "Contents"\nmsgstr "Übersicht {self._turn()}"\n')

    def restyle(self, name: str, line: str) -> None:
        """A file of the theme gets a line more."""
        own, built = self.project / "theme" / name, built_in() / name
        own.parent.mkdir(parents=True, exist_ok=True)
        before = (built if built.is_file() else own).read_text() if built.is_file() or own.is_file() else ""
        own.write_text(before + line % self._turn())

    def _turn(self) -> int:
        self.turns += 1
        return self.turns

    def _publish(self, number: int, day: date) -> None:
        self.versions[number] += 1
        bodies = {tag: [body for _, body in history(number, tag, self.versions[number])][-1] for tag in self.size.tags}
        ledger = self.project / "notices" / f"notice{number}" / "published" / "ledger.jsonl"
        last = hashlib.sha256(ledger.read_bytes().splitlines()[-1]).hexdigest()
        add_version(self.project, number, day, bodies, last)
