"""The shape of a questionnaire file, as marshmallow schemas: which keys there are and what they hold.

Knows nothing of what the values mean: `building` does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, ClassVar

from marshmallow import INCLUDE, Schema, ValidationError, fields, validate, validates_schema

from survey.questionnaire.kinds import KINDS
from survey.questionnaire.mistakes import did_you_mean
from survey.questionnaire.model import EVIDENCE_PARTS, HEADLINES, MISSING_REASONS
from survey.questionnaire.reading.complaints import messages_of

ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
MEASURES = ("count", "percent", "money", "amount")
YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def _id(value: str) -> None:
    if not ID.fullmatch(value) or len(value) > 80:
        raise ValidationError(
            f"'{value[:90]}' is not an id: small letters, digits, '_' and '.', beginning with a letter, "
            "at most 80 characters"
        )


def _code(value: str) -> None:
    if not CODE.fullmatch(value) or len(value) > 40:
        raise ValidationError(
            f"'{value[:50]}' is not a code: letters, digits, '_' and '-', at most 40 characters, "
            "beginning with a letter or digit"
        )


def _filled(value: str) -> None:
    if not value.strip():
        raise ValidationError("is empty; write the text")


class Words(fields.String):
    """A text for people: trimmed, never empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=_filled, **options)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> str:
        return str(super()._deserialize(value, attr, data, **options)).strip()


class YesNoOr(fields.Field[Any]):
    """`yes`, `no`, or else what the given reading makes of it."""

    def __init__(self, others: fields.Field[Any], **options: Any) -> None:
        super().__init__(**options)
        self.others = others

    def _deserialize(self, value: Any, attr: str | None, data: Any, **options: Any) -> Any:
        if isinstance(value, str) and value.lower() in YES_NO:
            return YES_NO[value.lower()]
        return self.others.deserialize(value, attr, data)


class Options(fields.Field[Any]):
    """A mapping from codes to labels, or to mappings of a label and more: only rows have conditions."""

    def __init__(self, rows: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.rows = rows

    def _deserialize(
        self, value: Any, attr: str | None, data: Any, **options: Any
    ) -> dict[str, dict[str, str]]:
        if not isinstance(value, dict) or not value:
            raise ValidationError("must hold codes with their labels, such as {a: First, b: Second}")
        found: dict[str, dict[str, str]] = {}
        wrong: dict[str, Any] = {}
        for code, option in value.items():
            try:
                _code(code)
                found[code] = self.option(option)
            except ValidationError as error:
                messages = messages_of(error)
                wrong[code] = messages if isinstance(option, dict) else messages.get("label", messages)
        if wrong:
            raise ValidationError(wrong)
        return found

    def option(self, option: Any) -> dict[str, str]:
        """Read what a code offers: its label, or its label with more."""
        given = option if isinstance(option, dict) else {"label": option}
        loaded: dict[str, str] = (ROW if self.rows else OPTION).load(given)
        return loaded


REPORTERS = ("country", "group")


class Shape(Schema):
    """A mapping; unknown and missing keys are named in sentences."""

    noun: ClassVar[str] = "this"

    class Meta:
        """Unknown keys are kept, to be named in a sentence."""

        unknown = INCLUDE

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name, field in self.fields.items():
            field.error_messages = {**field.error_messages, "required": f"{self.noun} needs '{name}'"}
        self.error_messages["type"] = self.not_keys

    @property
    def not_keys(self) -> str:
        """Say what is wrong where there are no keys with values."""
        first = next((name for name, field in self.fields.items() if field.required), "label")
        return f"{self.noun} is written as keys with values, beginning with '{first}: ...'"

    def misplaced(self, key: str) -> bool:
        """Tell whether a key does not belong here."""
        return key not in self.fields

    def unknown_key(self, key: str) -> str:
        """Say that a key does not belong here, and where it was probably meant to be."""
        cure = did_you_mean(key, self.fields) or self.elsewhere(key)
        return f"unknown key '{key}' in {self.noun}{cure}"

    def elsewhere(self, key: str) -> str:
        """Say where a key would belong; nothing where nobody knows."""
        return ""

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def refuse_unknown(self, data: Any, original: Any, **options: Any) -> None:
        """Name every key that does not belong here."""
        unknown = [key for key in original if self.misplaced(key)] if isinstance(original, Mapping) else []
        if unknown:
            raise ValidationError({key: [self.unknown_key(key)] for key in unknown})


class OptionShape(Shape):
    """The label of a code, with a hint if there is any."""

    noun = "this entry"
    label = Words(required=True)
    hint = Words()

    def elsewhere(self, key: str) -> str:
        """Conditions are for rows."""
        return "; only rows may be asked on a condition" if key == "relevant" else ""


class RowShape(OptionShape):
    """The label of a row, with a hint and a condition if there are any."""

    noun = "a row"
    relevant = Words()
    relevant_text = Words()


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
    id = fields.String(required=True, validate=_id)
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
    id = fields.String(required=True, validate=_id)
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
    return fields.Dict(keys=fields.String(validate=_id), values=fields.Nested(shape), load_default=dict)


class QuestionnaireShape(Shape):
    """The whole file."""

    noun = "a questionnaire"
    questionnaire = fields.String(required=True, validate=_code)
    edition = fields.String(required=True, validate=_code)
    title = Words(required=True)
    introduction = Words(load_default="")
    languages = fields.List(fields.String(validate=_code), load_default=lambda: ["en"])
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
    choices = fields.Dict(keys=fields.String(validate=_id), values=Options(), load_default=dict)
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
    retired = fields.Dict(keys=fields.String(validate=_id), values=Words(), load_default=dict)


OPTION = OptionShape()
ROW = RowShape()
KINDLESS = KindlessShape()
QUESTIONNAIRE = QuestionnaireShape()
