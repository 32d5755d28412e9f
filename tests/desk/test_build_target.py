"""Where a site is not written: among its own sources, or over the project."""

from pathlib import Path

import pytest

from tests.desk.conftest import Run


@pytest.mark.parametrize("place", ["notices", "locales/sv", "theme/assets", ".", ".."])
def test_a_site_is_not_written_over_its_sources(run: Run, new_site: Path, place: str) -> None:
    before = sorted(new_site.rglob("*"))
    result = run("build", "--source", new_site, "--output", new_site / place)
    assert result.exit_code == 2
    assert "Name a folder of its own: --output public" in result.output
    assert sorted(new_site.rglob("*")) == before
