"""Time whole builds: `python benchmarks/build_speed.py [--notices 10 --locales 5 --versions 20] [--hugo PATH]`.

It makes up a site (benchmarks/corpus.py), builds it from nothing, then after each kind of change, each time as a whole
process. With `--hugo`, or a `hugo` on the path, Hugo builds the same text pages, without archive and redlines, in the
same run.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import histories, write_project

COMMAND = [sys.executable, "-m", "noticepress"]
SETTLE = 2.1  # a build distrusts files that changed within two seconds before it


def main() -> None:
    """Print a line for each kind of build: seconds, and megabytes of the largest process."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notices", type=int, default=10)
    parser.add_argument("--locales", type=int, default=5)
    parser.add_argument("--versions", type=int, default=20)
    parser.add_argument("--hugo", default=shutil.which("hugo") or "")
    options = parser.parse_args()
    size = options.notices, options.locales, options.versions
    print(f"{options.notices * options.locales * options.versions} texts, {os.cpu_count()} cores")
    with TemporaryDirectory() as folder:
        if options.hugo:
            site = Path(folder) / "hugo"
            write_hugo(site, *size)
            timed("Hugo, text pages, from nothing", [options.hugo, "--quiet", "--source", str(site)])
            timed("Hugo, text pages, again", [options.hugo, "--quiet", "--source", str(site)])
        project = Path(folder) / "project"
        write_project(project, *size)
        build = [*COMMAND, "build", "--source", str(project)]
        timed("noticepress, whole site, from nothing", build)
        time.sleep(SETTLE)
        timed("noticepress, again (looks at everything once)", build)
        timed("noticepress, nothing changed", build)
        for what, change in CHANGES.items():
            change(project)
            time.sleep(SETTLE)
            timed(f"noticepress, {what}", build)


def timed(what: str, command: list[str]) -> None:
    """Run a command and print how long it took."""
    begun = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    failed = f"  FAILED ({process.returncode})" if process.returncode else ""
    print(f"{time.perf_counter() - begun:8.2f} s {usage.ru_maxrss // 1024:6} MB  {what}{failed}", flush=True)


def publish(project: Path) -> None:
    """One notice gets a version more, in its source language."""
    file = project / "notices" / "notice0" / "notice.md"
    day = date.today() + timedelta(days=30)  # noqa: DTZ011  (a day to come)
    head, body = file.read_text().split("---\n\n", 1)
    lines = [f"effective: {day}" if line.startswith("effective:") else line for line in head.splitlines()]
    file.write_text("\n".join(lines) + "\n---\n\nA paragraph more.\n\n" + body)
    subprocess.run([*COMMAND, "publish", "notice0", "--source", str(project), "--yes"], check=True, capture_output=True)


def translate(project: Path) -> None:
    """One word of the interface changes in one language."""
    file = project / "locales" / "de" / "LC_MESSAGES" / "site.po"
    file.parent.mkdir(parents=True)
    header = "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"
    file.write_text(f'msgid ""\nmsgstr "{header}"\n\nmsgid "Contents"\nmsgstr "Übersicht"\n')


def restyle(project: Path) -> None:
    """The theme gets a style sheet of the site's own."""
    file = project / "theme" / "assets" / "site.css"
    file.parent.mkdir(parents=True)
    file.write_text("p { margin: 0 }\n")


CHANGES: dict[str, Callable[[Path], None]] = {
    "one version published": publish,
    "one catalogue changed": translate,
    "one template changed (every page is made again)": restyle,
}


def write_hugo(site: Path, notices: int, locales: int, versions: int) -> None:
    """The same texts as a Hugo site with the smallest theme that shows them."""
    layout = site / "layouts" / "_default"
    layout.mkdir(parents=True)
    (layout / "single.html").write_text(
        '<!DOCTYPE html><html lang="en"><title>{{ .Title }}</title><h1>{{ .Title }}</h1>'
        "{{ .TableOfContents }}{{ .Content }}</html>"
    )
    (site / "hugo.toml").write_text(
        'baseURL = "https://legal.bench.example/"\ndisableKinds = ["home", "section", "taxonomy", "term", "RSS", '
        '"sitemap", "404"]\n[markup.goldmark.parser.attribute]\ntitle = true\n'
    )
    for notice, locale, day, body in histories(notices, locales, versions):
        file = site / "content" / locale / notice / f"{day}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: {notice} {locale}\ndate: {day}\n---\n\n{body}")


if __name__ == "__main__":
    main()
