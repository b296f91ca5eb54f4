"""An attacker: everything that is shown as equations, and what one or two reporters' answers follow from it.

Knows who answered what (though not with which value), that parts add up to their total, that one choice was
made, and the answers of its own reporters. Works with exact numbers, modulo a prime.
"""

from fractions import Fraction
from itertools import combinations

PRIME = (1 << 61) - 1
TOTAL = "_T"
LINEAR = ("sum", "entries", "count:", "share:")


class Equations:
    """Equations over the answers that the attacker does not know, gathered from what is shown."""

    def __init__(self, known):
        self.known = known
        self.shown = []
        self.relations = {}

    def learn(self, terms):
        """A sum that is shown: coefficients by (round, reporter, what)."""
        row = {place: number % PRIME for place, number in terms.items() if place[1] not in self.known}
        if row:
            self.shown.append(row)

    def relate(self, reporter, terms):
        """What is known of one reporter's answers to each other, before anything is shown."""
        if reporter not in self.known:
            self.relations.setdefault(reporter, []).append({key: one % PRIME for key, one in terms.items()})

    def victims(self):
        """The pairs of reporters of whose answers something follows that concerns nobody else."""
        rows = [*self.shown, *(row for rows in self.relations.values() for row in rows)]
        reporters = sorted({place[1] for row in rows for place in row})
        if len(reporters) == 1:
            return [tuple(reporters)] if self.shown else []
        own = {
            pair: rank([row for reporter in pair for row in self.relations.get(reporter, ())])
            for pair in combinations(reporters, 2)
        }
        left = dict(left_for_pairs(rows, reporters))
        return [pair for pair in own if rank(left[pair]) > own[pair]]


def left_for_pairs(rows, reporters, done=None):
    """What is left for each pair when everybody else is eliminated.

    Most of the others are the same for many pairs: they go a third at a time, once for all pairs of the rest.
    """
    done = set() if done is None else done
    pairs = set(combinations(reporters, 2)) - done
    if len(reporters) <= 2:
        done |= pairs
        yield from ((pair, rows) for pair in pairs)
    elif pairs:
        for away in (reporters[number::3] for number in range(3)):
            rest = [one for one in reporters if one not in away]
            if set(combinations(rest, 2)) - done:
                yield from left_for_pairs(without_others(rows, rest), rest, done)


def without_others(rows, some):
    """Eliminate everybody else: the combinations that speak of these reporters alone."""
    rows, kept, some = [dict(row) for row in rows], [], frozenset(some)
    while rows:
        row = rows.pop()
        pivot = next((place for place in row if place[1] not in some), None)
        if pivot is None:
            kept.append(row)
            continue
        rows = [reduced(other, row, pivot) if pivot in other else other for other in rows]
        rows = [other for other in rows if other]
    return kept


def rank(rows):
    rows, found = [dict(row) for row in rows if row], 0
    while rows:
        row = rows.pop()
        pivot, found = next(iter(row)), found + 1
        rows = [reduced(other, row, pivot) if pivot in other else other for other in rows]
        rows = [other for other in rows if other]
    return found


def reduced(row, by, pivot):
    """A row less the multiple of another that takes its pivot away."""
    factor = row[pivot] * pow(by[pivot], -1, PRIME) % PRIME
    found = dict(row)
    for place, number in by.items():
        value = (found.get(place, 0) - factor * number) % PRIME
        if value:
            found[place] = value
        else:
            found.pop(place, None)
    return found


def modulo(value):
    """A fraction as a number modulo the prime."""
    fraction = Fraction(value)
    return fraction.numerator * pow(fraction.denominator, -1, PRIME) % PRIME


def learn_all(equations, seen, answers, when, rate_of, before=None, then=""):
    """Write down every statistic that is shown of a round, its changes since the round `then` too.

    `answers` has, by reporter, {(question, cell): (value, currency)}; `rate_of` the part and the whole.
    """
    rounds = (when, then)
    for figure in seen:
        inside = seen.areas.reporters_in(figure.area)
        for one in figure.statistics:
            if one.code == "rate":
                learn_rate(equations, answers, inside, when, rate_of[figure.question.id], figure.cell)
                if one.change is not None:
                    rate = rate_of[figure.question.id]
                    learn_rate_change(equations, answers, before, inside, rate, figure.cell, rounds)
            elif one.code.startswith(LINEAR):
                place = (figure.question.id, figure.cell, one.currency)
                who = contributors(answers, inside, place)
                equations.learn({(when, reporter, what(one, place)): 1 for reporter in who})
                if one.change is not None:
                    both = who & contributors(before, inside, place)
                    for round_ in rounds:
                        equations.learn({(round_, reporter, what(one, place)): 1 for reporter in both})


