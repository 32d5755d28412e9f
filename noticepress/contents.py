"""The HTML of texts, put into pages last.

A text is most of its page, and would be copied and encoded each time it is handed on. So where a template writes what
`body` or `redline` makes, and does nothing else with it (`{{ body(part.html) }}`), it gets a gap, and the bytes are put
in when the page is there. Everywhere else it gets the HTML itself. So it does where it keeps what it writes instead of
giving it out: macros, `set`, `filter`, `call` and blocks that are asked for join what was written by `concat`, which
fills the gaps there and then; and templates that are taken in have a context of their own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise
from typing import Final

from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.runtime import Context
from markupsafe import Markup

Chunks = Sequence[bytes]
"""HTML in UTF-8, in pieces that follow each other."""

FUNCTIONS: Final = ("body", "redline")
_CLOSED_BY: Final = {"lparen": "rparen", "lbracket": "rbracket", "lbrace": "rbrace"}


def direct(name: str) -> str:
    """The name of a function where what it makes is only written."""
    return f"np_{name}_here"


class Contents:
    """What stands in the gaps of one page."""

    def __init__(self) -> None:
        self._found: list[Chunks] = []

    def gap(self, chunks: Chunks) -> Markup:
        """What holds the place of some HTML; no HTML holds its first character."""
        self._found.append(chunks)
        return Markup(_gap(len(self._found) - 1))  # noqa: S704  (our own)

    def put_into(self, page: bytes) -> bytes:
        """A page with everything in its place."""
        for number, chunks in enumerate(self._found):
            before, sign, after = page.partition(_gap(number).encode())
            page = b"".join([before, *chunks, after]) if sign else page
        return page

    def put_into_words(self, text: str) -> str:
        """What a template keeps, with everything in its place."""
        return self.put_into(text.encode("utf-8", "surrogatepass")).decode("utf-8", "surrogatepass")


_SIGN: Final = "\0c"
_NOW: ContextVar[Contents | None] = ContextVar("contents", default=None)


@contextmanager
def gathered() -> Iterator[Contents]:
    """The contents of the page that is filled in meanwhile."""
    contents = Contents()
    token = _NOW.set(contents)
    try:
        yield contents
    finally:
        _NOW.reset(token)


def functions(name: str, make: Callable[..., Chunks], template: str) -> dict[str, Callable[..., Markup]]:
    """A function that makes HTML as templates call it: by its name, and where what it makes is only written; `template`
    is that of the page."""

    def whole(*values: object) -> Markup:
        return Markup(b"".join(make(*values)).decode())  # noqa: S704  (our own HTML)

    @pass_context
    def here(context: Context, *values: object) -> Markup:
        contents = _NOW.get()
        return contents.gap(make(*values)) if contents and context.name == template else whole(*values)

    return {name: whole, direct(name): here}


class PageEnvironment(Environment):
    """An environment whose templates get gaps where they only write what the functions make."""

    @staticmethod
    def concat(written: Iterable[str]) -> str:
        """What a template keeps of what it wrote."""
        text = "".join(written)
        contents = _NOW.get() if _SIGN in text else None
        return contents.put_into_words(text) if contents else text


class Direct(Extension):
    """Gives the functions their other names in a template that never does anything else with what they make."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The tokens of a template."""
        tokens = list(stream)
        for name in FUNCTIONS:
            places = [place for place, token in enumerate(tokens) if token.type == "name" and token.value == name]
            own = [place for place in places if tokens[place - 1].type != "dot"]
            if all(_is_written(tokens, place) and not _is_in_macro(tokens, place) for place in own):
                for place in own:
                    tokens[place] = Token(tokens[place].lineno, "name", direct(name))
        return tokens


def _gap(number: int) -> str:
    return f"{_SIGN}{number}\0"


def _is_written(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name is that of a function whose result is written just where it is called."""
    if tokens[place - 1].type != "variable_begin" or tokens[place + 1].type != "lparen":
        return False
    depth = 0
    for at in range(place + 1, len(tokens)):
        depth += (tokens[at].type in _CLOSED_BY) - (tokens[at].type in _CLOSED_BY.values())
        if depth == 0:
            return tokens[at + 1].type == "variable_end"
    return False


def _is_in_macro(tokens: Sequence[Token], place: int) -> bool:
    """Whether a name stands in a macro, which may be called from other templates."""
    tags = [after.value for token, after in pairwise(tokens[:place]) if token.type == "block_begin"]
    return tags.count("macro") > tags.count("endmacro")
