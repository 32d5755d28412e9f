"""The house holds: imports point down, each library has one door, and the core touches neither files nor clock."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "noticepress"

# A room is a module or a package of noticepress; each imports only from rooms named before it.
GROUND = "errors latest model marks artifact deferred fragments rows regions views finishing"
CORE = (
    "languages diagnosis markup redline ledger head schema timeline editions frontmatter permalinks po messages checks "
    "siteconfig interface pages"
)
RENDER = "contents uses assets theme formats hosting parts"
SHELL = (
    "files kept book web compression folders strays facts status published source starting publishing "
    "catalogues output stamping verifying drafts importing translating drafting checking comparing order "
    "prepared work shares pool pipeline machines spreading preview cli __main__"
)
FLOORS = [room for floor in (GROUND, CORE, RENDER, SHELL) for room in floor.split()]
PURE = {*GROUND.split(), *CORE.split(), "drafts"}

DOORS = {
    "babel": {"languages"},
    "click": {"cli"},
    "cryptography": {"stamping"},
    "distributed": {"machines"},
    "jinja2": {"contents", "theme", "uses"},
    "markdown_it": {"markup"},
    "markupsafe": {"contents", "theme"},
    "mdit_py_plugins": {"markup"},
    "nh3": {"markup"},
    "rapidfuzz": {"redline", "messages"},  # alignment of words here, of paragraphs there
    "rfc3161_client": {"stamping"},
    "tomlkit": {"starting"},
    "uvicorn": {"preview"},
    "watchdog": {"preview"},
    "weasyprint": {"formats"},
    "yaml": {"frontmatter"},
}
VALUES = "msgspec"
"""What values are made with stands in every room, as dataclasses would."""
FILES = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "rename", "replace_file"}
CLOCKS = {("datetime", "now"), ("date", "today"), ("datetime", "today"), ("time", "time")}
LONGEST_MODULE, LONGEST_FUNCTION = 350, 40


def modules() -> Iterator[tuple[str, Path, ast.Module]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        yield room, file, ast.parse(file.read_text("utf-8"))


def imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "noticepress":
            yield from (f"noticepress.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def calls(tree: ast.Module) -> Iterator[tuple[str, str, int]]:
    """What is called: the name before the dot, the name, the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            yield "", node.func.id, node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            before = node.func.value
            yield before.id if isinstance(before, ast.Name) else "", node.func.attr, node.lineno


def test_imports_point_down() -> None:
    wrong = []
    for room, file, tree in modules():
        if room == "__init__":  # the library functions, which import what they need when called
            continue
        assert room in FLOORS, f"{room} stands on no floor: name it in this test"
        for name in imports(tree):
            parts = name.split(".")
            other = parts[1] if parts[0] == "noticepress" and len(parts) > 1 else room
            if other != room and other in FLOORS and FLOORS.index(other) > FLOORS.index(room):
                wrong.append(f"{file.relative_to(PACKAGE)} imports {name}")
    assert not wrong


def test_each_library_has_one_door() -> None:
    used: dict[str, set[str]] = {}
    for room, _, tree in modules():
        for name in imports(tree):
            library = name.split(".")[0]
            if library not in sys.stdlib_module_names and library not in ("noticepress", VALUES):
                used.setdefault(library, set()).add(room)
    assert used == {library: rooms for library, rooms in DOORS.items() if library in used}
    assert set(used) == set(DOORS)


@pytest.mark.parametrize("room", sorted(PURE))
def test_the_core_touches_neither_files_nor_clock(room: str) -> None:
    wrong = []
    for own, file, tree in modules():
        for before, name, line in calls(tree) if own == room else ():
            if (not before and name in ("print", "input")) or name in FILES or (before, name) in CLOCKS:
                wrong.append(f"{file.relative_to(PACKAGE)}:{line} calls {name}")
    assert not wrong


def test_only_the_command_line_reads_the_clock_prints_and_exits() -> None:
    wrong = []
    for room, file, tree in modules():
        for before, name, line in calls(tree) if room not in ("cli", "__main__") else ():
            if (before, name) in CLOCKS or name in ("print", "exit", "echo"):
                wrong.append(f"{file.relative_to(PACKAGE)}:{line} calls {name}")
    assert not wrong


def test_modules_and_functions_stay_short() -> None:
    wrong = []
    for _, file, tree in modules():
        name = file.relative_to(PACKAGE)
        if (lines := len(file.read_text("utf-8").splitlines())) > LONGEST_MODULE:
            wrong.append(f"{name}: {lines} lines")
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno > LONGEST_FUNCTION:
                wrong.append(f"{name}:{node.lineno} {node.name}")
    assert not wrong
