"""The site of tests/sites/valid/lamps, published and made wrong in one place at a time.

A folder of tests/sites/invalid holds `mistake.toml`, which says in words what a person did and which edits that comes
to, and `expected.txt`, what `noticepress check` answers.
"""

import shutil
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from click.testing import CliRunner

from noticepress.cli import main
from noticepress.model import DocumentId
from noticepress.publishing import Stamp, publish, write
from noticepress.source import read_sources

SITES = Path(__file__).parent.parent / "sites"
LAMPS = SITES / "valid" / "lamps"
INVALID = sorted(folder for folder in (SITES / "invalid").iterdir())
DAY = "2026-11-24"


@dataclass(frozen=True, slots=True)
class Told:
    """What a command said, and its exit code; `crashed` is what was raised beside that."""

    text: str
    code: int
    crashed: BaseException | None


def publish_lamps(folder: Path) -> Path:
    """A project folder with the sources of the site, its history published on the first day of each year."""
    shutil.copytree(LAMPS, folder)
    for history in sorted((folder / "history").iterdir()):
        notice, _, region = history.name.partition(".")
        identifier = DocumentId(notice, region)
        file = folder.joinpath("notices", notice, region, f"{identifier.source_name}.md")
        draft = file.read_bytes()
        for version in sorted(history.iterdir()):
            shutil.copyfile(version, file)
            site, _ = read_sources(folder)
            document = site.document(identifier)
            assert document.working is not None
            moment = datetime(int(version.name[:4]), 1, 1, 9, tzinfo=site.config.zone)
            write(folder, publish(site, document, document.working, {}, Stamp("Legal department", moment), yes=True))
        file.write_bytes(draft)
    shutil.rmtree(folder / "history")
    return folder


def make_mistake(project: Path, mistake: Path) -> None:
    """Do to a project what `mistake.toml` says: replace, write, copy, rename, remove."""
    said = tomllib.loads((mistake / "mistake.toml").read_text(encoding="utf-8"))
    known = {"what", "replace", "append", "write", "bytes", "rename", "remove"}
    assert said.keys() <= known, said.keys() - known
    for edit in said.get("replace", ()):
        file = project / edit["file"]
        text = file.read_bytes().decode()
        assert text.count(edit["old"]) == 1, f"{edit['old']!r} stands {text.count(edit['old'])} times in {file}"
        file.write_bytes(text.replace(edit["old"], edit["new"]).encode())
    for edit in said.get("append", ()):
        file = project / edit["file"]
        file.write_bytes(file.read_bytes() + edit["text"].encode())
    for edit in (*said.get("write", ()), *said.get("bytes", ())):
        file = project / edit["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_raw(edit))
    for edit in said.get("rename", ()):
        (project / edit["file"]).rename(project / edit["to"])
    for name in said.get("remove", ()):
        target = project / name
        shutil.rmtree(target) if target.is_dir() else target.unlink()


def run(*arguments: str, project: Path, environment: Mapping[str, str] | None = None) -> Told:
    """Run a command on a project."""
    result = CliRunner(env=dict(environment or {})).invoke(main, [*arguments, "--source", str(project)])
    crashed = None if isinstance(result.exception, SystemExit) else result.exception
    return Told(result.output, result.exit_code, crashed)


def _raw(edit: Mapping[str, str]) -> bytes:
    """The bytes of a file: text in an encoding that is not UTF-8, or hexadecimal digits."""
    return bytes.fromhex(edit["hex"]) if "hex" in edit else edit["text"].encode(edit.get("encoding", "utf-8"))
