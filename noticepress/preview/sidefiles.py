"""What stands beside pages, made when it is asked for: assets of the theme, attachments, files for machines."""

from pathlib import Path

from noticepress import permalinks
from noticepress.folders import read_attachment, read_local_files
from noticepress.formats import EDITION_FORMATS, common_artifacts
from noticepress.model import Attachment, Document
from noticepress.pages import Plan
from noticepress.preview.reading import Project


def side_file(root: Path, project: Project, plan: Plan, url: str) -> bytes | None:
    """The bytes at an address that is no page, or None where there is nothing."""
    for asset in project.theme.assets.values():
        if url == permalinks.asset(asset.fingerprinted):
            return asset.data
    if url.startswith("/files/"):
        return _attachment(root, project, url)
    path = permalinks.output_path(url)
    for edition in plan.editions:
        for locale in plan.locales(edition.id):
            if url.startswith(permalinks.text(locale, edition.id)):
                for make in EDITION_FORMATS:
                    for artifact in make(plan, edition, locale):
                        if artifact.path == path:
                            return artifact.data
    if "/" in path.strip("/") and not path.endswith(".jsonl"):
        return None
    return next((each.data for each in common_artifacts(plan) if each.path == path), None)


def _attachment(root: Path, project: Project, url: str) -> bytes | None:
    for document in project.drafted.documents:
        for text in document.texts:
            for each in text.entry.attachments:
                if url == permalinks.file(each.sha256, Path(each.file).name):
                    return _bytes_of(root, document, each, is_draft=text.draft)
    return None


def _bytes_of(root: Path, document: Document, attachment: Attachment, *, is_draft: bool) -> bytes | None:
    if is_draft:
        return read_local_files(root, document.config, [attachment.name]).get(attachment.name)
    return read_attachment(root, document.config, attachment)
