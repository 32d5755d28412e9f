"""The values of an import: what was found (states), how to treat it (choices), what was done and doubted (remarks)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, Literal

from msgspec import Struct, field

from noticepress.model import ChangeClass

EVIDENCE: Final = "\n"
"""What parts the evidence of states that read the same in one entry of a ledger."""

Liquid = Literal["keep", "drop"]
Attributes = Literal["ids", "keep", "drop"]


class State(Struct, frozen=True):
    """A file as it once was: its bytes, and since when it read so.

    `source` names where it comes from (a path, with the commit in Git), for messages; `evidence` is what the ledger
    keeps of that. `effective` is the date given beside the text (a file name, a row of a table), `at` when the text
    became public (None: on its effective date). Of states in one language the later one comes later in the list.
    """

    locale: str
    raw: bytes
    source: str
    evidence: str
    at: datetime | None = None
    effective: date | None = None


class Choices(Struct, frozen=True):
    """What the user chose.

    `effective` are patterns such as `Effective {date}`, tried in order; `encoding` is that of files which are not
    UTF-8; `values` replace remains of Liquid by what stands between their braces.
    """

    effective: tuple[str, ...] = ()
    encoding: str = ""
    liquid: Liquid = "keep"
    attributes: Attributes = "ids"
    values: Mapping[str, str] = field(default_factory=dict)


class Remark(Struct, frozen=True):
    """Something an import did or doubts, about one state or (`""`) the whole; a doubt asks a person to look."""

    source: str
    what: str
    doubt: bool = False

    def __str__(self) -> str:
        return f"{self.source}: {self.what}" if self.source else self.what


class Draft(Struct, frozen=True):
    """A state made readable: front matter taken over and body in the dialect, with the date that the text states.

    `given` is the date in front matter or beside the text; `stated` that of a pattern found in the text.
    """

    state: State
    title: str
    description: str
    summary: str
    change: ChangeClass
    body: str
    given: date | None
    stated: date | None


class Dating(Struct, frozen=True):
    """Where a draft belongs: a version and a revision of its text, the moment it became public, and why it is a
    correction, if it is one. `also` is the evidence of the states that came next and read the same."""

    draft: Draft
    version: date
    revision: int
    published: datetime
    reason: str = ""
    also: tuple[str, ...] = ()
