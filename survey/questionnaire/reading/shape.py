"""The shape of a questionnaire file, as marshmallow schemas: which keys there are and what they hold.

Knows nothing of what the values mean: `building` does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from survey.questionnaire.kinds import KINDS
from survey.questionnaire.mistakes import did_you_mean
from survey.questionnaire.model import EVIDENCE_PARTS, HEADLINES, MISSING_REASONS
from survey.questionnaire.reading.fields import MEASURES, Options, Shape, Words, YesNoOr, valid_code, valid_id

REPORTERS = ("country", "group")


class UnitShape(Shape):
    """What a number counts."""

    noun = "a unit"
    label = Words(required=True)
    measure = fields.String(
        required=True,
        validate=validate.OneOf(MEASURES, error=f"must be one of {', '.join(MEASURES)}"),
    )


class BreakdownShape(Shape):
    """A way to break numbers down."""

    noun = "a breakdown"
    label = Words(required=True)
    total = Words(required=True)
    codes = Options(required=True)


class CountryListShape(Shape):
    """Rows that each country brings."""

    noun = "a country's list"
    label = Words(required=True)
    samples = fields.List(
        Words(), required=True, validate=validate.Length(1, 50, error="must hold 1 to 50 samples")
    )


class ParameterShape(Shape):
    """A word that a round sets."""

    noun = "a parameter"
    kind = fields.String(
        required=True, validate=validate.OneOf(("date", "text"), error="must be date or text")
    )
    sample = Words(required=True)


def _some_of(noun: str, known: tuple[str, ...]) -> fields.Field[Any]:
    def check(value: str) -> None:
        if value not in known:
            cure = did_you_mean(value, known) or f"; there are: {', '.join(known)}"
            raise ValidationError(f"unknown {noun} '{value[:50]}'{cure}")

    wrong = f"must be yes, no, or a list of some of: {', '.join(known)}"
    return YesNoOr(fields.List(fields.String(validate=check), error_messages={"invalid": wrong}))


class QuestionShape(Shape):
    """What every question may say, whatever its kind."""

    noun = "a question"
    id = fields.String(required=True, validate=valid_id)
    kind = fields.String(required=True)
    label = Words(required=True)
    hint = Words()
    guidance = Words()
    required = YesNoOr(Words())
    relevant = Words()
    relevant_text = Words()
    constraint = Words()
    message = Words()
    rows = Options(rows=True)
    rows_from = Words()
    beside = Words()
    evidence = _some_of("part of the evidence", EVIDENCE_PARTS)
    evidence_from = Words()
    missing = _some_of("reason", MISSING_REASONS)
    headline = fields.String(
        validate=validate.OneOf(HEADLINES, error=f"must be one of {', '.join(HEADLINES)}")
    )

    def elsewhere(self, key: str) -> str:
        """Say which kinds have a key, since authors often try it with another kind."""
        kinds = [kind for kind, made in KINDS.items() if key in made.options] + ["list"] * (key == "fields")
        return f"; it belongs to {' and '.join(dict.fromkeys(kinds))}" if kinds else ""


class KindlessShape(QuestionShape):
    """A question that does not say its kind: any key that some kind has may be right."""

    def misplaced(self, key: str) -> bool:
        """Tell whether no kind has such a key."""
        return super().misplaced(key) and not self.elsewhere(key)


FIELDS = validate.Length(1, 50, error="must hold 1 to 50 questions, asked of each entry")


@lru_cache(maxsize=64)
def _shape_of(kind: str) -> Schema:
    extra = {"fields": fields.List(AnyQuestion(), required=True, validate=FIELDS)} if kind == "list" else {}
    made = type(
        f"{kind}Shape",
        (QuestionShape,),
        {"noun": f"a question of kind {kind}", **KINDS[kind].options, **extra},
    )
    schema: Schema = made()
    return schema


class AnyQuestion(fields.Field[Any]):
    """A question, in the shape of its kind."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        kind = value.get("kind") if isinstance(value, dict) else None
        if kind is None:
            return KINDLESS.load(value)
        if not isinstance(kind, str):
            raise ValidationError({"kind": ["must be a text"]})
        if kind not in KINDS:
            raise ValidationError({"kind": [_unknown_kind(kind)]})
        return _shape_of(kind).load(value)


def _unknown_kind(kind: str) -> str:
    if not kind:
        return "is empty"
    known = did_you_mean(kind, KINDS) or f"; the kinds are {', '.join(KINDS)}"
    return f"unknown kind '{kind[:40]}'{known}"


class SectionShape(Shape):
    """A page of questions."""

    noun = "a section"
    id = fields.String(required=True, validate=valid_id)
    title = Words(required=True)
    introduction = Words()
    dimension = Words()
    theme = Words()
    module = Words()
    relevant = Words()
    relevant_text = Words()
    questions = fields.List(
        AnyQuestion(),
        required=True,
        validate=validate.Length(1, 1000, error="must hold 1 to 1,000 questions"),
    )


def _declared(shape: type[Shape]) -> fields.Field[Any]:
    return fields.Dict(keys=fields.String(validate=valid_id), values=fields.Nested(shape), load_default=dict)


class QuestionnaireShape(Shape):
    """The whole file."""

    noun = "a questionnaire"
    questionnaire = fields.String(required=True, validate=valid_code)
    edition = fields.String(required=True, validate=valid_code)
    title = Words(required=True)
    introduction = Words(load_default="")
    languages = fields.List(fields.String(validate=valid_code), load_default=lambda: ["en"])
    reporter = fields.String(
        load_default="country", validate=validate.OneOf(REPORTERS, error="must be one of: {choices}")
    )
    all_reporters = Words(load_default="")
    licence = fields.String(
        load_default="",
        validate=validate.Regexp(
            r"[A-Za-z0-9.+-]{1,40}\Z", error="'{input}' is not the short name of a licence such as CC-BY-4.0"
        ),
    )
    units = _declared(UnitShape)
    breakdowns = _declared(BreakdownShape)
    choices = fields.Dict(keys=fields.String(validate=valid_id), values=Options(), load_default=dict)
    dimensions = Options(load_default=dict)
    themes = Options(load_default=dict)
    modules = Options(load_default=dict)
    reported_to = Options(load_default=dict)
    currencies = fields.List(
        fields.String(
            validate=validate.Regexp(r"[A-Z]{3}\Z", error="'{input}' is not a currency code such as USD")
        ),
        load_default=list,
    )
    lists = _declared(CountryListShape)
    parameters = _declared(ParameterShape)
    sections = fields.List(
        fields.Nested(SectionShape),
        required=True,
        validate=validate.Length(1, 200, error="must hold 1 to 200 sections"),
    )
    retired = fields.Dict(keys=fields.String(validate=valid_id), values=Words(), load_default=dict)


KINDLESS = KindlessShape()
QUESTIONNAIRE = QuestionnaireShape()
