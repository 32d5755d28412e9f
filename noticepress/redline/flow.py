"""Text that kept its words and its order but not its blocks: paragraphs split or joined, a paragraph made a
list, items nested otherwise.

Such words are shown once, in the new blocks. The old blocks stand hidden at their place with their old HTML,
so that the old text can still be read out of the page.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from msgspec import Struct, field

from noticepress.redline.blocks import Block
from noticepress.redline.display import Display
from noticepress.redline.free import Free, all_free, covered, free_between
from noticepress.redline.merge import Come, Gone, Kept, Leaf, Node, Pair
from noticepress.redline.recording import Spans
from noticepress.redline.tokens import Token
from noticepress.redline.words import Pairs, Span, align_words, compare_words, spans_of

Link = tuple[Block, Block]
"""An old and a new leaf that share words."""

_LINKED = 0.6
_FIRM = 3.0


class Flows(Struct):
    """What the leaves of a merged tree show."""

    spans: dict[Block, Sequence[Span]] = field(default_factory=dict)
    """The words of a leaf of the new text that shares words with other blocks than its partner."""
    hidden: dict[Block, int] = field(default_factory=dict)
    """Leaves of the old text whose words are shown in other blocks, with the number of their group."""
    groups: dict[Block, int] = field(default_factory=dict)
    """Leaves of the new text to label as restructured, with the number of their group."""
    texts: dict[int, tuple[list[Token], list[Token]]] = field(default_factory=dict)
    """The old and the new words of each group."""

    def touches(self, block: Block) -> bool:
        """Whether any leaf in the block shares words with other blocks."""
        if not self.spans and not self.hidden:
            return False
        return any(leaf in self.spans or leaf in self.hidden for leaf in block.leaves())

    def merge(self, other: "Flows") -> None:
        """Take in the flows of another region, whose groups are numbered after those here."""
        before = len(self.texts)
        self.spans |= other.spans
        self.hidden |= {leaf: before + number for leaf, number in other.hidden.items()}
        self.groups |= {leaf: before + number for leaf, number in other.groups.items()}
        self.texts |= {before + number: texts for number, texts in other.texts.items()}


def find_flows(nodes: Iterable[Node]) -> Flows:
    """Compare the words of all changed leaves, across blocks where words crossed them."""
    flows = Flows()
    for region in _regions(nodes):
        if (len(region) > 1 or not isinstance(region[0], Leaf)) and (found := _flows_in(tuple(region))):
            flows.merge(found)
    return flows


@lru_cache(maxsize=1024)
def _flows_in(region: tuple[Leaf | Gone | Come, ...]) -> Flows | None:
    """The flows of one region, which many pairs of versions have in common; None where there are none."""
    found = _Region(region).resolve()
    return found if found.texts else None


@lru_cache(maxsize=1024)
def spans_between(old: Block, new: Block) -> Spans:
    """The way from one leaf to another, which many pairs of versions have in common."""
    return Spans(compare_words(old.words, new.words))


def _regions(nodes: Iterable[Node]) -> list[list[Leaf | Gone | Come]]:
    """Stretches of changed leaves with no unchanged words between them; in a table they end with the row."""
    regions: list[list[Leaf | Gone | Come]] = [[]]
    for node in nodes:
        _gather(node, regions)
    return [region for region in regions if region]


def _gather(node: Node, regions: list[list[Leaf | Gone | Come]]) -> None:
    if isinstance(node, Kept):
        if not isinstance(node.new, Block) or node.new.words:
            regions.append([])
    elif isinstance(node, Pair):
        parts = node.new.tag in ("table", "tr")
        if parts:
            regions.append([])
        for child in node.children:
            _gather(child, regions)
        if parts:
            regions.append([])
    elif isinstance(node, Leaf) and node.new.is_bound:
        regions.append([])
    elif isinstance(node, Leaf) or (node.old if isinstance(node, Gone) else node.new).tag != "tr":
        regions[-1].append(node)


class _Words:
    """The words of some leaves in one sequence."""

    def __init__(self, leaves: Sequence[Block]) -> None:
        self.leaves = leaves
        self.places = {leaf: k for k, leaf in enumerate(leaves)}
        self.tokens = [token for leaf in leaves for token in leaf.words]
        self.owners = [leaf for leaf in leaves for _ in leaf.words]
        self._begins: dict[Block, int] = {}
        at = 0
        for leaf in leaves:
            self._begins[leaf] = at
            at += len(leaf.words)

    def numbers(self, leaves: Iterable[Block]) -> list[int]:
        """The places of the words of some of the leaves."""
        return [self._begins[leaf] + k for leaf in leaves for k in range(len(leaf.words))]


class _Region:
    def __init__(self, nodes: Sequence[Leaf | Gone | Come]) -> None:
        self.flows = Flows()
        self.old: dict[Block, Free] = {}
        self.new: dict[Block, Free] = {}
        """The leaves of each text, with those of their words that found no partner yet."""
        self.partner: dict[Block, Block] = {}
        """Leaves compared with each other, both ways."""
        self.between: dict[Block, range] = {}
        """After how many leaves with kept words a leaf stands; such a leaf itself reaches over its own place."""
        passed = 0
        for node in nodes:
            if isinstance(node, Leaf):
                spans = spans_between(node.old, node.new)
                self.old[node.old], self.new[node.new] = free_between(spans)
                self.partner |= {node.old: node.new, node.new: node.old}
                kept = any(span.old for span in spans)
                self.between |= dict.fromkeys((node.old, node.new), range(passed, passed + 1 + kept))
                passed += kept
            elif isinstance(node, Gone):
                for leaf in node.old.leaves():
                    self.old[leaf] = all_free(leaf)
                    self.between[leaf] = range(passed, passed + 1)
            else:
                for leaf in node.new.leaves():
                    self.new[leaf] = all_free(leaf)
                    self.between[leaf] = range(passed, passed + 1)

    def resolve(self) -> Flows:
        """Groups of leaves that share words across blocks, with their steps."""
        forth, back = covered(self.new, self.old), covered(self.old, self.new)
        olds = set(back) | {x for found in forth.values() for x in found}
        news = set(forth) | {y for found in back.values() for y in found}
        if not olds or not news:
            return self.flows
        olds |= {self.partner[y] for y in news if y in self.partner}
        news |= {self.partner[x] for x in olds if x in self.partner}
        old = _Words([leaf for leaf in self.old if leaf in olds])
        new = _Words([leaf for leaf in self.new if leaf in news])
        kept: dict[Link, Pairs] = defaultdict(list)
        for i, j in align_words(old.tokens, new.tokens):
            kept[old.owners[i], new.owners[j]].append((i, j))
        last = -2
        for group in sorted(self._groups(old, kept), key=lambda group: min(new.places[y] for _, y in group)):
            # Groups that follow each other are one change to a reader: a list that was nested otherwise
            places = [new.places[y] for _, y in group]
            number = len(self.flows.texts) + (min(places) > last + 1)
            self._write(number, group, old, new, sorted(pair for link in group for pair in kept.get(link, ())))
            last = max(places)
        return self.flows

    def _groups(self, old: _Words, kept: dict[Link, Pairs]) -> Iterator[set[Link]]:
        """Sets of links between leaves that belong together, each with a link across blocks."""
        weights = {link: sum(old.tokens[i].weight for i, _ in pairs) for link, pairs in kept.items()}
        links = {
            (x, y): self.partner.get(x) is not y
            for (x, y), weight in weights.items()
            if self.partner.get(x) is y
            or (self._in_order(x, y) and 0 < _LINKED * min(self.old[x].weight, self.new[y].weight) <= weight)
        }
        links |= {(x, self.partner[x]): False for x in old.leaves if x in self.partner}
        for group in _connected(links):
            crossing = sum(weights[link] for link in group if links[link])
            if crossing and self._is_worth_it(crossing, group):
                yield group

    def _in_order(self, old: Block, new: Block) -> bool:
        """Whether no kept words of a third leaf stand between the two: words that jump over others have moved."""
        one, other = self.between[old], self.between[new]
        return max(one.start, other.start) < min(one.stop, other.stop)

    def _is_worth_it(self, crossing: float, group: set[Link]) -> bool:
        """A word or two in common say nothing, unless they are all there is."""
        if crossing >= _FIRM:
            return True
        free = (
            sum(self.old[x].weight for x in {x for x, _ in group}),
            sum(self.new[y].weight for y in {y for _, y in group}),
        )
        return crossing >= _LINKED * max(free)

    def _write(self, number: int, group: set[Link], old: _Words, new: _Words, pairs: Pairs) -> None:
        olds = sorted({x for x, _ in group}, key=old.places.__getitem__)
        news = sorted({y for _, y in group}, key=new.places.__getitem__)
        left, right = old.numbers(olds), new.numbers(news)
        own = [(bisect_left(left, i), bisect_left(right, j)) for i, j in pairs]
        steps = Display(
            [(old.owners[i], old.tokens[i]) for i in left],
            [(new.owners[j], new.tokens[j]) for j in right],
            self.partner,
        ).steps(own)
        self.flows.spans |= {leaf: spans_of(found) for leaf, found in steps.items()}
        self.flows.hidden |= {leaf: number for leaf in olds if leaf not in self.partner}
        arrived = [leaf for leaf in news if leaf not in self.partner]
        labelled = arrived or [leaf for leaf in news if any(step.place == "in" for step in steps[leaf])]
        self.flows.groups |= dict.fromkeys(labelled, number)
        texts = self.flows.texts.setdefault(number, ([], []))
        for leaf in labelled:
            crossed = [step for step in steps[leaf] if step.place == "in"]
            texts[0].extend(_apart(step.old for step in crossed))
            texts[1].extend(_apart(step.new for step in crossed))


def _connected(links: Iterable[Link]) -> Iterable[set[Link]]:
    """Links that hang together by the leaves they join."""
    root: dict[Block, Block] = {}

    def find(leaf: Block) -> Block:
        while root.setdefault(leaf, leaf) is not leaf:
            root[leaf] = leaf = root[root[leaf]]
        return leaf

    groups: dict[Block, set[Link]] = defaultdict(set)
    ordered = list(links)
    for x, y in ordered:
        root[find(x)] = find(y)
    for link in ordered:
        groups[find(link[0])].add(link)
    return groups.values()


def _apart(tokens: Iterable[Token | None]) -> Iterator[Token]:
    """The words of one leaf, with a space before the first, to be read after those of another leaf."""
    for index, token in enumerate(token for token in tokens if token):
        yield token if index else token.after(" ")
