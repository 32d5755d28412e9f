"""The words of one leaf as HTML: kept, deleted and inserted words, and markers round kept words that look
different.

Links stay outermost, since a link may not be cut by `ins` and `del`; white space stands outside the elements
that end or begin beside it, so that an element left without words never holds the only space between two
words.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby

from noticepress.redline.changes import ChangeLog, Kind, Words
from noticepress.redline.pieces import InlineWriter, Wrapper, Wrappers, inner_html, mark_wrappers, note, old_piece
from noticepress.redline.tokens import Mark, Marks, Token, plain_text
from noticepress.redline.tree import quote
from noticepress.redline.words import Span


class LeafWriter:
    """Writes the spans of one leaf. `taken` are the ids of the new text."""

    def __init__(self, log: ChangeLog, words: Words, spans: Sequence[Span], taken: frozenset[str]) -> None:
        self._log, self._words, self._taken = log, words, taken
        self._writer = InlineWriter()
        self._spans = spans
        self._links: dict[tuple[str, str], int] = {}
        shared = _shared_marks(spans)
        self._skip = len(shared)
        self._shared = mark_wrappers(shared)

    def html(self) -> str:
        before = ""
        for place, group in groupby(self._spans, key=lambda span: span.place):
            spans = list(group)
            if place == "out":
                self._out([token for span in spans for token in span.deleted])
            elif place == "in":
                wrapper = '<span data-redline="format" data-redline-flow data-redline-old="">'
                self._run(spans, (*self._shared, Wrapper(wrapper, wrapper, "</span>")))
            else:
                if before:
                    self._lead(spans, before)
                self._run(spans, self._shared)
            before = place
        return self._writer.finish()

    def _out(self, tokens: list[Token]) -> None:
        old = quote(inner_html(tokens, self._skip))
        self._writer.put(
            self._shared, f'<span data-redline="format" data-redline-flow data-redline-old="{old}"></span>'
        )

    def _lead(self, spans: list[Span], before: str) -> None:
        """Give the space after words shown on behalf of another block to the side that has those words."""
        is_old = before == "out"
        for index, span in enumerate(spans):
            words = (span.deleted or span.old) if is_old else (span.inserted or span.new)
            if not words:
                continue
            if space := words[0].space:
                spans[index] = _without_space(span, is_old=is_old)
                old, html = (quote(space), "") if is_old else ("", space)
                marker = f'<span data-redline="format" data-redline-flow data-redline-old="{old}">{html}</span>'
                self._writer.put(self._shared, marker)
            return

    def _run(self, spans: Iterable[Span], base: Wrappers) -> None:
        for span in spans:
            old, new = span.old, span.new
            if span.deleted or span.inserted:
                self._change(span.deleted, span.inserted, (old[0], new[0]) if old and new else None, base)
                old, new = _bare(old), _bare(new)
            if old == new:
                self._writer.words(new, base, self._skip)
            else:
                self._alike(old, new, base)

    def _alike(self, old: Iterable[Token], new: Iterable[Token], base: Wrappers) -> None:
        """Kept words, some of which stand in other elements, after other white space or in other typography."""
        kept: list[tuple[Token, Token]] = []
        for pair in zip(old, new, strict=True):
            if pair[0].space == pair[1].space:
                kept.append(pair)
                continue
            self._kept(kept, base)
            self._change((), (), pair, base)
            kept = [(pair[0].after(""), pair[1].after(""))]
        self._kept(kept, base)

    def _change(
        self,
        deleted: Sequence[Token],
        inserted: Sequence[Token],
        following: tuple[Token, Token] | None,
        base: Wrappers,
    ) -> None:
        """Write what stands between two kept words, with the space before the second."""
        old = [token.space for token in deleted] + [following[0].space if following else ""]
        new = [token.space for token in inserted] + [following[1].space if following else ""]
        lead, trail = _factor(old, new)
        self._space(*lead, base)
        deleted = [token.after(space) for token, space in zip(deleted, old, strict=False)]
        inserted = [token.after(space) for token, space in zip(inserted, new, strict=False)]
        if any(token.weight for token in (*deleted, *inserted)) or any((*old, *new)):
            self._replacement(deleted, old[-1] if deleted else "", inserted, new[-1] if inserted else "", base=base)
        else:
            self._writer.words(inserted, base, self._skip)
        self._space(*trail, base)

    def _replacement(
        self, deleted: list[Token], old_end: str, inserted: list[Token], new_end: str, *, base: Wrappers
    ) -> None:
        kind: Kind = "replaced" if deleted and inserted else "deleted" if deleted else "inserted"
        number = self._log.add_words(kind, deleted, inserted)
        self._log.count("deleted", deleted)
        self._log.count("inserted", inserted)
        if deleted:
            self._marked("del", number, deleted, old_end, base=base)
        if inserted:
            self._marked("ins", number, inserted, new_end, base=base)

    def _marked(self, tag: str, number: int, tokens: list[Token], end: str, *, base: Wrappers) -> None:
        words = self._words
        notes = {"del": (words.deleted_start, words.deleted_end), "ins": (words.inserted_start, words.inserted_end)}[
            tag
        ]
        again = f'<{tag} data-change="{number}">'
        first = f'<{tag} data-change="{number}" id="change-{number}">' if self._log.first(number) else again
        wrapper = Wrapper(first, again, f"</{tag}>")
        put = self._writer.put
        where: Wrappers = ()
        for token in tokens:
            space = token.space
            for html, marks in token.pieces:
                own = marks[self._skip :]
                copy = old_piece(html, own, self._taken) if tag == "del" else None
                outer, inner = _outside_in(() if copy else own)
                here = (*base, *outer, wrapper)
                if not where:
                    put(here, note(notes[0], "start"))
                if space:
                    put(_common(where, here, wrapper) if where else here, space)
                    space = ""
                put((*here, *inner), copy or html)
                where = here
        if end:
            put(where, end)
        put(where, note(notes[1], "end"))

    def _space(self, old: str, new: str, base: Wrappers) -> None:
        if old == new:
            self._writer.space(new)
            return
        number = self._log.add("typography", old.replace("<br>", "↵"), new.replace("<br>", "↵"))
        ident = f' id="change-{number}"' if self._log.first(number) else ""
        span = f'<span data-redline="typography" data-change="{number}"{ident} data-redline-old="{quote(old)}">'
        self._writer.put(base, f"{span}{note(self._words.typography_changed, 'marker')}{new}</span>")

    def _kept(self, kept: list[tuple[Token, Token]], base: Wrappers) -> None:
        for difference, pairs in groupby(kept, key=_difference):
            if difference is None:
                self._writer.words((new for _, new in pairs), base, self._skip)
            else:
                self._marker(difference[0], list(pairs), base)

    def _marker(self, kind: Kind | None, pairs: list[tuple[Token, Token]], base: Wrappers) -> None:
        """A span round words that were kept and look or lead elsewhere."""
        olds, news = [old for old, _ in pairs], [new for _, new in pairs]
        self._writer.space(news[0].space)
        olds[0], news[0] = olds[0].after(""), news[0].after("")
        attributes, told = "", ""
        if kind:
            number, told = self._tell(kind, olds, news)
            attributes = f' data-change="{number}"' + (f' id="change-{number}"' if self._log.first(number) else "")
        old = quote(inner_html(olds, self._skip))
        span = f'<span data-redline="{kind or "link"}"{attributes} data-redline-old="{old}">'
        self._writer.put(base, f"{span}{inner_html(news, self._skip)}{told}</span>")

    def _tell(self, kind: Kind, olds: list[Token], news: list[Token]) -> tuple[int, str]:
        words = self._words
        if kind == "link":
            old, new = _address(olds[0]), _address(news[0])
            if (old, new) in self._links:  # the same link, parted by changed words
                return self._links[old, new], ""
            number = self._log.add(kind, old or plain_text(olds), new or plain_text(news))
            self._links[old, new] = number
            return number, note(words.link_changed.replace("{old}", old or "–"), "marker")
        number = self._log.add_words(kind, olds, news)
        text = words.format_changed if kind == "format" else words.typography_changed
        return number, note(text, "marker")


@lru_cache(maxsize=1024)
def _outside_in(marks: Marks) -> tuple[Wrappers, Wrappers]:
    """The elements down to the innermost link, and those in it."""
    outer = next((k + 1 for k in range(len(marks) - 1, -1, -1) if marks[k][0] == "a"), 0)
    return mark_wrappers(marks[:outer]), mark_wrappers(marks[outer:])


def _without_space(span: Span, *, is_old: bool) -> Span:
    """The span without the white space before the first word of one side."""
    if is_old and span.deleted:
        return Span(_bare(span.deleted), span.inserted, span.old, span.new, span.place)
    if is_old:
        return Span(span.deleted, span.inserted, _bare(span.old), span.new, span.place)
    if span.inserted:
        return Span(span.deleted, _bare(span.inserted), span.old, span.new, span.place)
    return Span(span.deleted, span.inserted, span.old, _bare(span.new), span.place)


def _bare(words: Sequence[Token]) -> tuple[Token, ...]:
    """Words without the white space before the first."""
    return (words[0].after(""), *words[1:]) if words else ()


def _shared_marks(spans: Iterable[Span]) -> Marks:
    """The outermost elements that hold every word of a leaf in both texts, such as the code in a `pre`."""
    shared: Marks | None = None
    for span in spans:
        for token in (*span.deleted, *span.inserted, *span.old, *span.new):
            for _, marks in token.pieces:
                if shared is None:
                    shared = marks
                length = 0
                while length < min(len(shared), len(marks)) and shared[length] == marks[length]:
                    length += 1
                shared = shared[:length]
                if not shared:
                    return ()
    return shared or ()


def _common(before: Wrappers, after: Wrappers, wrapper: Wrapper) -> Wrappers:
    """What two neighbouring pieces of one change share, and the change itself."""
    if before == after:
        return after
    shared: list[Wrapper] = []
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        shared.append(one)
    return tuple(shared) if wrapper in shared else (*shared, wrapper)


def _factor(old: list[str], new: list[str]) -> tuple[tuple[str, str], tuple[str, str]]:
    """Take out of two lists of white space what both texts have before and after a change: (old, new) each.

    The lists hold the space before each word of the change and, last, the space after it; what is taken is
    blanked.
    """
    lead = trail = ("", "")
    if len(old) == len(new) == 1:
        lead = (old[0], new[0])
        old[0] = new[0] = ""
    elif len(old) == 1 or len(new) == 1:
        single, other = (old, new) if len(old) == 1 else (new, old)
        place = 0 if other[0] else -1
        pair = (single[0], other[place]) if single[0] else ("", "")
        lead, trail = (pair, trail) if place == 0 or not pair[1] else (lead, pair)
        if single[0]:
            single[0] = other[place] = ""
        if single is new:
            lead, trail = lead[::-1], trail[::-1]
    else:
        if old[0] and new[0]:
            lead, old[0], new[0] = (old[0], new[0]), "", ""
        if old[-1] and new[-1]:
            trail, old[-1], new[-1] = (old[-1], new[-1]), "", ""
    return lead, trail


def _difference(pair: tuple[Token, Token]) -> tuple[Kind | None, object, object] | None:
    """In what two words differ that are kept: the kind to mark it by, None for a kind not worth telling."""
    old, new = pair
    if old is new or old.pieces == new.pieces or not old.weight:
        return None
    if old.key.startswith("\x00"):
        return ("link", old.pieces, new.pieces) if old.key == "\x00img" else (None, old.pieces, new.pieces)
    if old.text != new.text:
        return "typography", old.text, new.text
    marks = _marks(old), _marks(new)
    if marks[0] == marks[1]:
        return None
    lost, won = marks[0] - marks[1], marks[1] - marks[0]
    kind: Kind = "link" if any(mark[0] == "a" for _, mark in lost | won) else "format"
    return kind, frozenset(mark for _, mark in lost), frozenset(mark for _, mark in won)


def _marks(token: Token) -> frozenset[tuple[int, Mark]]:
    """Every character's elements, so that "H<em>i</em>" and "Hi" differ."""
    if len({marks for _, marks in token.pieces}) == 1:
        return frozenset((-1, mark) for mark in token.pieces[0][1])
    at, result = 0, set[tuple[int, Mark]]()
    for html, marks in token.pieces:
        result |= {(k, mark) for k in range(at, at + len(html)) for mark in marks}
        at += len(html)
    return frozenset(result)


def _address(token: Token) -> str:
    for html, marks in token.pieces:
        for tag, attrs in marks:
            if tag == "a":
                return dict(attrs).get("href", "")
        if token.key == "\x00img":
            return html
    return ""
