"""Numbers written for the people of a locale, in their digits and groups."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from survey.questionnaire.numbers.notation import notations

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale

    from survey.questionnaire.numbers.notation import Notation

EXACT_DIGITS = 15
LARGE = 1e14
MINUS = "\u2212"
ROUNDING = Context(prec=400, rounding=ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class NumberWriter:
    """Writes numbers in a notation; made once per locale."""

    notation: Notation
    digits: Mapping[int, int] | None
    mistakable: bool
    """Whether its decimal sign groups thousands elsewhere."""

    def write(
        self,
        value: float,
        *,
        grouping: bool = True,
        least_decimals: int = 0,
        most_decimals: int = 6,
        to_be_read_again: bool = True,
    ) -> str:
        """Write a number; halves are rounded away from nought, and nought has no sign.

        What is to be read again must not be mistaken then: 1.234 becomes 1.2340, which no notation groups,
        and keeps the hyphen that every machine takes for a minus.
        """
        if not math.isfinite(value):
            return str(value)
        whole, fraction = _digits(abs(value), most_decimals)
        if len(fraction) < least_decimals:
            fraction = fraction.ljust(least_decimals, "0")
        if to_be_read_again and self.mistakable and len(fraction) == 3 and len(whole) <= 3 and whole != "0":
            fraction += "0"
        minus = self.notation.minus if to_be_read_again else self.notation.minus.replace("-", MINUS)
        sign = minus if value < 0 and (whole + fraction).strip("0") else ""
        if grouping and len(whole) > self.notation.last_group:
            whole = self._grouped(whole)
        written = f"{sign}{whole}{self.notation.decimal}{fraction}" if fraction else sign + whole
        return written if self.digits is None else written.translate(self.digits)

    def _grouped(self, whole: str) -> str:
        last, size = self.notation.last_group, self.notation.other_groups
        if last == size == 3:
            return f"{int(whole):,}".replace(",", self.notation.group)
        groups = [whole[-last:]]
        rest = whole[:-last]
        while rest:
            groups.append(rest[-size:])
            rest = rest[:-size]
        return self.notation.group.join(reversed(groups))


def write_number(
    value: float,
    locale: Locale,
    *,
    grouping: bool = True,
    least_decimals: int = 0,
    most_decimals: int = 6,
    to_be_read_again: bool = True,
) -> str:
    """Write a number as the people of a locale do."""
    return number_writer(locale).write(
        value,
        grouping=grouping,
        least_decimals=least_decimals,
        most_decimals=most_decimals,
        to_be_read_again=to_be_read_again,
    )


@lru_cache(maxsize=2048)
def number_writer(locale: Locale) -> NumberWriter:
    """The writer of a locale."""
    own = notations(locale)[0]
    digits = None if own.zero == ord("0") else {ord("0") + digit: own.zero + digit for digit in range(10)}
    return NumberWriter(own, digits, own.decimal in {".", ","})


def _digits(size: float, most_decimals: int) -> tuple[str, str]:
    """Split a number that is not negative into whole digits and decimals, noughts at the end left out."""
    plain = repr(size)
    whole, _, fraction = plain.partition(".")
    if fraction == "0":
        return whole, ""
    if "e" in plain or size >= LARGE:
        whole, _, fraction = _spelled_out(size, most_decimals).partition(".")
    elif len(fraction) > most_decimals:
        whole, fraction = _rounded(size, most_decimals)
    return whole, fraction.rstrip("0")


def _rounded(size: float, most_decimals: int) -> tuple[str, str]:
    """Round as people do: 2.675 is 2.68, though its double is a little less."""
    whole, _, fraction = f"{size:.{EXACT_DIGITS}g}".partition(".")
    rounded = int(whole + fraction[:most_decimals].ljust(most_decimals, "0"))
    if fraction[most_decimals : most_decimals + 1] >= "5":
        rounded += 1
    digits = str(rounded).zfill(most_decimals + 1)
    return digits[: len(digits) - most_decimals], digits[len(digits) - most_decimals :]


def _spelled_out(size: float, most_decimals: int) -> str:
    """Write the very large and the very small, which Python writes with an exponent."""
    return f"{Decimal(repr(size)).quantize(Decimal(1).scaleb(-most_decimals), context=ROUNDING):f}"
