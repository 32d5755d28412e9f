"""Folders and texts that lie where nothing looks for them: renamed, copied, or not named in site.toml."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from noticepress.errors import Finding, nearest
from noticepress.folders import LEDGER, folder_of
from noticepress.model import DocumentConfig, SiteConfig

_OWN: Final = ("published", "correcting")
_TEXTS: Final = ("notice.md", "addendum.md")


def lost_folders(config: SiteConfig, files: Collection[str]) -> Iterator[Finding]:
    """Ledgers of published texts where site.toml names no document: errors, since addresses would be lost."""
    known = {str(document.id) for document in config.documents}
    own = {f"notices/{name}/published/{LEDGER}" for name in known}
    for path in sorted(path for path in files if path.endswith(f"/{LEDGER}") and path not in own):
        name = path.removeprefix("notices/").removesuffix(f"/published/{LEDGER}")
        if name in known or name.endswith(LEDGER) or "/" in name.partition("/")[2]:
            what = "This ledger lies where no published texts of a notice or addendum lie."
            mend = "Put its folder back where it was, under its old name “published”."
            yield Finding(path, 0, 0, "folder", what, mend)
        else:
            what = f"“{name}” has published texts, but is not in site.toml: its addresses would be lost."
            mend = f"Put the table {_table(name)} back. To end it, run “noticepress retire {name} --from DATE”."
            yield Finding(f"notices/{name}", 0, 0, "folder", what, mend)


def stray_folders(root: Path, config: SiteConfig) -> Iterator[Finding]:
    """Folders of notices and addenda that site.toml does not name."""
    known = {str(document.id) for document in config.documents}
    without = [name for name in sorted(known) if not (root / "notices" / name).is_dir()]
    for folder in sorted((root / "notices").iterdir()):
        if folder.is_dir() and folder.name not in known and not _is_of_others(folder):
            yield _stray(folder.name, "a notice", "", without)
    for text in sorted((root / "notices").glob("*/*/addendum.md")):
        name = text.parent.relative_to(root / "notices").as_posix()
        if name not in known and name.partition("/")[0] in known and not _is_of_others(text.parent):
            region = text.parent.name
            also = "" if region in config.regions else f" and [regions.{region}]"
            yield _stray(name, "an addendum", also, without)


def missing_text(folder: Path, config: DocumentConfig) -> str:
    """What to do about a document without its text."""
    name = f"{config.id.source_name}.md"
    near = [each.name for each in sorted(folder.glob("*")) if each.is_file() and _is_near(each.name, name)]
    if near:
        return f"Rename “{near[0]}” to {name}."
    command = f"noticepress new {'addendum' if config.id.region else 'notice'} {config.id}"
    return f"Write the file, or take the table out of site.toml, where “{command}” makes both."


def stray_texts(root: Path, config: DocumentConfig) -> Iterator[Finding]:
    """Markdown files in a document's folder that are neither its text, nor a translation, nor linked from one."""
    folder, stem = folder_of(root, config), config.id.source_name
    texts = [each for each in sorted(folder.glob("*.md")) if each.is_file() and not each.name.startswith((".", "~"))]
    own = [each for each in texts if each.name == f"{stem}.md" or each.name.startswith(f"{stem}.")]
    linked = unquote("\n".join(each.read_bytes().decode("utf-8", "replace") for each in own)) if texts != own else ""
    for text in texts:
        if text in own or f"({text.name}" in linked:
            continue
        what = f"Nothing uses “{text.name}”: the text of “{config.id}” is {stem}.md."
        mend = f"A translation is named {stem}.sv.md, by its language. Rename the file, or move it away."
        if _is_near(text.name, f"{stem}.md") or text.name in _TEXTS:
            mend = f"Rename it to {stem}.md if it is the text, or move it away."
        yield Finding(text.relative_to(root).as_posix(), 0, 0, "stray-file", what, mend, "warning")


def _stray(name: str, kind: str, also: str, without: list[str]) -> Finding:
    close = nearest(name, without)
    meant = f" {close.removesuffix('?')}, which has no folder?" if close.startswith("Did") else ""
    mend = f"Add a table {_table(name)}{also} to site.toml, or move the folder away.{meant}"
    what = f"The folder “{name.rpartition('/')[2]}” is not {kind} of site.toml."
    return Finding(f"notices/{name}", 0, 0, "folder", what, mend, "warning")


def _table(name: str) -> str:
    notice, _, region = name.partition("/")
    return f"[notices.{notice}.addenda.{region}]" if region else f"[notices.{notice}]"


def _is_of_others(folder: Path) -> bool:
    return folder.name.startswith(".") or folder.name in _OWN or (folder / "published" / LEDGER).is_file()


def _is_near(name: str, wanted: str) -> bool:
    """Whether a name is the wanted one in other letters, or with an ending more."""
    stem = wanted.removesuffix(".md")
    return name != wanted and name.lower() in (wanted, f"{wanted}.txt", f"{stem}.markdown", f"{stem}.txt", stem)
