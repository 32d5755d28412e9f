"""The project as it is now, and the answer to every address of the preview."""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Final

from msgspec import Struct

from noticepress.catalogues import read_catalogue
from noticepress.checking import checked
from noticepress.errors import Finding, NoticepressError, SourceError, ThemeError
from noticepress.messages import Catalogue
from noticepress.model import SiteConfig
from noticepress.pages import Plan, plan
from noticepress.preview.bar import PREFIX, Bar, with_bar
from noticepress.preview.choices import bar_of, redirection
from noticepress.preview.reading import Project, read_project, with_translations
from noticepress.preview.shelf import Shelf, Shelves
from noticepress.preview.sidefiles import side_file
from noticepress.preview.where import split_day

_TYPES: Final = {
    "css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "html": "text/html; charset=utf-8",
    "md": "text/plain; charset=utf-8", "txt": "text/plain; charset=utf-8", "diff": "text/plain; charset=utf-8",
    "json": "application/json", "jsonl": "text/plain; charset=utf-8", "xml": "application/xml",
    "pdf": "application/pdf",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp",
    "avif": "image/avif", "svg": "image/svg+xml", "woff2": "font/woff2",
}  # fmt: skip
_ASSETS: Final = ("bar.css", "bar.js", "page.css", "finding.css")
_PLACE: Final = re.compile(r"(.+?):(\d+): (.*)", re.DOTALL)
_MESSAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{title}</title></head>
<body>
<main id="np-main"><h1>{title}</h1><p>{text}</p></main>
</body>
</html>
"""
_DAYS_KEPT: Final = 6
_PAGES_KEPT: Final = 200

Clock = Callable[[SiteConfig | None], datetime]
"""The present moment, in the zone of the site where that is known."""


class Answer(Struct, frozen=True):
    """What is sent: a status, a media type and bytes, or where to go instead."""

    status: int
    type: str
    body: bytes
    location: str = ""


class Desk:
    """Holds the project, reads it anew when told to, and answers. Safe to call from several threads.

    `number` grows with every state that pages can show; it begins with the clock, so that a window that stayed open
    since an earlier preview sees that this is another.
    """

    def __init__(self, root: Path, clock: Clock) -> None:
        self._root, self._clock = root, clock
        self._lock = threading.RLock()
        self._project: Project | None = None
        self._trouble: tuple[Finding, ...] = ()
        self._checked: tuple[Finding, ...] = ()
        self._shelves: OrderedDict[date, Shelf] = OrderedDict()
        self._plans: dict[date, Plan] = {}
        self._last: OrderedDict[str, bytes] = OrderedDict()
        self._fresh: dict[tuple[date, str], bytes] = {}
        self.number = int(clock(None).timestamp())

    @property
    def theme_folder(self) -> str:
        """The folder of the theme, from the project folder."""
        return self._project.site.config.theme if self._project else "theme"

    def look(self, changed: Collection[str] | None = None) -> bool:
        """Read what changed (None: everything); gives whether pages may differ now. A fault is kept to be shown."""
        with self._lock:
            before, trouble = self._project, self._trouble
            try:
                # After a fault any file may have changed unseen: all is read.
                project = read_project(self._root, self._now(), before, None if trouble else changed)
            except (NoticepressError, OSError) as error:
                self._trouble = _findings_of(error, self._root)
                return self._changed(self._trouble != trouble)
            self._trouble = ()
            self._project = project
            if before is not None and not trouble and project.shows_the_same(before):
                return False
            self._clear()
            return self._changed(True)

    def check(self) -> bool:
        """What pages need not wait for: the checks, and what becomes of translations when their source changes.

        Gives whether pages may differ now. What was read meanwhile is left to the next time.
        """
        with self._lock:
            project, trouble, now = self._project, self._trouble, self._now()
        if project is None or trouble:
            return False
        try:
            complete = with_translations(self._root, project, now)
            report = checked(self._root, project.survey, now.date(), figures=False)
        except (NoticepressError, OSError):
            # A file went away meanwhile: the next look, which is on its way, says so.
            return False
        with self._lock:
            if self._project is not project:
                return False
            found, self._checked = self._checked, tuple(report.findings)
            if not complete.shows_the_same(project):
                self._project = complete
                self._clear()
            return self._changed(found != self._checked or self._project is not project)

    def answer(self, path: str, query: Mapping[str, str]) -> Answer:
        """The answer to an address."""
        if path.startswith(PREFIX):
            return self._own(path.removeprefix(PREFIX), query)
        try:
            day, url = split_day(path)
        except ValueError:
            return Answer(404, _TYPES["txt"], b"The address begins with a day that does not exist.\n")
        with self._lock:
            return self._page(path, day, url)

    def _page(self, path: str, day: date | None, url: str) -> Answer:
        shelves = self._shelves_now()
        if shelves is None or self._project is None:
            return self._message(500, path, "The site cannot be shown yet", "This page appears once that is mended.")
        leaf = shelves.leaf(day or shelves.today, url)
        if leaf is None:
            return self._beside(path, day, url, shelves)
        made = (shelves.today, path)
        try:
            page = leaf.page
            if made not in self._fresh:
                self._fresh[made] = self._project.theme.render(page, self._project.words[page.frame.locale])
        except ThemeError as error:
            trouble = (*self._trouble, *_findings_of(error, self._root))
            if path in self._last:
                return self._with_bar(200, path, self._last[path], trouble)
            return self._message(500, path, "This page cannot be made", "It appears once that is mended.", trouble)
        self._keep(path, self._fresh[made])
        return self._with_bar(200, path, self._fresh[made], self._trouble)

    def _beside(self, path: str, day: date | None, url: str, shelves: Shelves) -> Answer:
        """What is no page: a file, an address without its last slash, or nothing."""
        shelf = shelves.of(day or shelves.today)
        if shelf.leaf(f"{url}/"):
            return Answer(308, _TYPES["txt"], b"", f"{path}/")
        found = side_file(self._root, self._project, shelf.plan, url) if self._project else None
        if found is not None:
            return Answer(200, _type_of(url), found)
        text = f"There is no page at this address{f' on {day}' if day else ''}. There may be one on another day."
        return self._message(404, path, "Nothing here", text)

    def _own(self, name: str, form: Mapping[str, str]) -> Answer:
        """The preview's own addresses: where the bar's form leads, and the files of the bar."""
        if name == "go":
            with self._lock:
                shelves = self._shelves_now()
                return Answer(303, _TYPES["txt"], b"", redirection(form, shelves) if shelves else "/")
        if name in _ASSETS:
            return Answer(200, _type_of(name), (files("noticepress.preview") / "assets" / name).read_bytes())
        return Answer(404, _TYPES["txt"], b"There is nothing here.\n")

    def _message(
        self, status: int, path: str, title: str, text: str, trouble: tuple[Finding, ...] | None = None
    ) -> Answer:
        html = _MESSAGE.format(title=escape(title), text=escape(text)).encode()
        return self._with_bar(status, path, html, self._trouble if trouble is None else trouble)

    def _with_bar(self, status: int, path: str, html: bytes, trouble: tuple[Finding, ...]) -> Answer:
        shelves = self._shelves_now()
        if shelves is None or self._project is None:
            bar = Bar(self.number, path, self._now().date(), trouble=trouble)
        else:
            findings = sorted({*self._project.findings, *self._checked})
            bar = bar_of(path, shelves, self.number, trouble, findings, self._catalogue)
        return Answer(status, _TYPES["html"], with_bar(html, bar))

    def _catalogue(self, path: str) -> Catalogue | None:
        return read_catalogue(self._root, path, [])

    def _shelves_now(self) -> Shelves | None:
        return Shelves(self._shelf, self._now().date()) if self._project else None

    def _shelf(self, day: date) -> Shelf:
        if self._project is None:
            msg = "no project was read"
            raise LookupError(msg)
        if day not in self._shelves:
            before = self._plans.pop(day, None)
            self._shelves[day] = Shelf(plan(self._project.drafted, day, self._project.words, before))
            while len(self._shelves) > _DAYS_KEPT:
                self._shelves.popitem(last=False)
        return self._shelves[day]

    def _clear(self) -> None:
        """Forget what was made of the project as it was, but for plans: most of what they say will stand."""
        if self._shelves:
            self._plans = {day: shelf.plan for day, shelf in self._shelves.items()}
        self._shelves.clear()
        self._fresh.clear()

    def _keep(self, path: str, html: bytes) -> None:
        self._last[path] = html
        self._last.move_to_end(path)
        while len(self._last) > _PAGES_KEPT:
            self._last.popitem(last=False)

    def _changed(self, is_changed: bool) -> bool:
        self.number += is_changed
        return is_changed

    def _now(self) -> datetime:
        return self._clock(self._project.site.config if self._project else None)


def _findings_of(error: Exception, root: Path) -> tuple[Finding, ...]:
    """A fault as findings: those of the sources as they are, any other with the place its message begins with."""
    if isinstance(error, SourceError):
        return tuple(each for each in error.findings if each.severity == "error")
    if isinstance(error, OSError):
        return (Finding(str(error.filename or root), 0, 0, "file", f"{error.strerror}."),)
    match = _PLACE.match(str(error))
    if match is None:
        return (Finding("", 0, 0, "theme", str(error)),)
    path = Path(match[1])
    name = path.relative_to(root.resolve()) if path.is_relative_to(root.resolve()) else path
    return (Finding(str(name), int(match[2]), 0, "theme", match[3]),)


def _type_of(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
