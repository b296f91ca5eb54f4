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


@dataclass(slots=True)
class Shown:
    """The sums shown on some topics that are tied to each other: their sets, and the groups these make."""

    sets: set[Reporters] = field(default_factory=set)
    groups: list[Reporters] = field(default_factory=list)

    def with_one(self, who: Reporters) -> Shown:
        """What is shown when one more sum is."""
        if who in self.sets:
            return self
        split = [part for group in self.groups for part in (group & who, group - who) if part]
        new = who.difference(*self.groups)
        return Shown({*self.sets, who}, [*split, new] if new else split)

    @property
    def is_safe(self) -> bool:
        """Tell whether no one or two reporters stand apart."""
        return all(len(group) >= LEAST for group in self.groups)


@dataclass
class Ledger:
    """What is shown so far to readers who may read the answers of `entitled` anyhow (these they subtract)."""

    entitled: Reporters
    _shown: dict[Topic, Shown] = field(default_factory=dict)

    def admits(self, topics: Iterable[Topic], behind: Iterable[str]) -> bool:
        """Show a sum over these reporters, tied to these topics, if that gives no one or two of them away."""
        who = frozenset(behind) - self.entitled
        if not who:
            return True
        known = [self._shown.setdefault(topic, Shown()) for topic in topics]
        merged = _merged(known).with_one(who)
        if not merged.is_safe:
            return False
        self._replace(known, merged)
        return True

    def _replace(self, known: list[Shown], merged: Shown) -> None:
        """Let every topic that is tied to these know what is shown now."""
        old = {id(one) for one in known if one is not merged}
        if old:
            tied = [topic for topic, one in self._shown.items() if id(one) in old]
            self._shown.update(dict.fromkeys(tied, merged))


def _merged(known: list[Shown]) -> Shown:
    merged = known[0]
    for other in known[1:]:
        if other is not merged:
            for who in other.sets:
                merged = merged.with_one(who)
    return merged
