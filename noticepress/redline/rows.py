"""Lists and tables of two texts shown as one: numbers of items, cells that only one of the texts has."""

from collections.abc import Sequence

from noticepress.redline.merge import Come, Gone, Pair
from noticepress.redline.tables import Columns
from noticepress.redline.tree import top_level


def list_values(node: Pair) -> Sequence[int | None]:
    """The number of each item of a numbered list that shows deleted items too, so that each keeps its own."""
    none = [None] * len(node.children)
    items = (*node.old.children, *node.new.children)
    if node.old.tag != "ol" or node.new.tag != "ol" or any(item.attribute("value") for item in items):
        return none
    if not any(isinstance(child, Gone) for child in node.children):
        return none
    old, new = (_start(block.attribute("start")) for block in (node.old, node.new))
    values: list[int | None] = []
    for child in node.children:
        values.append(old if isinstance(child, Gone) else new)
        old += not isinstance(child, Come)
        new += not isinstance(child, Gone)
    return values


def _start(number: str) -> int:
    return int(number) if number.isascii() and number.removeprefix("-").isdigit() else 1


def with_value(html: str, value: int | None) -> str:
    """An item with its number."""
    return html.replace("<li", f'<li value="{value}"', 1) if value is not None and html.startswith("<li") else html


def fill_row(html: str, grid: Columns, *, old: bool) -> str:
    """A row of one text alone, with empty cells for the columns of the other text."""
    side = 0 if old else 1
    begin, end = html.find(">") + 1, html.rfind("</tr>")
    if not html.startswith("<tr") or end < 0:
        return html
    cells = iter(top_level(html[begin:end]))
    empty = '<td data-redline-note="filler"></td>'
    row = "".join(next(cells, "") if pair[side] is not None else empty for pair in grid)
    return f"{html[:begin]}{row}{''.join(cells)}{html[end:]}"
