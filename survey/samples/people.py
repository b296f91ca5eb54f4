"""The people of a demonstration: names and addresses that belong to nobody (all end in .example)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from survey.samples.countries import SAMPLE_COUNTRIES
from survey.workflow.reviews import Finding


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """An invented person: key, name, language and role."""

    key: str
    name: str
    language: str
    role: str
    region: str | None = None

    @property
    def email(self) -> str:
        """An address that can never be delivered."""
        return f"{self.key.lower().replace('_', '.')}@sample.example"


DESK = (
    SamplePerson("administrator", "Ann Admin (sample)", "en", "administrator"),
    SamplePerson("secretariat", "Sam Secretariat (sample)", "en", "secretariat"),
    SamplePerson("reviewer_africa", "Awa Examinatrice (exemple)", "fr", "reviewer", "AFR"),
    SamplePerson("reviewer_world", "Wim Reviewer (sample)", "en", "reviewer"),
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
    "en": "Please say to which year the figures on victims refer, and whether children are counted in them.",
    "fr": "Veuillez préciser l’année à laquelle se rapportent les chiffres relatifs aux victimes.",
    "es": "Indiquen a qué año se refieren las cifras sobre víctimas y si incluyen a los niños y niñas.",
}

JUSTIFIED = ("HND", "LKA")
"""Countries with an invented review that found no substantial progress, but a reasonable justification."""

REVIEWS = {
    False: Finding(
        True,
        None,
        "",
        "Sample review. Several next steps of the workshop are done, and the roadmap is followed. What would "
        "help next: figures on victims by sex and age, and a word on what the other ministries contribute.",
        "en",
    ),
    True: Finding(
        False,
        True,
        "Sample justification: elections, and a new government that is appointing its coordinators.",
        "Sample review. The coordination structure is in place and the survey is being prepared; much "
        "can move next year. The partners offer technical support with the action plan.",
        "en",
    ),
}
"""The invented annual reviews of last year; the key tells whether the country is in `JUSTIFIED`."""
