"""Git repositories made in a test, and the archive that an import makes of them."""

import os
import subprocess
from pathlib import Path

from click.testing import CliRunner, Result

from noticepress.cli import main
from noticepress.model import Document
from noticepress.source import read_sources
from noticepress.verifying import verify_sources

SITE = """\
[site]
name = "Company"
base-url = "https://legal.company.example"
time-zone = "Europe/Stockholm"
source-locale = "en"
locales = ["en", "sv", "de"]
[organisation]
name = "Company AB"
[notices.privacy]
"""


class Past:
    """A repository that grows by commits with given moments, and a project to import it into."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.repository, self.project = folder, folder / "repository", folder / "project"
        self.repository.mkdir()
        (self.project / "notices").mkdir(parents=True)
        (self.project / "notices/site.toml").write_text(SITE)
        self.git("init", "--quiet", "--initial-branch", "main")

    def git(self, *arguments: str, at: str = "2020-01-01T12:00:00+00:00") -> str:
        known = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        who = {
            f"GIT_{who}_{what}": "a@company.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
        }
        told = {**known, **who, "GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at, "GIT_CONFIG_GLOBAL": "/dev/null"}
        done = subprocess.run(("git", *arguments), cwd=self.repository, env=told, capture_output=True, check=True)
        return done.stdout.decode()

    def commit(self, at: str, files: dict[str, str | bytes | None]) -> str:
        """Write files (None: delete) and commit them at a moment; gives the commit's id."""
        for name, text in files.items():
            file = self.repository / name
            if text is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "A change", at=at)
        return self.git("rev-parse", "HEAD").strip()

    def import_git(self, *arguments: str) -> Result:
        return self.run("git", str(self.repository), *arguments)

    def run(self, how: str, *arguments: str) -> Result:
        given = ["import", how, *arguments, "--source", str(self.project), "--by", "An editor"]
        return CliRunner().invoke(main, given)

    def document(self) -> Document:
        """The document as the sources have it now; they must be whole."""
        assert verify_sources(self.project) == ()
        return read_sources(self.project)[0].documents[0]

    def archive(self) -> list[tuple[str, str, int]]:
        """Version, locale and revision of every text, in the order of the ledger."""
        return [(e.version.isoformat(), e.locale, e.revision) for e in self.document().entries]