def what(one, place):
    """The variable in which a statistic is a sum: the value itself, or that a choice was made."""
    code = one.code.partition(":")[2]
    return (*place[:2], code)


def contributors(answers, inside, place):
    question, cell, currency = place
    return {
        reporter
        for reporter in inside
        if (found := answers.get(reporter, {}).get((question, cell))) and found[1] == currency
    }


def whole_pairs(answers, inside, rate, cell):
    """Who gave both numbers, the whole not zero."""
    part, whole = rate
    return {
        reporter
        for reporter in inside
        if (part, cell) in answers.get(reporter, {}) and answers[reporter].get((whole, cell), (0,))[0] > 0
    }


def learn_rate(equations, answers, inside, when, rate, cell, only=None):
    """A rate is an equation between the parts and the wholes of all who gave both."""
    part, whole = rate
    both = whole_pairs(answers, inside, rate, cell) & (only if only is not None else set(inside))
    above = sum(answers[one][part, cell][0] for one in both)
    below = sum(answers[one][whole, cell][0] for one in both)
    share = modulo(Fraction(above, below))
    parts = {(when, one, (part, cell, "")): 1 for one in both}
    wholes = {(when, one, (whole, cell, "")): PRIME - share for one in both if share}
    equations.learn({**parts, **wholes})


def learn_rate_change(equations, now, before, inside, rate, cell, rounds):
    both = whole_pairs(now, inside, rate, cell) & whole_pairs(before, inside, rate, cell)
    learn_rate(equations, now, inside, rounds[0], rate, cell, both)
    learn_rate(equations, before, inside, rounds[1], rate, cell, both)


def learn_who_answered(equations, seen, answers, when):
    """Write down how many answered, why others did not, and how many were compared, as far as it is told."""
    for figure in seen:
        inside = [one for one in seen.areas.reporters_in(figure.area) if one in answers]
        place = (figure.question.id, figure.cell)
        told = [*(["answered", "missing"] if figure.coverage.told else [])]
        told += [f"answered {one.code} {one.currency}" for one in figure.statistics]
        told += [f"both {one.code} {one.currency}" for one in figure.statistics if one.change is not None]
        for what_is_told in told:
            equations.learn({(when, one, (*place, what_is_told)): 1 for one in inside})


def learn_who_was_asked(equations, seen, answers, when, conditions):
    """Write down how many were asked, where anything is told of a question that hangs on others.

    `conditions` has, by question, what its being asked counts: (a question that it hangs on, a choice of it).
    Among those who answered that question, it is the others who were not asked.
    """
    for figure in seen:
        if figure.coverage.told or figure.statistics:
            inside = seen.areas.reporters_in(figure.area)
            for gate, code in conditions.get(figure.question.id, ()):
                who = {one for one in inside if (gate, TOTAL) in answers.get(one, {})}
                equations.learn({(when, one, (gate, TOTAL, code)): 1 for one in who})


def relate_parts(equations, answers, when, question, cells):
    """A total is the sum of its parts, for those who gave them all."""
    for reporter, said in answers.items():
        if all((question, cell) in said for cell in (TOTAL, *cells)):
            terms = {(when, reporter, (question, TOTAL, "")): 1}
            terms.update({(when, reporter, (question, cell, "")): -1 for cell in cells})
            equations.relate(reporter, terms)


def relate_choices(equations, answers, when, question, codes):
    """Exactly one choice is made."""
    for reporter, said in answers.items():
        if (question, TOTAL) in said:
            equations.relate(reporter, {(when, reporter, (question, TOTAL, code)): 1 for code in codes})


class OfEdition:
    """What is shown in an edition of a round, whose reporters said some things differently later.

    Where a reporter said the same in two editions, the attacker knows that it is the same number.
    """

    def __init__(self, equations, when, editions, number):
        self.equations, self.when, self.editions, self.number = equations, when, editions, number

    def learn(self, terms):
        self.equations.learn(self.renamed(terms))

    def relate(self, reporter, terms):
        self.equations.relate(reporter, self.renamed(terms))

    def renamed(self, terms):
        return {self.name(*place): number for place, number in terms.items()}

    def name(self, when, reporter, what_is_known):
        """The variable: that of the first edition in which the reporter said the same to this question."""
        if when != self.when:
            return when, reporter, what_is_known
        said = [answers_to(edition, reporter, what_is_known[0]) for edition in self.editions]
        return f"{when}@{said.index(said[self.number])}", reporter, what_is_known


def answers_to(answers, reporter, question):
    """All that a reporter said to a question; None where it did not report."""
    if reporter not in answers:
        return None
    return {cell: found for (asked, cell), found in answers[reporter].items() if asked == question}
