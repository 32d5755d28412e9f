"""An import from its states to what will be written: pure but for the files that texts show, which `fetch` reads."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from noticepress.errors import Finding, SourceError
from noticepress.importing.dating import date_drafts
from noticepress.importing.planning import Fetch, Import, known_of, plan_import
from noticepress.importing.reading import UnreadableError, likely_date, read_state
from noticepress.importing.states import EVIDENCE, Choices, Dating, Draft, Remark, State
from noticepress.model import Document, Site
from noticepress.publishing import Stamp


class Outcome(Struct, frozen=True):
    """An import made ready: where each text belongs, what is to be written (None: nothing new), what was done and
    doubted."""

    datings: tuple[Dating, ...]
    work: Import | None
    remarks: tuple[Remark, ...]


def import_states(
    site: Site, document: Document, states: Sequence[State], choices: Choices, stamp: Stamp, fetch: Fetch,
    *, in_order: bool,
) -> Outcome:  # fmt: skip
    """Make the import of states ready.

    `in_order` says that the states are in the order in which readers saw them; otherwise the dates in them order them.
    SourceError where a state is not text in a known encoding, RefusedError where it would touch what was published.
    """
    source = site.config.source_locale
    new, remarks = _sifted(document, states)
    drafts = _read(new, choices, document, remarks)
    if not in_order:
        drafts.sort(key=lambda draft: draft.given or draft.stated or date.max)
    if not choices.effective:
        remarks.extend(_hints(drafts))
    datings, dated = date_drafts(
        drafts, source, site.config.zone, known_of(document, source), patterns=bool(choices.effective)
    )
    work = plan_import(document, source, datings, stamp, fetch) if datings else None
    return Outcome(datings, work, (*remarks, *dated, *(work.remarks if work else ())))


def _sifted(document: Document, states: Sequence[State]) -> tuple[list[State], list[Remark]]:
    """The states that are new and in a language of the document."""
    imported = {(entry.locale, line) for entry in document.entries for line in entry.evidence.split(EVIDENCE)}
    new = [s for s in states if (s.locale, s.evidence.partition(EVIDENCE)[0]) not in imported]
    remarks = []
    if len(new) < len(states):
        remarks.append(Remark("", f"{len(states) - len(new)} texts are in the ledger already."))
    for tag in sorted({state.locale for state in new} - set(document.config.locales)):
        count = sum(state.locale == tag for state in new)
        what = (
            f"Texts in “{tag}” ({count}) are left out: “{document.id}” is not offered in it. Add it to site.toml, or "
            f"say which language it is: --locale {tag}=…"
        )
        remarks.append(Remark("", what, doubt=True))
    return [state for state in new if state.locale in document.config.locales], remarks


def _read(states: Sequence[State], choices: Choices, document: Document, remarks: list[Remark]) -> list[Draft]:
    name = str(document.id).replace("-", " ").replace("/", ", ").capitalize()
    drafts, findings = [], []
    for state in states:
        try:
            draft, noted = read_state(state, choices, name)
        except UnreadableError as error:
            mend = "Say what it was written in, such as --encoding windows-1252."
            findings.append(Finding(state.source, error.line, 0, "encoding", error.what, mend))
            continue
        remarks.extend(noted)
        if draft:
            drafts.append(draft)
    if findings:
        raise SourceError(findings)
    return drafts


def _hints(drafts: Sequence[Draft]) -> list[Remark]:
    """Dates at the top of texts that no pattern was given for, once for each wording."""
    found: dict[str, Remark] = {}
    for draft in drafts:
        line = likely_date(draft) if draft.given is None else ""
        if line:
            what = f"It says “{line}”. If that is its effective date, add --effective with {{date}} in its place."
            found.setdefault(line, Remark(draft.state.source, what, doubt=True))
    return list(found.values())
