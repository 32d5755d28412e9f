"""Bringing a catalogue up to date: what still stands stays byte for byte, and no translation is lost."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from noticepress.messages import Catalogue, Message, Previous, Source, merge, read_po, source_of, template, write_po

HEADER = """# Swedish translation, by the legal department.
#
msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"PO-Revision-Date: 2025-01-01 12:00+0100\\n"
"Last-Translator: A <a@example.com>\\n"
"Language-Team: sv\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Language: sv\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Poedit 3.5\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
CAMERAS = "Cameras in our shops record what happens at the tills for seven days."
PARCELS = "We tell the carrier your name, your address and your telephone number."


def of(markdown: str, version: str = "") -> Catalogue:
    """The template of a text."""
    source = source_of("notice.md", markdown)
    return template([replace(source, version=version)])


def translated(markdown: str, **strings: str) -> Catalogue:
    """A catalogue of a text in which every message is translated, by its msgid in capitals if not given."""
    new = of(markdown)
    messages = tuple(replace(m, strings=(strings.get(m.msgid, m.msgid.upper()),)) for m in new.messages)
    return Catalogue(read_po(HEADER, "sv.po").header, messages)


def strings(catalogue: Catalogue) -> dict[str, tuple[str, bool]]:
    return {message.msgid: (message.msgstr, message.fuzzy) for message in catalogue.messages}


def only(catalogue: Catalogue, msgid: str) -> Message:
    return next(message for message in catalogue.messages if message.msgid == msgid)


def test_a_first_merge_gives_every_message_in_the_order_of_the_text() -> None:
    assert strings(merge(Catalogue(), of("# A\n\nb\n\nc\n"))) == {"A": ("", False), "b": ("", False), "c": ("", False)}


def test_what_did_not_change_stays_byte_for_byte() -> None:
    entry = (
        "\n#  two  spaces, kept\n#. section a, paragraph 1\n#: notice.md:3\n"
        f'msgid ""\n"{CAMERAS[:20]}"\n"{CAMERAS[20:]}"\nmsgstr "Kameror "\n"i butikerna"\n'
    )
    text = HEADER + '\n#. section a, heading\n#: notice.md:1\nmsgid "A"\nmsgstr "Å"\n' + entry + "\n# the end\n"
    assert write_po(merge(read_po(text, "sv.po"), of(f"# A\n\n{CAMERAS}\n"))) == text


def test_a_text_that_only_moved_keeps_its_translation_and_gets_its_new_place() -> None:
    old = translated(f"# A\n\n{CAMERAS}\n\n# B\n\nx\n")
    moved = only(merge(old, of(f"# A\n\n# B\n\nx\n\n{CAMERAS}\n")), CAMERAS)
    assert (moved.msgstr, moved.fuzzy) == (CAMERAS.upper(), False)
    assert moved.extracted == ("section b, paragraph 2",)
    assert moved.references == ("notice.md:7",)


def test_an_edited_text_is_offered_as_fuzzy_with_the_text_it_was_made_for() -> None:
    edited = CAMERAS.replace("seven", "ten")
    message = only(merge(translated(f"# A\n\n{CAMERAS}\n"), of(f"# A\n\n{edited}\n")), edited)
    assert (message.msgstr, message.fuzzy, message.previous) == (CAMERAS.upper(), True, Previous(CAMERAS))


def test_a_previous_text_of_several_lines_is_good_gettext(tmp_path: Path) -> None:
    old = translated("Acme\\\nRoad 1, the long way round\\\nSwansea\n")
    merged = merge(old, of("Acme\\\nRoad 2, the long way round\\\nSwansea\n"))
    assert merged.messages[0].previous == Previous("Acme\\\nRoad 1, the long way round\\\nSwansea")
    accepted(merged, tmp_path)


def test_within_a_section_less_likeness_is_enough_than_across_sections() -> None:
    rewritten = "Cameras in our shops record what happens, but only on Sundays."
    old = translated(f"# A\n\n{CAMERAS}\n\n# B\n\nx\n")
    assert only(merge(old, of(f"# A\n\n{rewritten}\n\n# B\n\nx\n")), rewritten).fuzzy
    assert only(merge(old, of(f"# A\n\n# B\n\n{rewritten}\n\nx\n")), rewritten).msgstr == ""


