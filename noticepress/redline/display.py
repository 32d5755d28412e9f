"""Where the words of a group of leaves are shown, when old leaves and new leaves are not the same."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from noticepress.redline.blocks import Block
from noticepress.redline.tokens import Token
from noticepress.redline.words import Pairs, Step

Placed = tuple[Block, Token]
"""A word and its leaf."""


class Display:
    """The words of some old and some new leaves in reading order; `partner` joins leaves compared with each other."""

    def __init__(self, old: Sequence[Placed], new: Sequence[Placed], partner: dict[Block, Block]) -> None:
        self._old, self._new, self._partner = old, new, partner
        self._order = {leaf: k for k, leaf in enumerate(dict.fromkeys(leaf for leaf, _ in new))}
        self._shown: dict[Block, list[Step]] = {leaf: [] for leaf in self._order}
        self._outs: dict[Block, list[tuple[int, Token]]] = defaultdict(list)

    def steps(self, pairs: Pairs) -> dict[Block, list[Step]]:
        """The steps each new leaf shows: words whose old leaf is not its own stand `in` it, and `out` of their own."""
        old, new = self._old, self._new
        places = self._places_of_deleted(pairs)
        i = j = 0
        for i_kept, j_kept in (*pairs, (len(old), len(new))):
            for k in range(i, i_kept):
                self._show(places[k], old[k], None)
            for leaf, token in new[j:j_kept]:
                before = self._shown[leaf][-1].place if self._shown[leaf] else "here"
                self._shown[leaf].append(Step(None, token, before if leaf in self._partner else "in"))
            if i_kept < len(old):
                self._show(new[j_kept][0], old[i_kept], new[j_kept][1])
            i, j = i_kept + 1, j_kept + 1
        for leaf, tokens in self._outs.items():
            own = self._order[leaf]
            earlier = [Step(token, None, "out") for place, token in tokens if place < own]
            later = [Step(token, None, "out") for place, token in tokens if place > own]
            self._shown[leaf] = [*earlier, *self._shown[leaf], *later]
        return self._shown

    def _show(self, place: Block, old: Placed, new: Token | None) -> None:
        leaf, token = old
        home = self._partner.get(leaf)
        if home is place:
            self._shown[place].append(Step(token, new))
            return
        # What stood before the word is told by its own block
        self._shown[place].append(Step(token.after(new.space) if new else token, new, "in"))
        if home is not None:
            self._outs[home].append((self._order[place], token))

    def _places_of_deleted(self, pairs: Pairs) -> dict[int, Block]:
        """For each deleted word the new leaf that shows it: beside kept words of its own leaf, else in the partner."""
        old, new, order = self._old, self._new, self._order
        leaves = list(order)
        places: dict[int, Block] = {}
        for (i, j), (i_next, j_next) in pairwise([(-1, -1), *pairs, (len(old), len(new))]):
            low = order[new[j][0]] if j >= 0 else 0
            high = order[new[j_next][0]] if j_next < len(new) else len(leaves) - 1
            for k in range(i + 1, i_next):
                leaf = old[k][0]
                home = self._partner.get(leaf)
                if i >= 0 and old[i][0] is leaf:
                    place = low
                elif i_next < len(old) and old[i_next][0] is leaf:
                    place = high
                else:
                    place = min(max(order.get(home, low) if home else low, low), high)
                low = max(low, place)
                places[k] = leaves[place]
        return places
