"""The interface catalogues that come with noticepress say everything that the program and the theme say."""

import subprocess
from pathlib import Path

import pytest

from noticepress.languages import plural_forms, tag_of
from noticepress.messages import header_value, phrase_fault, read_po

LOCALES = Path(__file__).parent.parent.parent / "locales"
TEMPLATE = read_po((LOCALES / "site.pot").read_text("utf-8"), "site.pot")
CATALOGUES = sorted(LOCALES.glob("*/LC_MESSAGES/site.po"))


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.parent.name)
def test_every_word_is_translated_and_every_placeholder_whole(file: Path) -> None:
    tag = tag_of(file.parent.parent.name)
    catalogue = read_po(file.read_text("utf-8"), file.name)
    assert [message.msgid for message in catalogue.messages] == [message.msgid for message in TEMPLATE.messages]
    assert not [message.msgid for message in catalogue.messages if message.fuzzy or not all(message.strings)]
    assert not {message.msgid: fault for message in catalogue.messages if (fault := phrase_fault(message))}
    assert header_value(catalogue, "Plural-Forms") == plural_forms(tag)


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.parent.name)
def test_gettext_accepts_it(file: Path) -> None:
    done = subprocess.run(["msgfmt", "-c", "-o", "/dev/null", file], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_all_languages_that_are_promised_are_there() -> None:
    european = "bg cs da de el es et fi fr ga hr hu it lt lv mt nl pl pt ro sk sl sv".split()
    others = "nb is ar he ja zh_Hans zh_Hant ko pt_BR tr uk".split()
    assert {*european, *others} <= {file.parent.parent.name for file in CATALOGUES}
