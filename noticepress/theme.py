"""Templates and assets; this module is the only importer of Jinja.

A theme is a folder with `templates/` and `assets/`. A site's own theme is looked into first, the built-in one after
it, so that a site may replace a single template or style sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.ext import extract_from_ast
from markupsafe import Markup, escape

from noticepress import languages, permalinks
from noticepress.errors import ThemeError
from noticepress.interface import Words
from noticepress.messages import Phrase, comment_above
from noticepress.views import Page

_PACKAGED: Final = Path(__file__).parent / "_data" / "theme"
_CHECKOUT: Final = Path(__file__).parent.parent / "theme"
_TEMPLATES: Final = {
    "TextPage": "text.html",
    "ArchivePage": "archive.html",
    "RedlinePage": "changes.html",
    "HomePage": "home.html",
    "ChoicePage": "choice.html",
    "NotFoundPage": "404.html",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the theme: its name with a fingerprint of its bytes, so that caches may keep it for ever."""

    name: str
    fingerprinted: str
    data: bytes


class Theme:
    """The templates and assets of a site, ready to render. ThemeError names file and line of a fault."""

    def __init__(self, folder: Path) -> None:
        self._folders = tuple(each for each in (folder, built_in()) if each.is_dir())
        self.assets = {asset.name: asset for asset in self._read_assets()}
        loader = FileSystemLoader([each / "templates" for each in self._folders])
        self._environment = Environment(
            loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
        )

    def render(self, page: Page, words: Words) -> bytes:
        """A page as HTML in UTF-8."""
        name = _TEMPLATES[type(page).__name__]
        try:
            template = self._environment.get_template(name)
            return template.render(page=page, **self._globals(page, words)).encode()
        except TemplateSyntaxError as error:
            msg = f"{error.filename or error.name}:{error.lineno}: the template cannot be read: {error.message}."
            raise ThemeError(msg) from error
        except TemplateError as error:
            msg = f"The template {name} cannot be filled in: {error}."
            raise ThemeError(msg) from error

    def phrases(self) -> Iterator[Phrase]:
        """What the templates say (`_`, `ngettext`), in the order of the files, with `{# Translators: … #}` above."""
        for folder in self._folders:
            for file in sorted((folder / "templates").rglob("*")):
                if file.is_file():
                    name = file.relative_to(folder).as_posix()
                    yield from self._phrases_of(f"{folder.name}/{name}", file.read_text("utf-8"))

    def _phrases_of(self, path: str, text: str) -> Iterator[Phrase]:
        lines = text.splitlines()
        try:
            tree = self._environment.parse(text, path, path)
        except TemplateSyntaxError as error:
            msg = f"{path}:{error.lineno}: the template cannot be read: {error.message}."
            raise ThemeError(msg) from error
        found = extract_from_ast(tree, ("_", "gettext", "ngettext"), babel_style=False)
        for line, function, texts in sorted(found, key=lambda each: each[0]):
            msgid, *others = (text for text in texts or () if text)
            plural = others[0] if function == "ngettext" and others else None
            yield Phrase(msgid, path, line, plural, comment_above(lines, line))

    def _globals(self, page: Page, words: Words) -> dict[str, object]:
        locale = words.locale

        def href(url: str) -> str:
            return permalinks.relative(page.frame.url, url)

        def day(value: date) -> Markup:
            text = languages.long_date(value, locale)
            return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), text)

        def asset(name: str) -> str:
            return href(permalinks.asset(self.assets[name].fingerprinted))

        def gettext(message: str, **values: object) -> Markup:
            # A catalogue is untrusted text: it is escaped, and values keep what markup they have.
            text = escape(words.text(message))
            return text % values if values else text

        def ngettext(one: str, many: str, count: int) -> str:
            return words.plural(one, many, count, number=languages.number(count, locale))

        return {
            "href": href, "day": day, "asset": asset, "_": gettext, "ngettext": ngettext,
            "number": lambda value: languages.number(value, locale),
            "direction": languages.direction,
            "moment": lambda value: languages.long_moment(value, locale),
        }  # fmt: skip

    def _read_assets(self) -> Iterator[Asset]:
        names = {
            file.relative_to(folder / "assets").as_posix()
            for folder in self._folders
            for file in (folder / "assets").rglob("*")
            if file.is_file()
        }
        for name in sorted(names):
            file = next(each / "assets" / name for each in self._folders if (each / "assets" / name).is_file())
            data = file.read_bytes()
            stem, dot, suffix = name.rpartition(".")
            mark = sha256(data).hexdigest()[:12]
            yield Asset(name, f"{stem}.{mark}{dot}{suffix}" if dot else f"{name}.{mark}", data)


def built_in() -> Path:
    """The theme that comes with the program: in the package, or in a checkout beside it."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
