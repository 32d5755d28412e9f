"""Tables: columns are aligned once for the table, then rows, then the cells of a row by their columns."""

from collections.abc import Sequence

from noticepress.redline.align import in_order, match
from noticepress.redline.blocks import CELLS, Block
from noticepress.redline.chain import heaviest_chain
from noticepress.redline.tokens import Token, bag_of

Columns = tuple[tuple[int | None, int | None], ...]
"""Old and new place of each column, in the order in which they are shown."""

_SIMILAR_COLUMN = 0.25
_ROW_GROUPS = frozenset({"thead", "tbody", "tfoot"})


def pair_parts(old: Sequence[Block], new: Sequence[Block]) -> list[tuple[Block | None, Block | None]]:
    """The parts of two tables: row groups of one kind belong together whatever they hold."""
    pairs: list[tuple[int, int]] = []
    begin = 0
    for i, part in enumerate(old):
        for j in range(begin, len(new)):
            if new[j].tag == part.tag and (part.tag in _ROW_GROUPS or new[j].key == part.key):
                pairs.append((i, j))
                begin = j + 1
                break
    return _blocks(in_order(old, new, pairs))


def columns(old: Block, new: Block) -> Columns | None:
    """The columns of two tables, or None where a table is no plain grid (merged cells, rows of unequal length)."""
    grids = [_grid(table) for table in (old, new)]
    if not all(grids):
        return None
    left, right = ([list(column) for column in zip(*grid, strict=True)] for grid in grids)
    bags = [[bag_of(_words(column)) for column in side] for side in (left, right)]
    rows = []
    for i, bag in enumerate(bags[0]):
        row = []
        for j, other in enumerate(bags[1]):
            total = sum(bag.values()) + sum(other.values())
            share = 2 * sum(min(w, other[k]) for k, w in bag.items() if k in other) / total if total else 0.0
            share += 0.5 * (left[i][0].key == right[j][0].key) + 0.05 * (i == j)
            if share >= _SIMILAR_COLUMN:
                row.append((j, share))
        rows.append(row)
    return _fill(heaviest_chain(rows, len(bags[1]), gap_price=0.05), len(left), len(right))


def pair_cells(old: Block, new: Block, grid: Columns | None) -> list[tuple[Block | None, Block | None]]:
    """The cells of two rows: by the columns of the table, or each by what it holds."""
    if grid is not None and len(old.children) == _count(grid, 0) and len(new.children) == _count(grid, 1):
        return [(None if i is None else old.children[i], None if j is None else new.children[j]) for i, j in grid]
    if len(old.children) == len(new.children):
        return list(zip(old.children, new.children, strict=True))
    return _blocks(match(old.children, new.children))


def _count(grid: Columns, side: int) -> int:
    return sum(pair[side] is not None for pair in grid)


def _grid(table: Block) -> list[Sequence[Block]]:
    """The cells row by row; empty where they do not form a rectangle."""
    rows = [
        row for part in table.children for row in ((part,) if part.tag == "tr" else part.children) if row.tag == "tr"
    ]
    cells = [row.children for row in rows]
    plain = all(
        cell.tag in CELLS and not (cell.attribute("colspan") or cell.attribute("rowspan"))
        for row in cells
        for cell in row
    )
    return list(cells) if plain and cells and cells[0] and len({len(row) for row in cells}) == 1 else []


def _words(column: Sequence[Block]) -> list[Token]:
    return [token for cell in column for token in cell.words]


def _fill(pairs: list[tuple[int, int]], old: int, new: int) -> Columns:
    """Columns between two aligned ones are the same column when there are as many on both sides."""
    result: list[tuple[int | None, int | None]] = []
    i = j = 0
    for i_next, j_next in (*pairs, (old, new)):
        if i_next - i == j_next - j:
            result += zip(range(i, i_next), range(j, j_next), strict=True)
        else:
            result += [(k, None) for k in range(i, i_next)]
            result += [(None, k) for k in range(j, j_next)]
        if i_next < old:
            result.append((i_next, j_next))
        i, j = i_next + 1, j_next + 1
    return tuple(result)


def _blocks(rows: Sequence[tuple[object, object]]) -> list[tuple[Block | None, Block | None]]:
    return [(a if isinstance(a, Block) else None, b if isinstance(b, Block) else None) for a, b in rows]
