"""Which version and revision each state is: pure bookkeeping over dates.

In the source language a state with a date later than the current version's begins a version. One with the same date,
or none on the same day, was changed silently: it is a correction. So is one whose date goes back, since readers saw it
instead of the current version. A date that a person gave beside the text (a file name, a table) is taken as it is.
A translation belongs to the version of its own date, else to the one that was current when it was written.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct, field
from msgspec.structs import replace

from noticepress.importing.states import Dating, Draft, Remark
from noticepress.model import Text
from noticepress.timeline import start_of

SAME_DATE = "The text was changed without a new date."
SAME_DAY = "The text was changed again on the same day."
DATE_BACK = "The text was changed under an earlier date than the version before."
TRANSLATION = "The translation was changed."
_SAME = "It reads as the text before; it is no new revision."


class Known(Struct):
    """What a ledger holds: the revisions reached by version and locale, when each version began to be public, when the
    last text of a version and locale did, and that text; `reads` says whether a draft reads as a text."""

    revisions: dict[tuple[date, str], int] = field(default_factory=dict)
    began: dict[date, datetime] = field(default_factory=dict)
    public: dict[tuple[date, str], datetime] = field(default_factory=dict)
    texts: dict[tuple[date, str], Text] = field(default_factory=dict)
    reads: Callable[[Draft, Text], bool] = lambda _draft, _text: False


def date_drafts(
    drafts: Sequence[Draft], source_locale: str, zone: ZoneInfo, known: Known, *, patterns: bool
) -> tuple[tuple[Dating, ...], tuple[Remark, ...]]:
    """The place of every draft in the archive, in the order of a ledger, and what is doubtful about it.

    Drafts come in the order of their states; `patterns` says whether the texts were searched for dates. A translation
    comes after the first text of its version in the source locale.
    """
    work = _Work(zone, known, patterns)
    current: list[date | None] = []
    for index, draft in enumerate(drafts):
        if draft.state.locale == source_locale:
            work.source(draft, index)
        current.append(work.current)
    for index, draft in enumerate(drafts):
        if draft.state.locale != source_locale:
            work.translation(draft, index, current[index])
    return tuple(dating for _, _, dating in sorted(work.placed, key=lambda row: row[:2])), tuple(work.remarks)


class _Work:
    def __init__(self, zone: ZoneInfo, known: Known, patterns: bool) -> None:
        self.zone, self.known, self.patterns = zone, known, patterns
        self.current = max(known.began, default=None)
        self.placed: list[tuple[int, int, Dating]] = []
        self.remarks: list[Remark] = []
        self._first: dict[date, int] = {}
        self._content: dict[tuple[date, str], tuple[str, ...]] = {}
        self._last: dict[tuple[date, str], int] = {}

    def source(self, draft: Draft, index: int) -> None:
        """Place a text in the source language; it becomes the current version."""
        undated = not (draft.given or draft.stated)
        if undated and self.current and self._is_same((self.current, draft.state.locale), draft):
            return
        wanted, reason = self._wanted(draft)
        if wanted is None:
            self._doubt(draft, "No date is known of this text; it is left out. Give one in its name, or in a table.")
            return
        by_hand = draft.state.effective is not None
        if self.current and wanted < self.current and not by_hand:
            what = f"Its date, {wanted}, is before {self.current}: taken as a correction of {self.current}."
            self._doubt(draft, what)
            wanted, reason = self.current, DATE_BACK
        self.current = max(wanted, self.current or wanted)
        self._first.setdefault(wanted, index)
        self._place(draft, index, wanted, reason)

    def translation(self, draft: Draft, index: int, current: date | None) -> None:
        """Place a translation, when every version is known; `current` was the version when it was written."""
        version = self._version_of(draft, current)
        if version is not None:
            self._place(draft, max(index, self._first.get(version, 0)), version, TRANSLATION)

    def _wanted(self, draft: Draft) -> tuple[date | None, str]:
        if draft.given and draft.stated and draft.given != draft.stated:
            self._doubt(draft, f"It is dated {draft.given}, but says {draft.stated}; {draft.given} is taken.")
        if day := draft.given or draft.stated:
            return day, SAME_DATE
        if draft.state.at is None:
            return None, ""
        day = draft.state.at.astimezone(self.zone).date()
        if self.patterns:
            self._doubt(draft, "No date was found in the text; the day on which it was committed is taken.")
        return day, SAME_DAY

    def _version_of(self, draft: Draft, current: date | None) -> date | None:
        versions, stated = sorted(self.known.began), draft.given or draft.stated
        if not versions:
            self._doubt(draft, "There is no text in the source language that this translates; it is left out.")
            return None
        if stated in versions:
            return stated
        nearest = current or versions[0]
        if draft.state.effective:
            nearest = max((day for day in versions if day <= draft.state.effective), default=versions[0])
        if stated:
            self._doubt(draft, f"It is dated {stated}, which no version is: taken as a translation of {nearest}.")
        return nearest

    def _place(self, draft: Draft, index: int, version: date, reason: str) -> None:
        key = (version, draft.state.locale)
        if self._is_same(key, draft):
            return
        self._content[key] = _content(draft)
        revision = self.known.revisions.get(key, 0) + 1
        published = self._published(draft, version, self.known.public.get(key))
        self.known.revisions[key] = revision
        self.known.began.setdefault(version, published)
        self.known.public[key] = published
        dating = Dating(draft, version, revision, published, reason if revision > 1 else "")
        self._last[key] = len(self.placed)
        self.placed.append((index, len(self.placed), dating))

    def _is_same(self, key: tuple[date, str], draft: Draft) -> bool:
        """Whether a draft reads as the last text of a version in a language: then it is told, its evidence kept."""
        if key in self._content:
            if self._content[key] != _content(draft):
                return False
            index, place, dating = self.placed[self._last[key]]
            self.placed[self._last[key]] = index, place, replace(dating, also=(*dating.also, draft.state.evidence))
        elif key not in self.known.texts or not self.known.reads(draft, self.known.texts[key]):
            return False
        self.remarks.append(Remark(draft.state.source, _SAME))
        return True

    def _published(self, draft: Draft, version: date, last: datetime | None) -> datetime:
        """When the text became public: not before its version, and after the revision before (`last`)."""
        at = (draft.state.at or start_of(version, self.zone)).astimezone(self.zone).replace(microsecond=0)
        at = max(at, self.known.began.get(version, at))
        if last is None or at > last:
            return at
        if draft.state.at:
            what = f"Its moment, {at.isoformat()}, is not after that of the text before; one second later is recorded."
            self._doubt(draft, what)
        return last + timedelta(seconds=1)

    def _doubt(self, draft: Draft, what: str) -> None:
        self.remarks.append(Remark(draft.state.source, what, doubt=True))


def _content(draft: Draft) -> tuple[str, ...]:
    """What readers see of a draft."""
    return draft.title, draft.description, draft.summary, draft.body
