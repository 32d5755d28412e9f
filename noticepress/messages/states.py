"""How far a catalogue has come with a source, and the translated text where it is complete.

    translation(source, catalogue, locale, html=…)  -> Translation

`source` is a working text or the frozen source of a published version, `catalogue` the one of that locale (None where
there is none). `Translation.text` is ready to be frozen: front matter and body translated, the structure and the
section ids of the source. A text is whole or not there: nothing is mixed from two languages. Where it is not there,
`waiting` and `findings` say why.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from noticepress import frontmatter
from noticepress.errors import Finding
from noticepress.latest import Latest
from noticepress.ledger import digest
from noticepress.messages.acknowledge import acknowledged
from noticepress.messages.apply import StructureError, translate
from noticepress.messages.blocks import outline
from noticepress.messages.checks import Problem, finding, findings_of
from noticepress.messages.extract import described, source_from
from noticepress.messages.pairs import Pair
from noticepress.messages.units import Unit
from noticepress.model import Html, Meta, WorkingText
from noticepress.po.catalogue import Catalogue, Message

State = Literal["missing", "stale", "complete", "published"]
"""`missing`: nothing is translated; `stale`: some paragraphs wait; `complete`: none does; `published`: it is public."""

_MOST_FAULTS: Final = 50
_LONG: Final = 1200
"""Nine of ten paragraphs of real notices have fewer than 520 characters."""


class Waiting(Struct, frozen=True):
    """A paragraph that waits for a translator: its msgid, the file and line where the source has it, the line of the
    catalogue (0: not in it), and whether there is a translation to look at again (fuzzy)."""

    msgid: str
    path: str
    line: int
    catalogue_line: int
    is_fuzzy: bool

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


class Translation(Struct, frozen=True):
    """A source in a locale: its state, what waits, what the checks found, and the text where there is one.

    `total` counts the paragraphs, each text once. Errors among the findings hold the text back although it is
    complete; warnings do not. `note` says what keeps it back where that is not a paragraph.
    """

    locale: str
    path: str
    version: date
    state: State
    total: int
    waiting: tuple[Waiting, ...] = ()
    findings: tuple[Finding, ...] = ()
    text: WorkingText | None = None
    note: str = ""

    def of_file(self, text: WorkingText, findings: Sequence[Finding]) -> "Translation":
        """The same source in the same locale, translated by a whole file instead of a catalogue."""
        return _complete(replace(self, state="complete", waiting=(), note=""), text, findings)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What holds it back."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def why(self) -> str:
        """Why there is no text, as a sentence, or ""."""
        if self.text:
            return ""
        if self.note:
            return self.note
        if self.waiting:
            places = ", ".join(str(each) for each in self.waiting[:3]) + (" …" if len(self.waiting) > 3 else "")
            return f"{len(self.waiting)} of {self.total} paragraphs wait for a translator ({places})."
        if self.errors:
            first = self.errors[0]
            more = f" and {len(self.errors) - 1} more" if len(self.errors) > 1 else ""
            return f"The translation has an error: {first.path}:{first.line}{more}; see “noticepress check”."
        return ""


_LAST: Final = Latest[Translation](1024)
"""The preview asks after each save, and a command for several reasons."""


def translation(
    source: WorkingText,
    catalogue: Catalogue | None,
    locale: str,
    *,
    html: Html = "off",
    is_published: bool = False,
    glossary: Catalogue | None = None,
) -> Translation:
    """What a catalogue makes of a source. Pure; never fails.

    `is_published` says that the ledger has this version in this locale: that is its state then, nothing waits, and
    what the checks find in the catalogue is of use for the next version alone. `glossary` has terms as msgids, and
    in msgstr the words for them, of which any will do, divided by " | "; the beginning of a word serves for all its
    forms.
    """
    given = (source, catalogue, html, is_published, glossary)
    return _LAST.of(
        (source.path, locale),
        given,
        lambda: _translation(source, catalogue, locale, html=html, is_published=is_published, glossary=glossary),
    )


def _translation(
    source: WorkingText,
    catalogue: Catalogue | None,
    locale: str,
    *,
    html: Html,
    is_published: bool,
    glossary: Catalogue | None,
) -> Translation:
    found = [unit for unit, _ in described(source_from(source, html=html))]
    total = len({unit.msgid for unit in found})
    known = _by_msgid(catalogue)
    waiting = tuple(_waiting(source.path, found, known))
    pairs = [*_pairs(_first(found, known), known, source, catalogue, html, _terms(glossary))]
    findings = tuple(findings_of(pairs))
    blank = Translation(locale, source.path, source.meta.effective, "missing", total, waiting, findings)
    if is_published:
        return replace(blank, state="published", waiting=())
    if waiting:
        is_begun = len(waiting) < total or any(each.is_fuzzy for each in waiting)
        return replace(blank, state="stale" if is_begun else "missing")
    text, faults = _applied(source, pairs, html)
    told = {finding.line for finding in findings if finding.severity == "error"}
    new = (fault for fault in faults if fault.line not in told)
    return _complete(replace(blank, state="complete"), text, (*findings, *new))


def wanted(source: WorkingText, *, html: Html = "off") -> tuple[Unit, ...]:
    """The units of a source, front matter first, with their lines in its file."""
    return tuple(unit for unit, _ in described(source_from(source, html=html)))


def long_units(source: WorkingText, *, html: Html = "off") -> Iterator[Finding]:
    """Paragraphs so long that a small change makes much work for every translator: a warning for their editor."""
    for unit in wanted(source, html=html):
        if len(unit.msgid) > _LONG:
            what = f"This paragraph has {len(unit.msgid)} characters; whoever translates it must do so as a whole."
            mend = "Make several paragraphs of it, or a list."
            yield Finding(source.path, unit.line, 0, "long-paragraph", what, mend, "warning")


def _complete(blank: Translation, text: WorkingText | None, findings: Sequence[Finding]) -> Translation:
    has_errors = any(finding.severity == "error" for finding in findings)
    return replace(blank, findings=tuple(sorted(set(findings))), text=None if has_errors else text)


def _by_msgid(catalogue: Catalogue | None) -> Mapping[str, Message]:
    """The message that serves each msgid: a finished one before others."""
    known: dict[str, Message] = {}
    for message in catalogue.messages if catalogue else ():
        if message.msgid not in known or (message.translated and not known[message.msgid].translated):
            known[message.msgid] = message
    return known


def _waiting(path: str, found: Sequence[Unit], known: Mapping[str, Message]) -> list[Waiting]:
    waiting: dict[str, Waiting] = {}
    for unit in found:
        message = known.get(unit.msgid)
        if message is None or not message.translated:
            is_fuzzy = bool(message and message.fuzzy and any(message.strings))
            line = message.line if message else 0
            waiting.setdefault(unit.msgid, Waiting(unit.msgid, path, unit.line, line, is_fuzzy))
    return list(waiting.values())


def _first(found: Sequence[Unit], known: Mapping[str, Message]) -> list[Unit]:
    """Each translated unit once for every kind of text it is: a title is plain, the same heading is Markdown."""
    first: dict[tuple[str, str], Unit] = {}
    for unit in found:
        if unit.msgid in known and known[unit.msgid].translated:
            first.setdefault((unit.msgid, unit.kind), unit)
    return list(first.values())


def _pairs(
    found: Sequence[Unit],
    known: Mapping[str, Message],
    source: WorkingText,
    catalogue: Catalogue | None,
    html: Html,
    glossary: Mapping[str, tuple[str, ...]],
) -> Iterator[Pair]:
    references = outline(source.body, html).references
    plain = (source.meta.title, source.meta.description)
    for unit in found:
        message = known[unit.msgid]
        yield Pair(
            unit,
            message.msgstr,
            catalogue.path if catalogue else "",
            message.line,
            html,
            references,
            frozenset(acknowledged(message.comments)),
            is_plain=unit.kind == "front matter" and unit.msgid in plain,
            glossary=glossary,
        )


def _terms(glossary: Catalogue | None) -> Mapping[str, tuple[str, ...]]:
    strings = glossary.translations if glossary else {}
    return {term: tuple(word.strip() for word in text.split("|") if word.strip()) for term, text in strings.items()}


def _applied(source: WorkingText, pairs: Sequence[Pair], html: Html) -> tuple[WorkingText | None, list[Finding]]:
    """The translated text; every translation that would break its structure is a finding."""
    strings = {pair.unit.msgid: pair.msgstr for pair in pairs}
    faults: list[Finding] = []
    body = _translated(source.body, strings, pairs, faults, html)
    summary = _translated(source.meta.summary, strings, pairs, faults, "off")
    if faults:
        return None, faults
    meta = replace(
        source.meta,
        title=strings.get(source.meta.title, source.meta.title),
        description=strings.get(source.meta.description, source.meta.description),
        summary=summary,
        translates=source.sha256,
    )
    return _text(source, meta, body, pairs[0].path if pairs else source.path), []


def _translated(
    markdown: str, strings: Mapping[str, str], pairs: Sequence[Pair], faults: list[Finding], html: Html
) -> str:
    remaining = dict(strings)
    for _ in range(_MOST_FAULTS):
        try:
            return translate(markdown, remaining, html=html)
        except StructureError as error:
            culprit = _culprit(markdown, error, [pair for pair in pairs if pair.unit.msgid in remaining], html)
            mend = "A translation is one paragraph, heading, list item or table cell, as its source is."
            faults.append(
                finding(culprit, Problem("structure", f"{error.reason[:1].upper()}{error.reason[1:]}.", mend))
            )
            remaining.pop(culprit.unit.msgid, None)
    return markdown


def _culprit(markdown: str, error: StructureError, pairs: Sequence[Pair], html: Html) -> Pair:
    """The translation that is to blame, found by trying each alone where the error does not name it."""
    if error.unit:
        return next(pair for pair in pairs if error.unit and pair.unit.msgid == error.unit.msgid)
    for pair in pairs:
        try:
            translate(markdown, {pair.unit.msgid: pair.msgstr}, html=html)
        except StructureError:
            return pair
    return pairs[0]


def _text(source: WorkingText, meta: Meta, body: str, path: str) -> WorkingText:
    head = {
        "title": meta.title,
        "description": meta.description,
        "effective": meta.effective,
        "change": meta.change,
        "summary": meta.summary,
        "translates": meta.translates,
    }
    front = frontmatter.write(head)
    raw = (front + body).encode()
    return WorkingText(path, raw, digest(raw), meta, body, front.count("\n") + 1)