def test_an_unlike_text_gets_nothing() -> None:
    assert only(merge(translated(f"# A\n\n{CAMERAS}\n"), of(f"# A\n\n{PARCELS}\n")), PARCELS).msgstr == ""


def test_the_parts_of_a_split_paragraph_each_get_the_whole_translation() -> None:
    merged = merge(translated(f"# A\n\n{CAMERAS} {PARCELS}\n"), of(f"# A\n\n{CAMERAS}\n\n{PARCELS}\n"))
    whole = f"{CAMERAS} {PARCELS}"
    for part in (CAMERAS, PARCELS):
        assert (only(merged, part).msgstr, only(merged, part).previous) == (whole.upper(), Previous(whole))
        assert only(merged, part).fuzzy


def test_a_joined_paragraph_gets_the_translations_of_its_parts_in_order() -> None:
    joined = f"{CAMERAS} {PARCELS}"
    message = only(merge(translated(f"# A\n\n{CAMERAS}\n\n{PARCELS}\n"), of(f"# A\n\n{joined}\n")), joined)
    assert (message.msgstr, message.previous, message.fuzzy) == (joined.upper(), Previous(joined), True)


def test_a_remark_on_both_parts_is_kept_once() -> None:
    joined = f"{CAMERAS} {PARCELS}"
    before = translated(f"# A\n\n{CAMERAS}\n\n{PARCELS}\n")
    before = replace(before, messages=tuple(replace(each, comments=("# as agreed",)) for each in before.messages))
    assert only(merge(before, of(f"# A\n\n{joined}\n")), joined).comments == ("# as agreed",)


def test_only_a_changed_url_is_rewritten_without_becoming_fuzzy() -> None:
    before = "Read [our list](https://a.example/x) or <https://b.example/>, and [this](#contact)."
    after = before.replace("a.example/x", "a.example/y").replace("#contact", "#reach-us")
    msgstr = "Läs [detta](#contact) eller <https://b.example/>, och [vår lista](https://a.example/x)."
    message = only(merge(translated(before, **{before: msgstr}), of(after)), after)
    assert message.msgstr == msgstr.replace("a.example/x", "a.example/y").replace("#contact", "#reach-us")
    assert not message.fuzzy


def test_a_changed_url_that_the_translation_does_not_have_makes_it_fuzzy() -> None:
    before, after = "Read our long list [here](https://a.example/x).", "Read our long list [here](https://a.example/y)."
    message = only(merge(translated(before, **{before: "Läs [här](https://a.example/sv)."}), of(after)), after)
    assert (message.fuzzy, message.previous) == (True, Previous(before))


def test_a_typo_correction_keeps_the_translation() -> None:
    mended = CAMERAS.replace("tills", "tils")
    merged = merge(translated(f"{mended}\n"), of(f"{CAMERAS}\n"), corrected={mended: CAMERAS})
    assert strings(merged) == {CAMERAS: (mended.upper(), False)}


def test_what_goes_is_kept_as_obsolete_and_comes_back_as_it_was() -> None:
    old = translated(f"{CAMERAS}\n\n{PARCELS}\n")
    old = replace(old, messages=(replace(old.messages[0], comments=("# seen",)), old.messages[1]))
    gone = merge(old, of(f"{PARCELS}\n"))
    assert [(each.msgid, each.msgstr, each.obsolete) for each in gone.obsolete] == [(CAMERAS, CAMERAS.upper(), True)]
    again = merge(gone, of(f"{CAMERAS}\n\n{PARCELS}\n"))
    assert (strings(again), again.obsolete) == (strings(old), ())
    assert again.messages[0].comments == ("# seen",)


def test_an_edit_taken_back_restores_the_translation_and_leaves_no_trace() -> None:
    old = translated(f"# A\n\n{CAMERAS}\n")
    there = merge(old, of(f"# A\n\n{CAMERAS} Always.\n"))
    back = merge(there, of(f"# A\n\n{CAMERAS}\n"))
    assert (back.messages, back.obsolete) == (old.messages, ())


