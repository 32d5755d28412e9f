"""The project as it stands on disk; what cannot be read any more stays as it last was."""

from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path, PurePath
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from noticepress.catalogues import read_words
from noticepress.drafting import Before, Progress, drafted, translation_progress
from noticepress.errors import Finding, SourceError
from noticepress.folders import folder_of, innermost
from noticepress.interface import Words
from noticepress.model import Attachment, Document, DocumentId, Site
from noticepress.source import Survey, survey, survey_again
from noticepress.theme import Theme

_WORKING: Final = ("notice.md", "addendum.md")
"""Files whose change leaves translations to be looked at later: whoever writes does not wait for them."""


class Project(Struct, frozen=True):
    """Everything the preview shows: the sources as surveyed, as published and with drafts, words and theme.

    `findings` are those of reading; the checks come later, since a page need not wait for them.
    """

    survey: Survey
    site: Site
    drafted: Site
    progress: Progress
    words: Mapping[str, Words]
    theme: Theme
    findings: tuple[Finding, ...]

    @property
    def as_drafted(self) -> Before:
        """What the next reading need not draft again."""
        return Before(self.site, self.progress, self.drafted)

    def shows_the_same(self, other: "Project") -> bool:
        """Whether no page can differ between the two."""
        return (
            self.theme is other.theme
            and self.site == other.site
            and _attached(self.drafted) == _attached(other.drafted)
            and self.progress == other.progress
            and self.words == other.words
            and self.findings == other.findings
        )


def _attached(drafted: Site) -> list[tuple[Attachment, ...]]:
    """The files beside drafts, which change without them."""
    drafts = (text for document in drafted.documents for text in document.texts if text.draft)
    return [text.entry.attachments for text in drafts]


def read_project(root: Path, at: datetime, before: Project | None, changed: Collection[str] | None) -> Project:
    """Read a project; drafts stand as texts published at a moment.

    With the project as it was `before` and the paths that `changed` since, only what they touch is read. SourceError
    where the sources cannot be built from.
    """
    found = _as_known(_survey(root, before, changed), before)
    if found.site is None or found.fatal:
        raise SourceError([*found.fatal, *found.findings])
    findings = list(found.findings)
    site = _mended(found.site, before.site if before else None, {each.path for each in findings})
    tags = (*site.config.locales, *site.config.retired_locales)
    if before and changed and all(PurePath(path).name in _WORKING for path in changed):
        words, progress = before.words, before.progress
        findings += (each for each in before.findings if each.path.startswith("locales/"))
    else:
        words = {tag: read_words(root, tag, findings) for tag in tags}
        progress = translation_progress(root, site, findings)
    return Project(
        survey=found,
        site=site,
        drafted=drafted(root, site, at, progress, before.as_drafted if before else None),
        progress=progress,
        words=words,
        theme=_theme(root, site, before, changed),
        findings=tuple(sorted(set(findings))),
    )


def with_translations(root: Path, project: Project, at: datetime) -> Project:
    """The project with its translations looked at anew, which a change of their source leaves as they were."""
    progress = translation_progress(root, project.site, [])
    if progress == project.progress:
        return project
    return replace(project, progress=progress, drafted=drafted(root, project.site, at, progress, project.as_drafted))


def _survey(root: Path, before: Project | None, changed: Collection[str] | None) -> Survey:
    if before is None or changed is None or before.survey.site is None:
        return survey(root)
    site = before.survey.site
    folders = {each.id: folder_of(root, each.config).relative_to(root) for each in site.documents}
    sources = [path for path in changed if path.partition("/")[0] == "notices"]
    touched: dict[DocumentId, list[str]] = {}
    for path in sources:
        document = innermost(path, folders)
        # Where the folder of a document comes or goes, what lies in it is not told file by file.
        if document is None or PurePath(path) in folders.values():
            return survey(root)
        touched.setdefault(document, []).append(path)
    return survey_again(root, before.survey, site, touched)


def _as_known(found: Survey, before: Project | None) -> Survey:
    """The survey with each working text that did not change as the very value that it was: what is known of that, such
    as what its translations have come to, stands."""
    if found.site is None or before is None:
        return found
    known = {each.working.path: each.working for each in (before.survey.site or before.site).documents if each.working}
    documents = []
    for document in found.site.documents:
        last = known.get(document.working.path) if document.working else None
        is_same = last is not document.working and last == document.working
        documents.append(replace(document, working=last) if is_same else document)
    return replace(found, site=Site(found.site.config, tuple(documents)))


def _mended(site: Site, before: Site | None, faulty: Collection[str]) -> Site:
    """The site with each working text that has a fault now as it was when it last had none."""
    if before is None:
        return site
    known = {document.id: document for document in before.documents}
    return replace(
        site,
        documents=tuple(_last(each, known[each.id], faulty) if each.id in known else each for each in site.documents),
    )


def _last(now: Document, before: Document, faulty: Collection[str]) -> Document:
    working = now.working
    if working is None and before.working and before.working.path in faulty:
        working = before.working
    lost = {tag: text for tag, text in before.translations.items() if tag not in now.translations}
    kept = {tag: text for tag, text in lost.items() if text.path in faulty}
    if working is now.working and not kept:
        return now
    return replace(now, working=working, translations={**now.translations, **kept})


def _theme(root: Path, site: Site, before: Project | None, changed: Collection[str] | None) -> Theme:
    """The theme, with its compiled templates kept while none of its files changed."""
    folder = f"{site.config.theme}/"
    same = before is not None and before.site.config.theme == site.config.theme
    if before and same and changed is not None and not any(path.startswith(folder) for path in changed):
        return before.theme
    return Theme(root / site.config.theme)
