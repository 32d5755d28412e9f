"""What the documentation points at exists: pages, headings, pictures, commands."""

import re
from pathlib import Path

import pytest

from noticepress.cli import COMMANDS

CHECKOUT = Path(__file__).parent.parent
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^(?:```.*?^```|(?: {4}[^\n]*\n)+)", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?:^|[`$ “])noticepress ([a-z]+)\b")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(CHECKOUT).as_posix())
def test_links_and_pictures_lead_somewhere(page: Path) -> None:
    text = _FENCE.sub("", page.read_text("utf-8"))
    targets = [target.partition("#")[0] for target in _LINK.findall(text)]
    local = [target for target in targets if target and ":" not in target]
    assert not [target for target in local if not (page.parent / target).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(CHECKOUT).as_posix())
def test_commands_exist(page: Path) -> None:
    named = set(_COMMAND.findall("\n".join(re.findall(r"`[^`\n]+`|^    .*$", page.read_text("utf-8"), re.MULTILINE))))
    assert named <= set(COMMANDS)
