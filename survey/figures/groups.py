"""Groups: which reporters stand together in everything shown, and so cannot be told apart by subtraction.

Sums are shown over sets of reporters. Two reporters who are in exactly the same of these sets form a group,
and whatever is added and subtracted treats the members of a group alike: what it reveals, it reveals of
whole groups. So a further sum may be shown if no group has fewer than three members then. Sums that an
equation ties to each other (the parts of a total, a rate and its two numbers, a change and its two rounds)
are looked at together, as one topic.
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
    """The sums shown on some topics that are tied to each other: their sets, and the groups these make."""

    topics: frozenset[Topic]
    sets: frozenset[Reporters] = frozenset()
    groups: tuple[Reporters, ...] = ()

    def with_one(self, who: Reporters) -> Shown:
        """What is shown when one more sum is."""
        if who in self.sets:
            return self
        split = [part for group in self.groups for part in (group & who, group - who) if part]
        new = who.difference(*self.groups)
        return Shown(self.topics, self.sets | {who}, (*split, new) if new else tuple(split))

    def tied_to(self, other: Shown) -> Shown:
        """What is shown on the topics of both."""
        tied = Shown(self.topics | other.topics, self.sets, self.groups)
        for who in other.sets:
            tied = tied.with_one(who)
        return tied

    @property
    def is_safe(self) -> bool:
        """Tell whether no one or two reporters stand apart."""
        return all(len(group) >= LEAST for group in self.groups)


@dataclass
class Ledger:
    """What is shown so far to readers who may read the answers of `entitled` anyhow (these they subtract)."""

    entitled: Reporters
    _shown: dict[Topic, Shown] = field(default_factory=dict)

    def admits(self, topics: Iterable[Topic], behind: Reporters) -> bool:
        """Show a sum over these reporters, tied to these topics, if that gives no one or two of them away."""
        who = behind - self.entitled
        if not who:
            return True
        first, *others = (self._shown.get(topic) or Shown(frozenset({topic})) for topic in topics)
        tied = first
        for other in others:
            if not other.topics <= tied.topics:
                tied = tied.tied_to(other)
        shown = tied.with_one(who)
        if not shown.is_safe:
            return False
        if shown is not first:
            self._shown.update(dict.fromkeys(shown.topics, shown))
        return True
