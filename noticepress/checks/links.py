"""What a text points at: sections, notices, files, images and other sites."""

import re
from collections.abc import Iterator
from html import unescape
from posixpath import dirname, normpath
from typing import Final
from urllib.parse import unquote

from noticepress.checks.review import Parsed, Review
from noticepress.errors import Finding, nearest
from noticepress.markup.outline import Span
from noticepress.markup.references import Reference
from noticepress.markup.sanitise import TAGS, is_remote
from noticepress.model import DocumentId

_PARAGRAPH: Final = re.compile(r"(.+)-p[1-9]\d*")
_TAG: Final = re.compile(r"<(?:/?([A-Za-z][A-Za-z0-9]*)(?:\s[^<>]*)?/?>|!--)")
_HTML_IMAGE: Final = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_HTML_VALUE: Final = re.compile(r"\s([\w-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s\"'>]+))")
_HTML_ID: Final = re.compile(r"\s(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_SCHEMES: Final = ("https", "http", "mailto", "tel", "notice")
_REFUSED: Final = re.compile(r"\]\(\s*((?:javascript|vbscript|file|data):)", re.IGNORECASE)
_UNSAFE: Final = frozenset("script style iframe object embed form input button textarea select".split())


def broken_reference(review: Review) -> Iterator[Finding]:
    """A link to a section of the same text (`#cookies`) that is not there."""
    for text in review.texts:
        anchors = _anchors(review, text)
        for reference in text.outline.references:
            if reference.target and not reference.target.startswith("#"):
                continue
            wanted = unquote(reference.target[1:])
            if wanted not in anchors | {"top"} and not _is_paragraph(wanted, anchors):
                what = f"There is no section “{wanted}” in this text." if wanted else "The link leads nowhere."
                mend = "Write where it leads between the brackets: [words](#section)." if not wanted else ""
                mend = (
                    mend or _elsewhere(review, text, wanted) or nearest(wanted, sorted(anchors)) or "Write {#id} there."
                )
                yield _found(text, reference, what, mend)


def broken_notice_link(review: Review) -> Iterator[Finding]:
    """A link to another notice (`notice:cookies#choices`) whose notice, region or section is not there."""
    for text in review.texts:
        for reference in text.outline.references:
            if reference.target.startswith("notice:") and (fault := _notice_fault(review, reference.target)):
                yield _found(text, reference, *fault)


def server_address(review: Review) -> Iterator[Finding]:
    """A link to a path of the web server (`/terms`): the site may lie under another path one day."""
    for text in review.texts:
        for reference in text.outline.references:
            if reference.kind == "link" and reference.target.startswith("/") and not is_remote(reference.target):
                what = f"“{unquote(reference.target)}” is an address of the web server, which may be another one day."
                mend = "Write notice:privacy for a notice, or the whole address with https://."
                yield _found(text, reference, what, mend)


def local_link(review: Review) -> Iterator[Finding]:
    """A link to a file: it must lie in the notice's folder; other notices are linked by `notice:`."""
    for text in review.texts:
        for reference in text.outline.references:
            target = unquote(reference.target.partition("#")[0].partition("?")[0])
            if reference.kind != "link" or not target or target.startswith("/") or is_remote(reference.target):
                continue
            if target.endswith((".md", "/")):
                mend = "Link a notice by its name: notice:cookies, or notice:privacy/eea for an addendum."
                yield _found(text, reference, f"“{target}” is no address of a notice.", mend)
            elif fault := _file_fault(review, text, target):
                yield _found(text, reference, *fault)


def link_scheme(review: Review) -> Iterator[Finding]:
    """A link that starts with something other than https:, http:, mailto:, tel: or notice:."""
    for text in review.texts:
        for reference in text.outline.references:
            match = _SCHEME.match(reference.target)
            if match and reference.kind == "link" and match[1].lower() not in _SCHEMES:
                what = f"“{match[1]}:” is not how an address starts."
                mend = nearest(match[1].lower(), _SCHEMES)
                yield _found(text, reference, what, mend)
        for span in (span for block in text.outline.blocks for span in block.spans if span.kind == "text"):
            for refused in _REFUSED.finditer(span.text):
                what = f"“{refused[1]}” is not how an address starts, so no link is made of it."
                yield text.finding(span.line, what, "Take it out: readers would see it as it is.", at=refused[0][2:])


def http_link(review: Review) -> Iterator[Finding]:
    """A link without encryption (`http://`)."""
    for text in review.texts:
        for reference in text.outline.references:
            if reference.kind == "link" and reference.target.lower().startswith("http://"):
                what = f"The link to {reference.target} is not encrypted."
                mend = "Write https:// after trying the address in a browser."
                yield _found(text, reference, what, mend)


def remote_image(review: Review) -> Iterator[Finding]:
    """An image on another host: showing it would tell that host who reads the notice."""
    for text in review.texts:
        for image in _images(text):
            if is_remote(image.target):
                what = f"The image {image.target} lies on another host, which would learn who reads the notice."
                mend = "Put the image into the folder of the notice and write its file name. It is not shown as it is."
                yield _found(text, image, what, mend)


def image_file(review: Review) -> Iterator[Finding]:
    """An image whose file is missing, or lies outside the notice's folder."""
    for text in review.texts:
        for image in _images(text):
            if is_remote(image.target):
                continue
            if fault := _file_fault(review, text, unquote(image.target.partition("?")[0])):
                yield _found(text, image, *fault)


def image_text(review: Review) -> Iterator[Finding]:
    """An image without words for those who do not see it (WCAG 2.2, 1.1.1)."""
    for text in review.texts:
        for image in _images(text):
            if not image.text.strip():
                what = "The image has no text for readers who cannot see it."
                mend = f"Write what it shows between the brackets: ![The text]({image.target})."
                yield _found(text, image, what, mend)


def raw_html(review: Review) -> Iterator[Finding]:
    """HTML that readers would see as text (`html = "off"`), or that is taken out (`html = "sanitised"`)."""
    for text in review.texts:
        is_off = text.document.config.settings.html == "off"
        for block in text.outline.blocks:
            for span in block.spans:
                if tag := _tag(span, is_off=is_off):
                    yield text.finding(span.line, *_html_words(tag, is_off=is_off), at=tag)


def _html_words(tag: str, *, is_off: bool) -> tuple[str, str]:
    if is_off:
        what = f"“{tag}” would be shown to readers as it is."
        return what, 'Write Markdown instead, or set html = "sanitised" for this document in site.toml.'
    return f"“{tag}” is taken out of the page.", "Write Markdown instead: only harmless elements are let through."


def _tag(span: Span, *, is_off: bool) -> str:
    if span.kind != ("text" if is_off else "html"):
        return ""
    for match in _TAG.finditer(span.text):
        name = (match[1] or "").lower()
        if is_off and (not name or name in TAGS | _UNSAFE):
            return match[0]
        if not is_off and name and name not in TAGS:
            return match[0]
    return ""


def _images(text: Parsed) -> Iterator[Reference]:
    """The images of a text, those in HTML included."""
    yield from (reference for reference in text.outline.references if reference.kind == "image")
    for block in text.outline.blocks:
        for span in block.spans:
            for tag in _HTML_IMAGE.findall(span.text) if span.kind == "html" else ():
                values = {name.lower(): first or second for name, first, second in _HTML_VALUE.findall(tag)}
                yield Reference("image", unescape(values.get("src", "")), values.get("alt", ""), span.line)


def _anchors(review: Review, text: Parsed) -> frozenset[str]:
    """What `#…` can point at. Headings of a translation bear the ids of the source once it is published."""
    source = review.source(text.document.id)
    ids = text.ids if text.is_source or source is None else text.ids | source.ids
    written = [
        _HTML_ID.findall(span.text) for block in text.outline.blocks for span in block.spans if span.kind == "html"
    ]
    return ids.union(*written)


def _is_paragraph(wanted: str, anchors: frozenset[str]) -> bool:
    match = _PARAGRAPH.fullmatch(wanted)
    return bool(match) and match[1] in anchors if match else False


def _elsewhere(review: Review, text: Parsed, wanted: str) -> str:
    """Where else in the notice the section is, as advice."""
    own = text.document.id
    for document in review.site.documents:
        other = review.source(document.id)
        if document.id == own or document.id.notice != own.notice or other is None:
            continue
        prefix = f"{document.id.region}-" if document.id.region else ""
        if wanted.removeprefix(prefix) in other.ids:
            way = f"notice:{document.id}#{prefix}{wanted.removeprefix(prefix)}"
            return f"It stands in {other.path}: write {way}."
    return ""


def _notice_fault(review: Review, target: str) -> tuple[str, str] | None:
    path, _, fragment = unquote(target).removeprefix("notice:").partition("#")
    notice, _, region = path.partition("/")
    notices = [document.id.notice for document in review.site.notices]
    if notice not in notices:
        what = f"There is no notice “{notice}”." if notice else "The link names no notice."
        return what, nearest(notice, notices)
    addenda = {document.id.region: document for document in review.site.addenda(notice)}
    if region and region not in addenda:
        return f"“{notice}” has no addendum “{region}”.", nearest(region, list(addenda)) or f"Write notice:{notice}."
    regions = (
        [region] if region else [slug for slug, each in addenda.items() if each.config.settings.placement == "section"]
    )
    source = review.source(DocumentId(notice))
    ids = set(source.ids) if source else set()
    for slug in regions:
        if parsed := review.source(DocumentId(notice, slug)):
            ids |= {f"{slug}-{each}" for each in parsed.ids}
    if not fragment or source is None or fragment in ids or _is_paragraph(fragment, frozenset(ids)):
        return None
    if region and f"{region}-{fragment}" in ids:
        return f"There is no section “{fragment}” in “{notice}”.", f"Write notice:{path}#{region}-{fragment}."
    return f"There is no section “{fragment}” in “{path}”.", nearest(fragment, sorted(ids))


def _file_fault(review: Review, text: Parsed, target: str) -> tuple[str, str] | None:
    folder = f"notices/{text.document.id}"  # also where the text itself lies elsewhere (publish --from)
    path = normpath(f"{folder}/{target}")
    if target.startswith("/") or not path.startswith(f"{folder}/"):
        return f"“{target}” lies outside the folder of the notice.", f"Copy the file into {folder}/ and write its name."
    parts = path.removeprefix(f"{folder}/").split("/")
    for depth in range(1, len(parts) + 1):
        if review.files.get("/".join((folder, *parts[:depth]))) == "link":
            return f"“{target}” is a symbolic link, which is not published.", "Put the file itself there."
    if review.files.get(path) == "file":
        return None
    names = [name.removeprefix(f"{folder}/") for name, kind in review.files.items()
             if kind == "file" and dirname(name) == dirname(path) and not name.endswith(".md")]  # fmt: skip
    if re.fullmatch(r"[^\s@/]+@[^\s@/]+\.\w+", target):
        return f"“{target}” is an e-mail address without its beginning.", f"Write mailto:{target}."
    if re.match(r"www\.|[\w-]+(\.[\w-]+)*\.(com|org|net|eu|example|[a-z]{2})(/|$)", target):
        return f"“{target}” is a web address without its beginning.", f"Write https://{target}."
    return f"There is no file “{path}”.", nearest(target, names) or f"Put the file into {folder}/, or mend its name."


def _found(text: Parsed, reference: Reference, what: str, mend: str) -> Finding:
    targets = (reference.target, unquote(reference.target)) if reference.target else ()
    raw = next((each for each in targets if each in text.body), f"[{reference.text}")
    return text.finding(reference.line, what, mend, at=raw)