def test_a_fuzzy_translation_whose_source_changes_again_remembers_the_text_it_was_made_for() -> None:
    first = merge(translated(f"# A\n\n{CAMERAS}\n"), of(f"# A\n\n{CAMERAS} Always.\n"))
    second = merge(first, of(f"# A\n\n{CAMERAS} Never.\n"))
    assert only(second, f"{CAMERAS} Never.").previous == Previous(CAMERAS)


def test_an_acknowledgement_does_not_outlive_the_text_it_spoke_of() -> None:
    old = translated(f"{CAMERAS}\n")
    noted = replace(old.messages[0], comments=("# a note", "# noticepress: digits-lost ok, in words"))
    old = replace(old, messages=(noted,))
    assert merge(old, of(f"{CAMERAS}\n")).messages[0].comments == noted.comments
    assert merge(old, of(f"{CAMERAS} Always.\n")).messages[0].comments == ("# a note",)


def test_an_older_version_stays_translatable_beside_the_next_one() -> None:
    edited = CAMERAS.replace("seven", "ten")
    sources = [source_of("notice.md", f"# A\n\n{edited}\n"), source_of("source.md", f"# A\n\n{CAMERAS}\n")]
    new = template([sources[0], replace(sources[1], version="2025-01-01")])
    merged = merge(translated(f"# A\n\n{CAMERAS}\n"), new)
    assert only(merged, edited).previous == Previous(CAMERAS)
    assert strings(merged)[CAMERAS] == (CAMERAS.upper(), False)
    assert only(merged, CAMERAS).extracted[0] == "only in the version of 2025-01-01"


def test_a_short_text_of_the_older_version_is_still_offered_within_its_section() -> None:
    new = [source_of("n.md", "# A\n\nwe keep it all year\n"), Source("s.md", (), "# A\n\nwe keep it\n", version="1")]
    merged = merge(translated("# A\n\nwe keep it\n"), template(new))
    assert only(merged, "we keep it all year").fuzzy


def test_plural_forms_are_as_many_as_the_header_says() -> None:
    new = Catalogue(messages=(Message("%(num)s day", ("", ""), plural="%(num)s days"),))
    header = Message("", ("Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n==2 ? 1 : 2);\n",))
    assert merge(Catalogue(header), new).messages[0].strings == ("", "", "")


@pytest.mark.parametrize("flag", ["python-format", "c-format", "no-python-format"])
def test_format_flags_that_other_tools_guessed_are_dropped(flag: str) -> None:
    old = Catalogue(messages=(Message("10% of data", ("10 % av data",), flags=("fuzzy", flag)),))
    assert merge(old, of("10% of data\n")).messages[0].flags == ("fuzzy",)


WORDS = ("we", "keep", "data", "for", "one", "year", "or", "two", "and", "share", "them", "with", "nobody")
paragraphs = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
bodies = st.lists(st.tuples(st.sampled_from(["", "# A", "# B", "# C"]), paragraphs), max_size=8).map(
    lambda rows: "\n\n".join(part for row in rows for part in row if part) + "\n"
)


@settings(deadline=None, max_examples=200)
@given(bodies, bodies, bodies)
def test_a_second_run_changes_nothing_and_no_translation_is_lost(first: str, second: str, third: str) -> None:
    start = translated(first)
    before = merge(merge(start, of(second)), of(first))
    assert strings(before) == strings(start)
    merged = merge(before, of(third))
    text = write_po(merged)
    assert write_po(merge(read_po(text, "sv.po"), of(third))) == text
    kept = {message.msgstr for message in (*merged.messages, *merged.obsolete)}
    assert all(any(message.msgstr in string for string in kept) for message in start.messages)


@settings(deadline=None, max_examples=25)
@given(bodies, bodies)
def test_gettext_accepts_every_merged_file(first: str, second: str) -> None:
    text = write_po(merge(translated(first), of(second)))
    done = subprocess.run(
        ["msgfmt", "-c", "-o", "/dev/null", "-"], input=text.encode(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def accepted(catalogue: Catalogue, folder: Path) -> None:
    path = folder / "notices.po"
    path.write_text(write_po(catalogue), encoding="utf-8", newline="")
    for tool in (["msgfmt", "-c"], ["msgcat"]):
        done = subprocess.run([*tool, "-o", "/dev/null", path], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
