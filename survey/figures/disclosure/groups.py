"""Groups: reporters who are together in everything shown, and so cannot be told apart by subtraction.

Sums are shown over sets of reporters. Reporters who are in exactly the same sets form a group. Additions and
subtractions treat the members of a group alike, so they can only reveal something about whole groups.
Therefore a further sum may be shown if every group still has at least three members.

Numbers that an equation connects (the parts of an answer and its total) are a single topic, with its own
groups. A rate or a change has several topics. It counts as if each sum in it were shown by itself; this
reveals more than the rate does, but lets each topic be judged separately.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

LEAST = 3
"""The least number of reporters behind every figure shown, and behind every difference of figures."""

Reporters = frozenset[str]
Topic = tuple[str, ...]
Naming = Callable[[Topic, Reporters], Reporters]


@dataclass(frozen=True, slots=True)
class Shown:
    """The sums shown on a topic: their sets of reporters, and the groups that the sets form."""

    sets: frozenset[Reporters] = frozenset()
    groups: tuple[Reporters, ...] = ()
    _after: dict[Reporters, Shown | None] = field(default_factory=dict, compare=False, repr=False)

    def after(self, who: Reporters) -> Shown | None:
        """Return what is shown with a further sum; None where that singles out one or two reporters.

        The outcome is kept, because the same reporters answer most questions.
        """
        if not who or who in self.sets:
            return self
        if who not in self._after:
            self._after[who] = self._with_sum(who)
        return self._after[who]

    def _with_sum(self, who: Reporters) -> Shown | None:
        split = [part for group in self.groups for part in (group & who, group - who) if part]
        new = who.difference(*self.groups)
        groups = (*split, new) if new else tuple(split)
        return Shown(self.sets | {who}, groups) if all(len(group) >= LEAST for group in groups) else None


class Ledger:
    """What is shown so far to a reader.

    The reader may read the answers of `entitled`, and may know some answers of the `partly` entitled: the
    figures must be safe whether the reader subtracts these or not.
    """

    def __init__(self, entitled: Reporters, partly: Reporters = frozenset()) -> None:
        """Begin with nothing shown."""
        self._knowing = (entitled | partly, entitled) if partly - entitled else (entitled,)
        self._shown: dict[Topic, tuple[Shown, ...]] = {}
        self._nothing = (Shown(),) * len(self._knowing)
        self._others: dict[Reporters, tuple[Reporters, ...]] = {}

    def admits(self, topics: Iterable[Topic], behind: Reporters, named: Naming | None = None) -> bool:
        """Show sums over these reporters on some topics, if that singles out no one or two of them.

        Of a past edition, reporters are `named` after what they said then.
        """
        found: dict[Topic, tuple[Shown, ...]] = {}
        for topic in topics:
            before = self._shown.get(topic, self._nothing)
            others = self._without(behind)
            if named is not None:
                others = tuple(named(topic, who) for who in others)
            after = [shown.after(who) for shown, who in zip(before, others, strict=True)]
            safe = tuple(shown for shown in after if shown is not None)
            if len(safe) < len(after):
                return False
            found[topic] = safe
        self._shown.update(found)
        return True

    def others(self, behind: Reporters) -> int:
        """Count the reporters of whom the reader knows nothing."""
        return len(self._without(behind)[0])

    def _without(self, behind: Reporters) -> tuple[Reporters, ...]:
        """Leave out the reporters whom the reader knows, in each way to understand "knows"."""
        found = self._others.get(behind)
        if found is None:
            found = self._others[behind] = tuple(behind - known for known in self._knowing)
        return found
