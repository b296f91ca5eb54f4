"""The fields of a questionnaire file: ids, codes, words, options; and the shape that all mappings have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from marshmallow import INCLUDE, Schema, ValidationError, fields, validates_schema

from survey.questionnaire.mistakes import did_you_mean
from survey.questionnaire.reading.complaints import messages_of

ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
MEASURES = ("count", "percent", "money", "amount")
YES_NO = {"yes": True, "true": True, "no": False, "false": False}


def valid_id(value: str) -> None:
    """Refuse what is no id of a question or section."""
    if not ID.fullmatch(value) or len(value) > 80:
        raise ValidationError(
            f"'{value[:90]}' is not an id: small letters, digits, '_' and '.', beginning with a letter, "
            "at most 80 characters"
        )


def valid_code(value: str) -> None:
    """Refuse what is no code of an option or a language."""
    if not CODE.fullmatch(value) or len(value) > 40:
        raise ValidationError(
            f"'{value[:50]}' is not a code: letters, digits, '_' and '-', at most 40 characters, "
            "beginning with a letter or digit"
        )


def filled(value: str) -> None:
    """Refuse an empty text."""
    if not value.strip():
        raise ValidationError("is empty; write the text")


class Words(fields.String):
    """A text for people: trimmed, never empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=filled, **options)

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
                valid_code(code)
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


OPTION = OptionShape()
ROW = RowShape()
