"""What reporters are called: countries by the United Nations' names, other bodies by their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from survey.countries import country_name
from survey.languages import SOURCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from survey.languages import Language


def reporter_name(code: str, names: Mapping[str, str], language: Language) -> str:
    """What a reporter is called in a language."""
    return names.get(language.code) or names.get(SOURCE.code) or country_name(code, language)
