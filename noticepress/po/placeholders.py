"""The names that a phrase of the interface fills in, and whether its translation fills in the same."""

import re
from typing import Final

from noticepress.po.catalogue import Message

NAMED: Final = re.compile(r"%\((\w+)\)[#0 +-]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]")
BRACED: Final = re.compile(r"\{(\w+)\}")


def placeholders(text: str) -> frozenset[str]:
    """The names a phrase fills in: of `%(name)s` and `{name}`."""
    if "%" not in text and "{" not in text:
        return frozenset()
    return frozenset(f"%({name})s" for name in NAMED.findall(text)) | frozenset(
        f"{{{name}}}" for name in BRACED.findall(text)
    )


def phrase_fault(message: Message) -> str:
    """What is wrong with a translated phrase, or "": names that it does not fill in, or fills in and has no value for.

    A plural form may leave out the number ("one day"), as gettext allows.
    """
    wanted = placeholders(message.msgid) | placeholders(message.plural or "")
    optional = {"%(num)s", "%(number)s"} if message.plural else set()
    for string in message.strings:
        present = placeholders(string)
        if missing := sorted(wanted - present - optional):
            return f"the translation leaves out {', '.join(missing)}"
        if unknown := sorted(present - wanted):
            return f"the translation has {', '.join(unknown)}, which its source has not"
        if _stray_percent(string, is_format=bool(wanted)):
            return "the translation has a stray %"
    return ""


def _stray_percent(text: str, *, is_format: bool) -> bool:
    return is_format and "%" in NAMED.sub("", text).replace("%%", "")
