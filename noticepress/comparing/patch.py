"""A comparison as a unified diff of the Markdown, front matter included."""

from noticepress.comparing.sides import Comparison
from noticepress.formats.patches import patch


def as_patch(comparison: Comparison) -> str:
    """The patch that makes the new file of the old one; nothing where they are equal."""
    old, new = comparison.old.raw, comparison.new.raw
    return "" if old == new else patch("text.md", old, new).decode("utf-8", "surrogateescape")
