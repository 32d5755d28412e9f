"""The example site builds as a whole, and again to the same bytes."""

from datetime import date
from pathlib import Path

import pytest

from noticepress.pipeline import build

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("notices", "locales", "theme"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def test_two_builds_give_the_same_bytes(project: Path) -> None:
    day = date(2026, 11, 24)
    first = build(project, project / "one", day)
    second = build(project, project / "two", day)
    assert first.report.written == second.report.written > 100
    for file in (project / "one").rglob("*.html"):
        assert file.read_bytes() == (project / "two" / file.relative_to(project / "one")).read_bytes()


def test_the_text_in_force_follows_the_day(project: Path) -> None:
    for day, shown in ((date(2026, 12, 31), "2026-05-15"), (date(2027, 1, 1), "2027-01-01")):
        build(project, project / "public", day)
        page = (project / "public/en/privacy/index.html").read_text(encoding="utf-8")
        assert f'<time datetime="{shown}">' in page.split("</header>")[1]
