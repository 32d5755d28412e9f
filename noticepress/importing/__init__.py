"""Import: an existing history becomes a ledger. States out of files or Git, read, dated and planned; nothing here
writes.

read_files, read_table, Repository.history  -> states
import_states(site, document, states, …)    -> Outcome, whose publication `publishing.write` writes
"""

from noticepress.importing.files import file_beside, read_files, read_table
from noticepress.importing.git import LOCALE, Repository
from noticepress.importing.history import Outcome, import_states
from noticepress.importing.states import Choices, Remark, State

__all__ = [
    "LOCALE",
    "Choices",
    "Outcome",
    "Remark",
    "Repository",
    "State",
    "file_beside",
    "import_states",
    "read_files",
    "read_table",
]
