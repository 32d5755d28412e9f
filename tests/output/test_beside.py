"""A process beside the build makes words and templates; without it, or with it dead, the build is the same."""

import os
import shutil
import signal
from datetime import date
from pathlib import Path

import pytest

from noticepress import beside
from noticepress.errors import SourceError, ThemeError
from noticepress.order import Order
from noticepress.pipeline import build
from tests.building import Building

DAY = date(2026, 11, 24)


def project(folder: Path) -> Path:
    built = Building()
    built.publish("privacy", "2021-03-01", {"en": "We collect little.", "sv": "Lite."}, at="2021-02-01")
    return built.write(folder)


def files(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_words_and_templates_are_there_when_the_notices_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project(tmp_path)
    there: list[str] = []
    theme_of = beside.theme_of

    def helping(*_: object) -> None:
        pytest.fail("There is no need of help.")

    with beside.helped(_order(root), lambda theme: there.append(theme.digest)):
        pass
    assert there == []  # in that process, not in this one
    assert (root / ".noticepress" / "words").is_dir()
    monkeypatch.setattr(beside, "_help", helping)
    with beside.helped(_order(root), theme_of):
        pass


def _order(root: Path) -> Order:
    return Order(root, root / "public", DAY, program="x", begun=2**62, beside=True)


def test_the_death_of_that_process_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path)
    build(root, tmp_path / "alone", DAY, jobs=1)

    def killed(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    shutil.rmtree(root / ".noticepress")
    monkeypatch.setattr(beside, "_help", killed)
    build(root, tmp_path / "helped", DAY, jobs=2, begun=2**62)
    assert files(tmp_path / "helped") == files(tmp_path / "alone")


def test_what_is_wrong_is_told_once_and_by_the_build(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path)
    template = root / "theme" / "templates" / "text.html"
    template.parent.mkdir(parents=True)
    template.write_text("{% if %}")
    with pytest.raises(ThemeError, match=r"text\.html:1: the template cannot be read"):
        build(root, tmp_path / "public", DAY, jobs=2, begun=2**62)
    template.unlink()
    (root / "notices" / "site.toml").write_text("[site")
    shutil.rmtree(root / ".noticepress")
    with pytest.raises(SourceError):
        build(root, tmp_path / "public", DAY, jobs=2, begun=2**62)
    assert capfd.readouterr() == ("", "")
