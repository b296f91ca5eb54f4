"""Figures computed a second time, from the text of the answers file, with none of the product's code."""

import csv
import io
import math
import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property

import yaml

REASONS = ("not_available", "not_applicable", "included_elsewhere", "confidential")
PERCENT = "percent"


@dataclass(frozen=True)
class Given:
    """A value in the answers file: whose, in which row, and whether it was carried over."""

    country: str
    row: str
    value: object
    currency: str
    kind: str
    unit: str
    status: str

    @property
    def key(self):
        return self.country, self.row


@dataclass(frozen=True)
class Place:
    """Where a figure stands: a question, a row, a cell, and the countries of its area."""

    question: str
    row: str
    cell: tuple
    countries: frozenset
    is_country: bool


class Form:
    """What the file of a questionnaire says of its questions, read as YAML."""

    def __init__(self, path):
        self.questions = {}
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.choices = {**written["choices"], "themes": written["themes"]}
        for section in written["sections"]:
            for question in section["questions"]:
                self.questions[question["id"]] = question
                for inner in question.get("fields", ()):
                    self.questions[f"{question['id']}.{inner['id']}"] = inner

    def rate_of(self, question):
        rate = self.questions[question].get("rate_of")
        return (rate["part"], rate["whole"]) if rate else None

    def adds_up(self, question):
        return self.questions[question].get("adds_up") in (True, "yes")

    def has_fixed_rows(self, question):
        asked = self.questions[question]
        return "rows" in asked or ("beside" in asked and self.has_fixed_rows(asked["beside"]))

    def has_rows(self, question):
        asked = self.questions[question]
        head = asked.get("beside")
        return bool({"rows", "rows_from"} & asked.keys()) or (head is not None and self.has_rows(head))

    def offers(self, question, code):
        asked = self.questions[question]
        if asked["kind"] == "yes_no":
            return code in ("yes", "no") or asked.get("partly") in (True, "yes")
        choices = asked["choices"]
        return code in (self.choices[choices] if isinstance(choices, str) else choices)

    def evidence(self, question):
        return self.questions[question].get("evidence_from", question)


class Answers:
    """The answers file of a round, and its file of the countries' own rows."""

    def __init__(self, text, own_rows, form):
        self.rows = list(csv.DictReader(io.StringIO(text)))
        self.own_rows = list(csv.DictReader(io.StringIO(own_rows)))
        self.form = form
        names = list(self.rows[0])
        self.breakdowns = names[names.index("row") + 1 : names.index("kind")]

    @cached_property
    def countries(self):
        return {row["country_iso3"] for row in self.rows}

    @cached_property
    def given(self):
        found = defaultdict(list)
        for row in self.rows:
            if row["status"] in ("answered", "calculated"):
                cell = tuple(row[name] for name in self.breakdowns)
                kept = (row["country_iso3"], row["row"], value_of(row), row["currency"])
                found[row["question"], cell].append(Given(*kept, row["kind"], row["unit"], row["status"]))
        for (country, question), number in Counter(
            (row["country_iso3"], row["list"]) for row in self.own_rows if row["list"] in self.form.questions
        ).items():
            nowhere = ("",) * len(self.breakdowns)
            found[question, nowhere].append(Given(country, "", number, "", "list", "", "answered"))
        return found

    @cached_property
    def missing(self):
        found = defaultdict(dict)
        for row in self.rows:
            if row["status"] == "missing":
                found[row["question"]][row["country_iso3"], row["row"]] = row["missing_reason"]
        return found

    @cached_property
    def carried(self):
        at = (
            (row["question"], row["country_iso3"], row["row"])
            for row in self.rows
            if row["carried"] == "true"
        )
        return set(at)

    @cached_property
    def years(self):
        return {
            (row["question"], row["country_iso3"], row["row"]): int(row["reference_year"])
            for row in self.rows
            if row["reference_year"]
        }

    def at(self, place):
        """The values at a place; a figure without a row takes all rows together."""
        return [
            one
            for one in self.given[place.question, place.cell]
            if one.country in place.countries and place.row in ("", one.row)
        ]

    def year(self, question, key):
        giver = self.form.evidence(question)
        return self.years.get((giver, key[0], "" if self.form.has_rows(giver) else key[1]))

    def reasons(self, place, question=None):
        """The reason of each country at a place; of several, the first by name."""
        found = {}
        for (country, row), reason in self.missing[question or place.question].items():
            if country in place.countries and place.row in ("", row):
                found[country] = min(reason, found.get(country, reason))
        return found

    def pairs(self, place):
        """The part and the whole of all who gave both and no reason against it; the whole may be zero."""
        part, whole = (
            {one.key: one.value for one in self.at(place_of(place, question))}
            for question in self.form.rate_of(place.question)
        )
        silent = self.missing[place.question]
        return {key: (part[key], whole[key]) for key in part if key in whole and key not in silent}


def place_of(place, question):
    return Place(question, place.row, place.cell, place.countries, place.is_country)


def value_of(row):
    if row["kind"] in ("number", "year"):
        return float(row[f"value_{row['kind']}"])
    if row["kind"] in ("choice", "choices", "yes_no"):
        return row["value_code"].split(" ")
    return row["value_date"].replace("-", "") if row["kind"] == "date" else row["value_text"]


