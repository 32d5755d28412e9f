"""Two texts that a person names, compared: as a page that stands alone, for the terminal, as data, as a patch.

side_of_file(…), Shelf(…).side(…)  -> Side          a file, a version or a draft
compared(old, new, words, html)    -> Comparison
as_page, as_terminal, as_json, as_patch: Comparison -> str
"""

from noticepress.comparing.data import as_json
from noticepress.comparing.page import as_page
from noticepress.comparing.patch import as_patch
from noticepress.comparing.sides import Comparison, Shelf, Side, compared, side_of_file
from noticepress.comparing.terminal import as_terminal

__all__ = ["Comparison", "Shelf", "Side", "as_json", "as_page", "as_patch", "as_terminal", "compared", "side_of_file"]
