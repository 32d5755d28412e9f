"""Questions to the person at the terminal, each of which an option answers as well."""

import re
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import click

from noticepress.errors import UsageError, nearest

T = TypeVar("T")


def ask(
    given: str | None, option: str, question: str, read: Callable[[str], T], default: str | None = None,
    *, alone: str | None = None,
) -> T:  # fmt: skip
    """The answer of the option where it is given, else of the person, who is asked again until it can be read.

    `read` raises ValueError with a sentence for the person. Where nobody can be asked the default stands, or
    `alone`, which a person is never offered; without either UsageError.
    """
    if given is not None:
        try:
            return read(given)
        except ValueError as error:
            msg = f"{option}: {error}"
            raise UsageError(msg) from error
    while True:
        try:
            answer = str(click.prompt(question, default=default))
        except click.Abort as error:
            if sys.stdin.isatty():
                raise
            if (default or alone) is not None:
                click.echo()
                return read(default or alone or "")
            msg = f"{option} is missing, and nobody is here to ask. ({question}.)"
            raise UsageError(msg) from error
        try:
            return read(answer.strip())
        except ValueError as error:
            click.echo(str(error))


def words(text: str) -> str:
    """Any text that is not empty."""
    if not text.strip():
        msg = "Please write something here."
        raise ValueError(msg)
    return text.strip()


def day(text: str) -> date:
    """A day of the calendar."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        from noticepress.schema import guessed_day

        example = guessed_day(text) or "2027-01-01"
        msg = f"“{text}” is not a day of the calendar. Write year-month-day, such as {example}."
        raise ValueError(msg) from error


def address(text: str) -> str:
    """The web address of a site, without a slash at its end."""
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", text):
        msg = f"“{text}” is not a web address. Write it like https://legal.example.com."
        raise ValueError(msg)
    return text.rstrip("/")


def email(text: str) -> str:
    """An e-mail address, as far as its form shows."""
    if not re.fullmatch(r"[^\s@<>]+@[^\s@<>]+", text):
        msg = f"“{text}” is not an e-mail address. Write it like privacy@example.com."
        raise ValueError(msg)
    return text


def zone(text: str) -> str:
    """A time zone of the IANA list."""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        close = nearest(text, sorted(available_timezones())) if text else ""
        mend = close if close.startswith("Did") else "Use a name of the IANA list, such as Europe/Stockholm."
        msg = f"“{text}” is not a time zone. {mend}"
        raise ValueError(msg) from error
    return text


def locales(text: str) -> tuple[str, ...]:
    """Languages as BCP 47 tags, separated by commas or spaces."""
    from noticepress.languages import is_locale, locale_help

    tags = tuple(dict.fromkeys(re.split(r"[\s,]+", text.strip(" ,"))))
    for tag in tags:
        if not is_locale(tag):
            msg = f"“{tag}” is not a language that CLDR knows. {locale_help(tag)}"
            raise ValueError(msg)
    return tags


def next_month(today: date) -> date:
    """The first day of the month after the next, which leaves readers at least a month to read a new text."""
    return ((today.replace(day=28) + timedelta(days=4)).replace(day=28) + timedelta(days=4)).replace(day=1)
