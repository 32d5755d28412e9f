"""A made-up site of any size: `python benchmarks/corpus.py DIR --notices 10 --locales 5 --versions 20`.

The same arguments give the same files on every run. Texts have about 3,500 words in 127 blocks, of which 6% change
from version to version: the proportions of real notices with long histories.
"""

import argparse
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from noticepress.head import HEAD, Head, write_head
from noticepress.ledger import FIRST, chained, digest, line_of, source_file, text_file
from noticepress.model import DocumentId, Entry, Settings

LOCALES = ("en", "de", "fr", "sv", "es", "it", "nl", "pl", "pt", "da", "fi", "cs", "hu", "ro", "el")
WORDS = 3500
BLOCKS = 127
CHANGED = 0.06
FIRST_DAY, DAYS = date(2007, 1, 1), 300  # the first effective date, and days from version to version
_SYLLABLES = "da ta co okie ser vice no tice con sent re gion pri vacy ac count per son pur pose ba sis".split()
_SMALL = "the of and to a in we you for or is by with as our your".split()


@dataclass(frozen=True, slots=True)
class Size:
    """How many notices, locales and versions there are."""

    notices: int
    locales: int
    versions: int

    @property
    def texts(self) -> int:
        """How many texts that makes."""
        return self.notices * self.locales * self.versions

    @property
    def tags(self) -> tuple[str, ...]:
        """The locales."""
        return LOCALES[: self.locales]


class Author:
    """Writes blocks of a language; about half of the words are small ones, as in English."""

    def __init__(self, seed: str) -> None:
        self.chance = random.Random(seed)
        self.vocabulary = ["".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(2, 4))) for _ in range(1500)]

    def words(self, count: int) -> str:
        """So many words, as a sentence or several."""
        chosen = [self.chance.choice(_SMALL if self.chance.random() < 0.5 else self.vocabulary) for _ in range(count)]
        for place in range(0, count, 17):
            chosen[place] = chosen[place].capitalize()
            if place:
                chosen[place - 1] += "."
        return " ".join(chosen)

    def block(self, number: int) -> str:
        """A block of Markdown; every fifth is a heading, the others are paragraphs and lists."""
        if number % 5 == 0:
            return f"{'##' if number % 10 == 0 else '###'} {self.words(4)} {{#s{number}}}"
        if number % 5 == 3:
            return "\n".join(f"- **{self.words(2)}** {self.words(9)}" for _ in range(3))
        link = f"[{self.words(2)}](#s{number // 5 * 5})"
        return f"{self.words(16)} {link} {self.words(17)}."

    def revised(self, block: str, number: int) -> str:
        """The block as an editor leaves it: a few words changed, or (one in five) written anew."""
        if number % 5 == 0 or self.chance.random() < 0.2:
            return self.block(number)
        words = block.split(" ")
        plain = [place for place, word in enumerate(words) if word.isalpha()]
        for place in self.chance.sample(plain, min(4, len(plain))):
            words[place] = self.chance.choice(self.vocabulary)
        return " ".join(words)


def history(number: int, locale: str, versions: int) -> Iterator[tuple[date, str]]:
    """The texts of a notice in a locale: effective date and Markdown body, version after version."""
    author = Author(f"{number} {locale}")
    blocks = [author.block(index) for index in range(BLOCKS)]
    for version in range(versions):
        if version:
            for index in random.Random(f"{number} {version}").sample(range(BLOCKS), round(BLOCKS * CHANGED)):
                blocks[index] = author.revised(blocks[index], index)
        yield effective(number, version), "\n\n".join(blocks) + "\n"


def effective(number: int, version: int) -> date:
    """The effective date of a version of a notice."""
    return FIRST_DAY + timedelta(days=DAYS * version + number % DAYS)


def write_project(folder: Path, size: Size) -> None:
    """A noticepress project with everything published."""
    (folder / "notices").mkdir(parents=True)
    (folder / "notices" / "site.toml").write_text(
        '[site]\nname = "Benchmark"\nbase-url = "https://legal.bench.example"\ntime-zone = "Europe/Stockholm"\n'
        f'source-locale = "en"\nlocales = [{", ".join(f"{tag!r}" for tag in size.tags)}]\n\n'
        '[organisation]\nname = "Bench AB"\n\n' + "".join(f"[notices.notice{n}]\n" for n in range(size.notices))
    )
    for number in range(size.notices):
        texts: dict[date, dict[str, str]] = {}
        for locale in size.tags:
            for day, body in history(number, locale, size.versions):
                texts.setdefault(day, {})[locale] = body
        last = FIRST
        for day, bodies in texts.items():
            last = add_version(folder, number, day, bodies, last)


def add_version(folder: Path, number: int, day: date, bodies: Mapping[str, str], last: str) -> str:
    """Publish a version of a notice in a project; `last` is the digest of its ledger's last entry, as is what
    comes back."""
    notice = f"notice{number}"
    published = folder / "notices" / notice / "published"
    (published / day.isoformat()).mkdir(parents=True)
    source = _text(notice, day, "en", bodies["en"])
    (published / source_file(day, 1)).write_bytes(source)
    (folder / "notices" / notice / "notice.md").write_bytes(source)
    with (published / "ledger.jsonl").open("a") as ledger:
        for locale, body in bodies.items():
            raw = _text(notice, day, locale, body)
            (published / text_file(day, locale, 1)).write_bytes(raw)
            entry = chained(_entry(notice, day, locale, raw, source), last)
            ledger.write(line_of(entry) + "\n")
            last = entry.digest
    (published / HEAD).write_bytes(write_head(Head(notice, last)))
    return last


def _text(notice: str, day: date, locale: str, body: str) -> bytes:
    head = f"title: {notice.capitalize()} {locale}\neffective: {day}\nchange: minor\nsummary: Some words changed.\n"
    return f"---\n{head}---\n\n{body}".encode()


def _entry(notice: str, day: date, locale: str, raw: bytes, source: bytes) -> Entry:
    moment = datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZoneInfo("Europe/Stockholm")) - timedelta(days=40)
    return Entry(
        event="publish", document=DocumentId(notice), version=day, locale=locale, revision=1, sha256=digest(raw),
        file=text_file(day, locale, 1), change="minor", recorded=moment, published=moment, by="Bench", reason="",
        evidence="", settings=Settings("en", 1), source_sha256=digest(source), attachments=(), previous="", digest="",
    )  # fmt: skip


def main() -> None:
    """Write the project that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--notices", type=int, default=10)
    parser.add_argument("--locales", type=int, default=5)
    parser.add_argument("--versions", type=int, default=20)
    options = parser.parse_args()
    write_project(options.folder, Size(options.notices, options.locales, options.versions))


if __name__ == "__main__":
    main()
