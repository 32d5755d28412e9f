"""Templates and assets; this module is the only importer of Jinja.

A theme is a folder with `templates/` and `assets/`. A site's own theme is looked into first, the built-in one after
it, so that a site may replace a single template or style sheet.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache, cached_property, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    TemplateNotFound,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateRuntimeError, TemplateSyntaxError
from markupsafe import Markup, escape
from msgspec import Struct

from noticepress import languages, permalinks
from noticepress.assets import Asset, read_assets
from noticepress.contents import Chunks, Direct, PageEnvironment, functions, gathered
from noticepress.deferred import key_of, key_of_page
from noticepress.errors import ThemeError, nearest
from noticepress.finishing import StepWords, finished, redlined
from noticepress.fragments import GAP, Fragments
from noticepress.interface import Words
from noticepress.marks import are_whole, filled, mark
from noticepress.uses import Compiled, Templates
from noticepress.views import ChangeItem, NotFoundPage, Page, RedlinePage

if TYPE_CHECKING:
    from noticepress.messages import Phrase

_PACKAGED: Final = Path(__file__).parent / "_data" / "theme"
_CHECKOUT: Final = Path(__file__).parent.parent / "theme"
_TEMPLATES: Final = {
    "TextPage": "text.html",
    "ArchivePage": "archive.html",
    "RedlinePage": "changes.html",
    "HomePage": "home.html",
    "ChoicePage": "choice.html",
    "NotFoundPage": "404.html",
    "MovedPage": "moved.html",
    "WithdrawnPage": "withdrawn.html",
}
_OWN_WORDS: Final = ("Table", "Previous change", "Next change", "List of changes")
"""Words that stand in texts and redlines as they are put on a page, whatever the template."""
_NUMBER: Final = f"{GAP}#{GAP}"
"""What holds the place of the number of a change in what a macro makes."""
_FAULTS: Final = (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError)


class _Reach(Struct, frozen=True):
    """What pages of a template may show: `key` is the hash of all templates and the names of all assets, `assets` are
    these with their numbers, `messages` those of the words (None: all)."""

    key: str
    assets: Mapping[str, tuple[int, Asset]]
    messages: frozenset[str] | None


class _Bytecode(BytecodeCache):
    """Compiled templates by the hash of their source. `program` stands for the program and its libraries."""

    def __init__(self, compiled: Compiled, program: str) -> None:
        self._compiled, self._program = compiled, program

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in what is kept of a template."""
        if raw := self._compiled.get(bucket.key, self._program + bucket.checksum):
            bucket.bytecode_from_string(raw)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template that was compiled."""
        self._compiled.put(bucket.key, self._program + bucket.checksum, bucket.bytecode_to_string())


class Theme:
    """The templates and assets of a site, ready to render. ThemeError names file and line of a fault.

    With `compiled` templates that an earlier build by the same `program` compiled are not compiled again.
    """

    def __init__(self, folder: Path, compiled: Compiled | None = None, program: str = "") -> None:
        self._folders = tuple(each for each in (folder, built_in()) if each.is_dir())
        self.assets = {asset.name: asset for asset in read_assets(self._folders)}
        loader = FileSystemLoader([each / "templates" for each in self._folders])
        self._reaches: dict[str, _Reach] = {}
        self._spoken: dict[str, tuple[Words, Words, dict[str, object]]] = {}
        self._environment = PageEnvironment(
            loader=loader, extensions=[Direct], autoescape=True, undefined=StrictUndefined, auto_reload=False,
            trim_blocks=True, lstrip_blocks=True, bytecode_cache=_Bytecode(compiled, program) if compiled else None,
        )  # fmt: skip
        folders = [each / "templates" for each in self._folders]
        self._templates = Templates(folders, self._environment, compiled, program)

    def key(self, page: Page, words: Words) -> str:
        """The hash of all that the HTML of a page is made of, but for its marks."""
        name = _TEMPLATES[type(page).__name__]
        return key_of_page(page, self._reach(name).key, self._in_language(name, words)[0].digest)

    def messages(self, *kinds: type[Page]) -> frozenset[str] | None:
        """What the templates of some kinds of pages say (None: anything)."""
        found = [self._reach(_TEMPLATES[kind.__name__]).messages for kind in kinds]
        said = [each for each in found if each is not None]
        return frozenset().union(*said) if len(said) == len(found) else None

    @cached_property
    def digest(self) -> str:
        """The SHA-256 that stands for every template and asset."""
        found = sha256()
        for folder in self._folders:
            for file in sorted(each for each in folder.rglob("*") if each.is_file()):
                found.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes() + b"\0")
        return found.hexdigest()

    def marks(self, page: Page) -> tuple[str, ...]:
        """The marks of the assets that a page may name."""
        return tuple(mark(each.fingerprint) for _, each in self._reach(_TEMPLATES[type(page).__name__]).assets.values())

    def render(self, page: Page, words: Words) -> bytes:
        """A page as HTML in UTF-8."""
        return filled(self.gapped(page, words), self.marks(page))[0]

    def gapped(self, page: Page, words: Words) -> bytes:
        """The same with gaps for its marks; with the marks themselves where a template has done something to one."""
        html = self._html(page, words, Asset.gapped)
        return html if are_whole(html) else self._html(page, words, lambda each, _: each.fingerprinted)

    def _html(self, page: Page, words: Words, named: Callable[[Asset, int], str]) -> bytes:
        name = _TEMPLATES[type(page).__name__]
        try:
            return _filled_in(self._template(name), {"page": page, **self._globals(name, page, words, named)})
        except TemplateSyntaxError as error:
            msg = f"{error.filename or error.name}:{error.lineno}: the template cannot be read: {error.message}."
            raise ThemeError(msg) from error
        except _FAULTS as error:
            fault = str(error).rstrip(".")
            msg = (
                f"{_place(error, self._folders, name)}: the template cannot be filled in for {page.frame.url}: {fault}."
            )
            raise ThemeError(msg) from error

    def _template(self, name: str) -> Template:
        try:
            return self._environment.get_template(name)
        except TemplateNotFound as error:
            if error.name == name:
                folders = " or ".join(str(each / "templates") for each in self._folders)
                msg = f"The theme has no template {name}: there is none in {folders}. Restore it."
                raise ThemeError(msg) from error
            raise

    def phrases(self) -> "Iterator[Phrase]":
        """What the templates say (`_`, `ngettext`), in the order of the files, with `{# Translators: … #}` above."""
        for folder in self._folders:
            for file in sorted((folder / "templates").rglob("*")):
                if file.is_file():
                    name = file.relative_to(folder).as_posix()
                    yield from self._phrases_of(f"{folder.name}/{name}", file.read_text("utf-8"))

    def _phrases_of(self, path: str, text: str) -> "Iterator[Phrase]":
        lines = text.splitlines()
        try:
            tree = self._environment.parse(text, path, path)
        except TemplateSyntaxError as error:
            msg = f"{path}:{error.lineno}: the template cannot be read: {error.message}."
            raise ThemeError(msg) from error
        from jinja2.ext import extract_from_ast

        from noticepress.messages import Phrase, comment_above

        found = extract_from_ast(tree, ("_", "gettext", "ngettext"), babel_style=False)
        for line, function, texts in sorted(found, key=lambda each: each[0]):
            msgid, *others = (text for text in texts or () if text)
            plural = others[0] if function == "ngettext" and others else None
            yield Phrase(msgid, path, line, plural, comment_above(lines, line))

    def _reach(self, name: str) -> "_Reach":
        """What pages of a template may show."""
        if name not in self._reaches:
            key, found = self._templates.reach(name)
            named = [each for each in self.assets if found.assets is None or each in found.assets]
            assets = {name: (number, self.assets[name]) for number, name in enumerate(named)}
            messages = None if found.messages is None else found.messages.union(_OWN_WORDS)
            self._reaches[name] = _Reach(key_of(key, named), assets, messages)
        return self._reaches[name]

    def _in_language(self, name: str, words: Words) -> tuple[Words, dict[str, object]]:
        """The words of a language that pages of a template may show, and what all of them share; pages of a language
        follow each other."""
        known = self._spoken.get(name)
        if known is None or known[0] is not words:
            narrower = words.only(self._reach(name).messages)
            known = self._spoken[name] = words, narrower, _language_globals(narrower)
        return known[1:]

    def _globals(self, name: str, page: Page, words: Words, named: Callable[[Asset, int], str]) -> dict[str, object]:
        base = page.frame.absolute.removesuffix(page.frame.url)
        assets = self._reach(name).assets
        narrower, shared = self._in_language(name, words)

        def href(url: str) -> str:
            # The page for addresses that do not exist is served at any depth: its links start at the root.
            if isinstance(page, NotFoundPage):
                return urlsplit(base).path + url
            return permalinks.relative(page.frame.url, url)

        def asset(name: str) -> str:
            if name not in assets:
                msg = f"the theme has no asset “{name}”. {nearest(name, list(self.assets))}"
                raise TemplateRuntimeError(msg)
            number, found = assets[name]
            return href(permalinks.asset(named(found, number)))

        return {
            "href": href, "asset": asset, "has_asset": assets.__contains__,
            "absolute": lambda url: base + url,
            **shared,
            **functions("body", _body_of(page, narrower), _TEMPLATES[type(page).__name__]),
            **functions("redline", _redline_of(page, narrower), _TEMPLATES[type(page).__name__]),
        }  # fmt: skip


def fill(template: Path, values: Mapping[str, object]) -> str:
    """A template of plain text, such as a server's configuration, filled in; nothing is escaped."""
    loader = FileSystemLoader(template.parent)
    environment = Environment(  # noqa: S701  (plain text, no HTML)
        loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    return environment.get_template(template.name).render(values)


def built_in() -> Path:
    """The theme that comes with the program: in the package, or in a checkout beside it."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def _language_globals(words: Words) -> dict[str, object]:
    """What templates say in the language of the page."""
    locale = words.locale

    @cache
    def day(value: date) -> Markup:
        text = languages.long_date(value, locale)
        return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), text)

    @cache
    def moment(value: datetime) -> Markup:
        text = languages.long_moment(value, locale)
        return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), text)

    @cache
    def escaped(message: str) -> Markup:
        return escape(words.text(message))

    def gettext(message: str, **values: object) -> Markup:
        # A catalogue is untrusted text: it is escaped, and values keep what markup they have.
        text = escaped(message)
        return text % values if values else text

    def ngettext(one: str, many: str, count: int) -> str:
        return words.plural(one, many, count, number=languages.number(count, locale))

    return {
        "numbered_changes": _changes_numbered(), "day": day, "moment": moment, "_": gettext, "ngettext": ngettext,
        "year_of": lambda value: languages.year(value, locale),
        "listing": lambda items: languages.listing(items, locale),
        "language": lambda tag: languages.name_in(tag, locale),
        "number": lambda value: languages.number(value, locale),
        "direction": languages.direction,
    }  # fmt: skip


def _changes_numbered() -> Callable[..., Markup]:
    """What makes a list of changes, a macro being asked but once about changes that differ by their number alone."""

    @lru_cache(maxsize=1024)
    def gapped(macro: Callable[..., str], *values: object) -> str:
        return str(macro(_NUMBER, *values))

    def numbered(
        macro: Callable[..., str], changes: Sequence[ChangeItem], names: Mapping[str, str], *values: object
    ) -> Markup:
        found = (gapped(macro, names[each.kind], each.kind, each.old, each.new, *values) for each in changes)
        lines = [text.replace(_NUMBER, str(each.number)) for text, each in zip(found, changes, strict=True)]
        return Markup("\n".join(lines))  # noqa: S704  (escaped by the macro)

    return numbered


def _body_of(page: Page, words: Words) -> Callable[[str], Chunks]:
    """What makes the HTML of a text ready for its page."""
    absolute, label = partial(urljoin, page.frame.absolute), words.text("Table")
    return lambda html: finished(html, absolute, label)


def _redline_of(page: Page, words: Words) -> Callable[[Fragments], Chunks]:
    """The same for a redline, whose changes lead to each other."""
    steps = StepWords(words.text("Previous change"), words.text("Next change"), words.text("List of changes"))
    absolute, label = partial(urljoin, page.frame.absolute), words.text("Table")

    def redline(fragments: Fragments) -> Chunks:
        last = page.size.changes if isinstance(page, RedlinePage) else 0
        return redlined(fragments, last, steps, absolute, label)

    return redline


def _filled_in(template: Template, values: dict[str, object]) -> bytes:
    """What `template.render` makes, in UTF-8: each piece by itself, since most are ASCII, whatever stands beside them.
    The macros of a template refer to the values of the page, and these to the macros: they are parted, so that nothing
    need look for the rubbish that a page leaves."""
    context = template.new_context(values)
    try:
        with gathered() as contents:
            return contents.put_into(b"".join([each.encode() for each in template.root_render_func(context)]))
    except Exception:
        template.environment.handle_exception()  # which raises it again, at its place in the template
    finally:
        context.vars.clear()
        context.exported_vars.clear()


def _place(error: BaseException, folders: Sequence[Path], name: str) -> str:
    """The template and line where a fault came up, as Jinja writes them into the traceback."""
    templates = [str(each / "templates") for each in folders]
    for frame, line in reversed(list(walk_tb(error.__traceback__))):
        if frame.f_code.co_filename.startswith(tuple(templates)):
            return f"{frame.f_code.co_filename}:{line}"
    return name
