"""The people of a demonstration: names and addresses that belong to nobody (all end in .example)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey.samples.countries import SAMPLE_COUNTRIES
from survey.samples.words import marked
from survey.workflow.reviews import Finding


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """An invented person: key, name, language and role."""

    key: str
    name: str
    language: str
    role: str
    region: str | None = None
    has_app: bool = False
    """Whether they sign in with an authenticator app, whose code the page shows."""

    @property
    def email(self) -> str:
        """An address that can never be delivered."""
        return f"{self.key.lower().replace('_', '.')}@sample.example"


DESK = (
    SamplePerson("administrator", "Ann Admin (sample)", "en", "administrator"),
    SamplePerson("secretariat", "Sam Secretariat (sample)", "en", "secretariat"),
    SamplePerson("reviewer_africa", "Awa Examinatrice (exemple)", "fr", "reviewer", "AFR"),
    SamplePerson("reviewer_world", "Wim Reviewer (sample)", "en", "reviewer"),
    SamplePerson("reviewer_two_steps", "Dos Pasos (ejemplo)", "es", "reviewer", "AME", has_app=True),
)

_MARKS = {"en": "sample", "fr": "exemple", "es": "ejemplo"}
_TITLES = {"en": "Focal point", "fr": "Point focal", "es": "Punto focal"}

GROUPS: Mapping[str, Mapping[str, str]] = {
    "supply-chains": {
        "en": "Action group on supply chains",
        "fr": "Groupe d’action sur les chaînes d’approvisionnement",
        "es": "Grupo de acción sobre cadenas de suministro",
    },
    "migration": {
        "en": "Action group on migration",
        "fr": "Groupe d’action sur les migrations",
        "es": "Grupo de acción sobre migración",
    },
    "rule-of-law": {
        "en": "Action group on the rule of law and governance",
        "fr": "Groupe d’action sur l’état de droit et la gouvernance",
        "es": "Grupo de acción sobre el estado de derecho y la gobernanza",
    },
    "conflict": {
        "en": "Action group on conflict and humanitarian settings",
        "fr": "Groupe d’action sur les conflits et les situations humanitaires",
        "es": "Grupo de acción sobre conflictos y contextos humanitarios",
    },
}

FOCAL_POINTS: Mapping[str, SamplePerson] = {
    **{
        iso3: SamplePerson(
            f"focal_{iso3}",
            f"{_TITLES[country.language]} {iso3} ({_MARKS[country.language]})",
            country.language,
            "focal_point",
        )
        for iso3, country in SAMPLE_COUNTRIES.items()
    },
    **{
        code: SamplePerson(f"focal_{code}", f"Lead of {names['en']} (sample)", "en", "focal_point")
        for code, names in GROUPS.items()
    },
}

COLLEAGUES = {"MDG": SamplePerson("colleague_MDG", "Rado R. (exemple)", "fr", "contributor")}

REASONS = {
    language: marked(language, text)
    for language, text in {
        "en": "please say to which year the figures on victims refer, and whether they include children.",
        "fr": "veuillez préciser l’année à laquelle se rapportent les chiffres relatifs aux victimes.",
        "es": "indiquen a qué año se refieren las cifras sobre víctimas y si incluyen a los niños y niñas.",
    }.items()
}

_PROGRESS = Finding(
    True,
    None,
    "",
    marked(
        "en",
        "several next steps of the workshop are done, and the roadmap is followed. What would help next: "
        "figures on victims by sex and age, and a word on what the other ministries contribute.",
    ),
    "en",
)
_NO_PROGRESS = Finding(
    False,
    False,
    "",
    marked(
        "en",
        "the next steps of the workshop are still to be taken. The partners offer technical support with the "
        "action plan.",
    ),
    "en",
)

REVIEWS: Mapping[tuple[str, int], Finding] = {
    ("XAA", 2019): _PROGRESS,
    ("XAB", 2019): _NO_PROGRESS,
    ("XAB", 2020): _NO_PROGRESS,
}
"""The annual reviews by country and year, of invented countries only. A hold of XAB may be considered."""
