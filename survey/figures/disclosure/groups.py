"""Groups: which reporters stand together in everything shown, and so cannot be told apart by subtraction.

Sums are shown over sets of reporters. Two reporters who are in exactly the same of these sets form a group,
and whatever is added and subtracted treats the members of a group alike: what it reveals, it reveals of
whole groups. So a further sum may be shown if no group has fewer than three members then.

What is equal by an equation (the parts of one answer and its total) is one topic, with groups of its own. A
rate or a change speaks of several topics; it is taken as if the sums in it were shown one by one, which says
more than it does, so that each topic can be looked at by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

LEAST = 3
"""So many reporters, at least, stand behind every figure shown, and behind every difference of figures."""

Reporters = frozenset[str]
Topic = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """The sums shown on one topic: their sets, and the groups these make."""

    sets: frozenset[Reporters] = frozenset()
    groups: tuple[Reporters, ...] = ()
    _after: dict[Reporters, Shown | None] = field(default_factory=dict, compare=False, repr=False)

    def after(self, who: Reporters) -> Shown | None:
        """What is shown when one more sum is; None where that tells one or two reporters apart.

        It is kept: most questions are answered by the same reporters and go the same way.
        """
        if not who or who in self.sets:
            return self
        if who not in self._after:
            self._after[who] = self._with_one(who)
        return self._after[who]

    def _with_one(self, who: Reporters) -> Shown | None:
        split = [part for group in self.groups for part in (group & who, group - who) if part]
        new = who.difference(*self.groups)
        groups = (*split, new) if new else tuple(split)
        return Shown(self.sets | {who}, groups) if all(len(group) >= LEAST for group in groups) else None


class Ledger:
    """What is shown so far to a reader.

    The reader may read the answers of `entitled`, and knows perhaps what the `partly` entitled gave: it must
    be safe whether these are subtracted or not.
    """

    def __init__(self, entitled: Reporters, partly: Reporters = frozenset()) -> None:
        """Begin with nothing shown."""
        self._knowing = (entitled | partly, entitled) if partly - entitled else (entitled,)
        self._shown: dict[Topic, tuple[Shown, ...]] = {}
        self._nothing = (Shown(),) * len(self._knowing)
        self._others: dict[Reporters, tuple[Reporters, ...]] = {}

    def admits(self, topics: Iterable[Topic], behind: Reporters) -> bool:
        """Show sums over these reporters on some topics, if that gives no one or two of them away."""
        found: dict[Topic, tuple[Shown, ...]] = {}
        for topic in topics:
            before = self._shown.get(topic, self._nothing)
            after = [one.after(who) for one, who in zip(before, self._without(behind), strict=True)]
            safe = tuple(one for one in after if one is not None)
            if len(safe) < len(after):
                return False
            found[topic] = safe
        self._shown.update(found)
        return True

    def others(self, behind: Reporters) -> int:
        """How many of these the reader knows nothing of."""
        return len(self._without(behind)[0])

    def _without(self, behind: Reporters) -> tuple[Reporters, ...]:
        """These reporters without those whom the reader knows, in each way that may be understood."""
        found = self._others.get(behind)
        if found is None:
            found = self._others[behind] = tuple(behind - known for known in self._knowing)
        return found