def summed_up(kind, values, adds_up):
    """Every statistic of some values of a kind, but for those of single choices."""
    n = len(values)
    if kind == "list":
        return {"count": n, "entries": sum(values)}
    if kind in ("number", "year"):
        middle = statistics.median(values)
        if kind == "year":
            return {"count": n, "earliest": min(values), "latest": max(values), "median": middle}
        quarters = statistics.quantiles(values, n=4, method="inclusive") if n > 1 else values * 3
        found = {"count": n, "median": middle, "q1": quarters[0], "q3": quarters[2]}
        found |= {"min": min(values), "max": max(values)}
        return found | ({"sum": math.fsum(values)} if adds_up else {})
    if kind == "date":
        return {"count": n, "earliest": int(min(values)), "latest": int(max(values))}
    if kind in ("choice", "choices", "yes_no"):
        counts = Counter(code for chosen in values for code in chosen)
        found = {f"count:{code}": count for code, count in counts.items()}
        return found | {"count": n} | {f"share:{code}": 100 * count / n for code, count in counts.items()}
    return {"count": n}


def rate(pairs):
    return 100 * math.fsum(part for part, _ in pairs) / math.fsum(whole for _, whole in pairs)


@dataclass
class Recomputed:
    """A row of the figures file, computed again from the answers of two rounds."""

    now: Answers
    before: Answers
    place: Place
    code: str
    currency: str

    @cached_property
    def all_values(self):
        return self.now.at(self.place)

    @cached_property
    def values(self):
        return [one for one in self.all_values if one.currency == self.currency]

    @cached_property
    def pairs(self):
        return {key: pair for key, pair in self.now.pairs(self.place).items() if pair[1] > 0}

    @property
    def keys(self):
        return list(self.pairs) if self.code == "rate" else [one.key for one in self.values]

    @property
    def questions(self):
        """The questions whose answers are behind the statistic."""
        return self.now.form.rate_of(self.place.question) if self.code == "rate" else [self.place.question]

    @property
    def n(self):
        return len(self.keys)

    @property
    def reporting(self):
        return {country for country, _ in self.keys}

    @property
    def value(self):
        if self.code == "rate":
            return rate(self.pairs.values())
        return self.of([one.value for one in self.values], self.values[0].kind)

    def of(self, values, kind):
        found = summed_up(kind, values, self.now.form.adds_up(self.place.question))
        code = answer_code(kind) if self.code in ("value", "calculated") else self.code
        return found.get(code, 0 if code.startswith(("count:", "share:")) else None)

    @property
    def missing(self):
        questions = [self.place.question]
        if self.code == "rate":
            questions += self.now.form.rate_of(self.place.question)
        found = {}
        for question in questions:
            found = {**self.now.reasons(self.place, question), **found}
        answered = self.answered
        return Counter(reason for country, reason in found.items() if country not in answered)

    @property
    def answered(self):
        countries = {one.country for one in self.all_values}
        if self.code == "rate":
            countries |= {country for country, _ in self.now.pairs(self.place)}
        return countries

    @property
    def years(self):
        """The reference years, how many answers give one, and how many rates are of two different years."""
        questions = self.questions
        keys = self.keys if self.code == "rate" else [one.key for one in self.all_values]
        by_key = [[self.now.year(question, key) for question in questions] for key in keys]
        known = [[year for year in years if year] for years in by_key]
        flat = [year for years in known for year in years]
        if not flat:
            return "", None, None
        differ = sum(len(set(years)) > 1 for years in known) if self.code == "rate" else None
        ends = f"{min(flat)}-{max(flat)}"
        return ends, sum(bool(years) for years in known), differ

    @cached_property
    def same(self):
        """The answers of both rounds that can be compared, by key: now and before."""
        if self.code == "rate":
            then = {key: pair for key, pair in self.before.pairs(self.place).items() if pair[1] > 0}
            return {key: (pair, then[key]) for key, pair in self.pairs.items() if key in then}
        then = {one.key: one for one in self.before.given.get((self.place.question, self.place.cell), ())}
        return {
            one.key: (one.value, then[one.key].value)
            for one in self.values
            if one.key in then
            and (one.currency, one.kind, one.unit)
            == (then[one.key].currency, then[one.key].kind, then[one.key].unit)
        }

    @property
    def change(self):
        """The change over the answers of both rounds, over how many, and how many were carried over."""
        if not self.same:
            return None, None, None
        pairs = list(self.same.values())
        if self.code == "rate":
            found = rate([now for now, _ in pairs]) - rate([then for _, then in pairs])
            compared = len(pairs)
        else:
            found = self.change_of(pairs, self.values[0].kind)
            compared = len({key[0] for key in self.same})
        if found is None:
            return None, None, None
        carried = [
            key for key in self.same if any((asked, *key) in self.now.carried for asked in self.questions)
        ]
        return found, compared, len(carried)

    def change_of(self, pairs, kind):
        code = answer_code(kind) if self.code in ("value", "calculated") else self.code
        if code == "median":
            return statistics.median(now - then for now, then in pairs)
        if code.startswith(("sum", "entries", "count:", "share:")):
            choice = code.partition(":")[2]
            if choice and not self.before.form.offers(self.place.question, choice):
                return None
            return self.of([now for now, _ in pairs], kind) - self.of([then for _, then in pairs], kind)
        return None


def answer_code(kind):
    """The statistic that is the answer itself, of a single country."""
    return {"number": "median", "year": "median", "date": "earliest", "list": "entries"}[kind]
