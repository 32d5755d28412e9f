"""noticepress publishes privacy notices; the library functions below take Markdown bodies without front matter."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from noticepress.messages import Unit
    from noticepress.redline import Redline

__version__ = "0.1.0"
__all__ = ["compare", "render", "translate", "units"]


def render(markdown: str, *, html: Literal["off", "sanitised"] = "off") -> str:
    """The HTML of a notice's body, with an id on every heading.

    Raw HTML is shown as text, or with `html="sanitised"` passed through an allow-list. Variables stay as written, and
    regional passages stand in a `div` that names their regions. A byte order mark at the start is no part of the text.
    """
    from noticepress.markup import Rendering, render_body

    return render_body(markdown.removeprefix("\ufeff"), Rendering(html=html)).html


def compare(old: str, new: str, *, html: Literal["off", "sanitised"] = "off") -> "Redline":
    """The redline of two Markdown texts: `.html`, `.changes` and `.counts`."""
    from noticepress.redline import compare_html

    return compare_html(render(old, html=html), render(new, html=html))


def units(markdown: str, *, html: Literal["off", "sanitised"] = "off") -> "list[Unit]":
    """What a translator sees of a body, in its order: each heading, paragraph, list item or table cell.

    A unit has `.msgid` (raw inline Markdown, line breaks as spaces), `.kind`, `.section` and `.line`. A text that
    stands in several places is a unit in each.
    """
    from noticepress.messages import units

    return units(markdown.removeprefix("\ufeff"), html=html)


def translate(markdown: str, translations: Mapping[str, str], *, html: Literal["off", "sanitised"] = "off") -> str:
    """The body with each unit replaced by its translation, by msgid; units without one stay as they are.

    The result has the structure and the section ids of the source. ValueError where a translation cannot stand in the
    place of its source.
    """
    from noticepress.messages import translate

    return translate(markdown.removeprefix("\ufeff"), translations, html=html)
