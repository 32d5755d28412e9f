"""Patches are applied by the programs that readers have: Git and GNU patch."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noticepress.formats.patches import patch

PROGRAMS = [pytest.param(["git", "apply", "-"], id="git"), pytest.param(["patch", "-p1", "-s"], id="patch")]

LINES = st.sampled_from(
    [b"a\n", b"b\n", b"\n", b"---\n", b"-- x\n", b"+++ b/y\n", b"crlf\r\n", b"\r\n", b"a\rb\n", b"page\x0cbreak\n",
     "line\u2028separator\n".encode(), "nel\x85\n".encode(), b"\\ No newline at end of file\n", b"@@ -1 +1 @@\n",
     b"diff --git a/x b/x\n", b"*** 1,2\n", b"1c1\n", b"From: x\n", b" lead\n"]
)  # fmt: skip
TEXTS = st.tuples(st.lists(LINES, min_size=1, max_size=12), st.sampled_from([b"", b"no newline", b"cr\r"])).map(
    lambda parts: b"".join(parts[0]) + parts[1]
)


def apply(program: Sequence[str], folder: Path, diff: bytes) -> bytes:
    done = subprocess.run(program, cwd=folder, input=diff, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return (folder / "index.md").read_bytes()


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"one\ntwo\n", b"one\nthree\n"),
        (b"one\r\ntwo\r\n", b"one\r\nthree\r\n"),
        (b"one\r\ntwo\r\n", b"one\ntwo\n"),
        (b"no newline", b"no newline at the end"),
        (b"no newline", b"no newline\n"),
        (b"newline\n", b"newline"),
        (b"the same\n", b"the same\n"),
        (b"the same, no newline", b"the same, no newline"),
        (None, b"---\ntitle: new\n---\n"),
        (None, b"no newline"),
        ("Första\u2028raden\n".encode(), "Andra\u2028raden\n".encode()),
    ],
)
def test_a_patch_makes_the_new_text(program: list[str], old: bytes | None, new: bytes, tmp_path: Path) -> None:
    if old is not None:
        (tmp_path / "index.md").write_bytes(old)
    assert apply(program, tmp_path, patch("index.md", old, new)) == new


@pytest.mark.parametrize("program", PROGRAMS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(old=TEXTS, new=TEXTS)
def test_awkward_lines_survive(program: list[str], old: bytes, new: bytes, tmp_path: Path) -> None:
    (tmp_path / "index.md").write_bytes(old)
    assert apply(program, tmp_path, patch("index.md", old, new)) == new


def test_a_patch_bears_no_clock() -> None:
    assert patch("eea.md", b"a\n", b"b\n") == (
        b"diff --git a/eea.md b/eea.md\n--- a/eea.md\n+++ b/eea.md\n@@ -1 +1 @@\n-a\n+b\n"
    )
