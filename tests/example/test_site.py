"""The example site builds as a whole, and again to the same bytes."""

from datetime import date
from pathlib import Path

import pytest

from noticepress.pipeline import build
from tests.conftest import EXAMPLE_DAY

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("notices", "locales", "theme"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def test_two_builds_give_the_same_bytes(project: Path, example_site: Path) -> None:
    output = project / "public"
    assert build(project, output, EXAMPLE_DAY).report.written > 100
    files = [file.relative_to(output) for file in output.rglob("*") if file.is_file()]
    assert len(files) == sum(file.is_file() for file in example_site.rglob("*"))
    for file in files:
        assert (output / file).read_bytes() == (example_site / file).read_bytes(), file


def test_the_text_in_force_follows_the_day(project: Path) -> None:
    for day, shown in ((date(2026, 12, 31), "2026-05-15"), (date(2027, 1, 1), "2027-01-01")):
        build(project, project / "public", day)
        page = (project / "public/en/privacy/index.html").read_text(encoding="utf-8")
        assert f'<time datetime="{shown}">' in page.split("</header>")[1]
