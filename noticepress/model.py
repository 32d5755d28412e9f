"""The words of noticepress as values: frozen, complete at birth, without files, clock or network.

They follow the FRBR model of legislation publishers: a notice or addendum is a *document* (work), it has *versions*
(by effective date), a version has *texts* (expressions: one locale, one revision), and readers see *editions*.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct, field

Html = Literal["off", "sanitised"]
Placement = Literal["section", "page"]
Untranslated = Literal["source", "previous"]
ChangeClass = Literal["material", "minor"]
Level = Literal["error", "warning", "note", "off"]
FileKind = Literal["file", "folder", "link"]
Event = Literal["publish", "correct", "withdraw", "retire", "import"]


class DocumentId(Struct, frozen=True, order=True):
    """A notice (`privacy`), or the addendum of a region to it (`privacy/eea`)."""

    notice: str
    region: str = ""

    def __str__(self) -> str:
        return f"{self.notice}/{self.region}" if self.region else self.notice

    @property
    def domain(self) -> str:
        """The gettext domain of its paragraphs: `privacy.eea`."""
        return f"{self.notice}.{self.region}" if self.region else self.notice

    @property
    def source_name(self) -> str:
        """The stem of its working text: `notice` or `addendum`."""
        return "addendum" if self.region else "notice"


class Settings(Struct, frozen=True):
    """What the rendering of a text depends on beside the text; frozen in the ledger with each publication."""

    authoritative: str
    dialect: int
    html: Html = "off"
    placement: Placement = "page"
    untranslated: Untranslated = "source"


class Region(Struct, frozen=True):
    """A region of site.toml: its slug, ISO 3166 territories, a name of its own, and its contact values; a retired one
    is no longer offered to readers."""

    slug: str
    territories: tuple[str, ...] = ()
    name: str = ""
    contact: Mapping[str, str] = field(default_factory=dict)
    retired: bool = False


class DocumentConfig(Struct, frozen=True):
    """The settings of one notice or addendum in site.toml.

    `covers` names the lists of what it must say (`gdpr-13`); `not_applicable` holds the items of those lists that it
    need not say, each with the reason.
    """

    id: DocumentId
    locales: tuple[str, ...]
    settings: Settings
    locales_reason: str = ""
    last_review: date | None = None
    covers: tuple[str, ...] = ()
    not_applicable: Mapping[str, str] = field(default_factory=dict)


class Moved(Struct, frozen=True):
    """An address that the site had once (`/sv/integritet/`) and the one that stands for it now; both are rooted."""

    old: str
    new: str


class CheckSetting(Struct, frozen=True):
    """What site.toml says of a rule: its severity, or off, and why; a limit of its own for a rule that has one (0: the
    usual one)."""

    level: Level
    reason: str
    limit: int = 0


class SiteConfig(Struct, frozen=True):
    """site.toml. Values of `variables` are plain text by dotted name; `documents` keeps the order of the file, each
    notice before its addenda. Nothing new is published in `retired_locales`, but what was published stays."""

    name: str
    base_url: str
    zone: ZoneInfo
    source_locale: str
    locales: tuple[str, ...]
    variables: Mapping[str, str]
    contact: Mapping[str, str]
    regions: Mapping[str, Region]
    documents: tuple[DocumentConfig, ...]
    theme: str = "theme"
    accessibility: str = ""
    privacy: str = ""
    moved: tuple[Moved, ...] = ()
    retired_locales: tuple[str, ...] = ()
    material_days: int = 30
    notice_days: int = 30
    checks: Mapping[str, CheckSetting] = field(default_factory=dict)

    @property
    def organisation(self) -> str:
        """The name of the organisation; of a site that names none, its own."""
        return self.variables.get("organisation.name", self.name)

    def contacts(self) -> dict[str, dict[str, str]]:
        """The contact values of every region by slug, `""` being those without a region."""
        own = {slug: {**self.contact, **region.contact} for slug, region in self.regions.items()}
        return {"": dict(self.contact), **own}


class Meta(Struct, frozen=True):
    """Front matter. `contacts` and `variables` stand in published texts only: the contact values of every region
    (`""`: where none applies), and the values of the variables that the text used, as they were on publication."""

    title: str
    effective: date
    description: str = ""
    change: ChangeClass = "material"
    summary: str = ""
    translates: str = ""
    contacts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    variables: Mapping[str, str] = field(default_factory=dict)


class WorkingText(Struct, frozen=True):
    """A Markdown file as an editor left it, or as it was when it was published (`source.md`).

    `path` is relative to the project folder, `sha256` that of the file's bytes (`raw`); `line` is the line of the
    file at which the body starts.
    """

    path: str
    raw: bytes
    sha256: str
    meta: Meta
    body: str
    line: int


class Headless(Struct, frozen=True):
    """A working text whose front matter cannot be read: its body is checked all the same."""

    document: DocumentId
    locale: str
    path: str
    raw: bytes
    body: str
    line: int


class Attachment(Struct, frozen=True):
    """A local file that a text shows or links: its name in the text, where it is kept, and its SHA-256."""

    name: str
    file: str
    sha256: str


class Entry(Struct, frozen=True):
    """One line of a ledger.

    `version` is the effective date; for `retire` the first day on which the document no longer applies. `published`
    is when the text became public, `recorded` when that was written down; they differ for imports only, whose
    `evidence` says where the date comes from. A withdrawal of a text repeats its locale, revision, file and hash;
    that of a whole version has the locale `""` and revision 0. `source_sha256` is the hash of the `source.md` that
    the text was made from. `digest` is the SHA-256 of the line, `previous` that of the line before.
    """

    event: Event
    document: DocumentId
    version: date
    locale: str
    revision: int
    sha256: str
    file: str
    change: ChangeClass
    recorded: datetime
    published: datetime
    by: str
    reason: str
    evidence: str
    settings: Settings
    source_sha256: str
    attachments: tuple[Attachment, ...]
    previous: str
    digest: str

    @property
    def is_correction(self) -> bool:
        """Whether this text replaced one of the same version: by a correction, or silently in an imported history."""
        return self.event == "correct" or (self.event == "import" and self.revision > 1)


class Text(Struct, frozen=True):
    """A published text: a version in one locale and revision, exactly as the ledger holds it.

    `raw` are the bytes of its file, `begin` is the place in them where its body begins. `withdrawn` is the entry by
    which it was withdrawn, if it was: its body is empty then, and of its front matter only the effective date and a
    title are left. `draft` marks a working text that stands in for a published one.
    """

    entry: Entry
    meta: Meta
    raw: bytes
    begin: int
    withdrawn: Entry | None = None
    draft: bool = False

    @property
    def body(self) -> str:
        """The text without its front matter. Made anew each time: a site holds many texts, and few are looked at."""
        return self.raw[self.begin :].decode("utf-8", "replace")

    @property
    def locale(self) -> str:
        return self.entry.locale


class Document(Struct, frozen=True):
    """A notice or addendum with everything known of it.

    `working` is the next version in the source locale, `translations` the whole-file translations of it by locale;
    `sources` the frozen sources of each published version by effective date, oldest first: one for each publication
    or correction in the source locale.
    """

    config: DocumentConfig
    entries: tuple[Entry, ...] = ()
    texts: tuple[Text, ...] = ()
    working: WorkingText | None = None
    translations: Mapping[str, WorkingText] = field(default_factory=dict)
    sources: Mapping[date, tuple[WorkingText, ...]] = field(default_factory=dict)

    @property
    def id(self) -> DocumentId:
        return self.config.id

    @property
    def has_draft(self) -> bool:
        """Whether the working text differs from every source of the last published version, and of the version of its
        own date: one may be published after another that is to follow it."""
        if self.working is None:
            return False
        days = {self.working.meta.effective, *([max(self.sources)] if self.sources else [])}
        return all(self.working.raw != source.raw for day in days for source in self.sources.get(day, ()))


class Site(Struct, frozen=True):
    """Everything that was read: configuration, documents in the order of site.toml, files by path."""

    config: SiteConfig
    documents: tuple[Document, ...]

    def document(self, identifier: DocumentId) -> Document:
        """The document of that id; KeyError where there is none."""
        for document in self.documents:
            if document.id == identifier:
                return document
        raise KeyError(str(identifier))

    @property
    def notices(self) -> tuple[Document, ...]:
        return tuple(document for document in self.documents if not document.id.region)

    def addenda(self, notice: str) -> tuple[Document, ...]:
        """The addenda of a notice, in the order of site.toml."""
        return tuple(d for d in self.documents if d.id.notice == notice and d.id.region)
