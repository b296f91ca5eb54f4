"""The 21 countries of the partnership in May 2020, with their reporting language and next steps.

The steps follow the public papers of the Alliance; everything else about these countries here is invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class SampleCountry:
    """A sample country: its language, number of children (in thousands), next steps and themes."""

    iso3: str
    language: str
    children: int
    steps: tuple[str, ...]
    themes: tuple[str, ...] = ("child_labour", "forced_labour", "human_trafficking")
    currency: str = "USD"


ALL = ("child_labour", "forced_labour", "human_trafficking")
NO_FORCED = ("child_labour", "human_trafficking")

_EN = (
    "Adopt the roadmap at the level of ministers",
    "Set up the national coordination committee",
    "Publish the results of the national child labour survey",
    "Train labour inspectors to identify victims",
)
_FR = (
    "Adopter la feuille de route au niveau ministériel",
    "Mettre en place le comité national de coordination",
    "Publier les résultats de l’enquête nationale sur le travail des enfants",
)
_ES = (
    "Aprobar la hoja de ruta a nivel ministerial",
    "Constituir el comité nacional de coordinación",
    "Publicar los resultados de la encuesta nacional sobre trabajo infantil",
)

_ROWS = (
    SampleCountry("ALB", "en", 500, ("Complete the action plan on child protection and trafficking", "Map high-risk areas"), NO_FORCED, "ALL"),
    SampleCountry("CHL", "es", 3200, ("Fortalecer la base de conocimientos sobre trabajo infantil y trata de personas", "Realizar campañas de sensibilización", "Capacitar a los funcionarios en detección y derivación", "Impulsar las modificaciones legales", "Ofrecer proyectos de empleabilidad a jóvenes y adultos"), ALL, "CLP"),
    SampleCountry("CIV", "fr", 8900, _FR, ALL, "XOF"),
    SampleCountry("CRI", "es", 950, _ES, ALL, "CRC"),
    SampleCountry("ETH", "en", 38000, _EN, ALL, "ETB"),
    SampleCountry("FJI", "en", 230, ("Identify priority actions", "Set up a coordination structure", "Mobilize resources", "Collect data", "Set up a monitoring system", "Share practices"), NO_FORCED, "FJD"),
    SampleCountry("GHA", "en", 9800, _EN, ALL, "GHS"),
    SampleCountry("GTM", "es", 5100, _ES, ALL, "GTQ"),
    SampleCountry("HND", "es", 2900, _ES, ALL, "HNL"),
    SampleCountry("LKA", "en", 4500, _EN, NO_FORCED, "LKR"),
    SampleCountry("MAR", "fr", 7600, _FR, NO_FORCED, "MAD"),
    SampleCountry("MDG", "fr", 8700, ("Renforcer les capacités et les moyens de l’inspection du travail", "Réaliser une enquête et créer une base de données sur le travail des enfants", "Créer un pôle national d’information sur la traite des personnes", "Conclure des accords bilatéraux de main-d’œuvre et réviser le cadre des migrations de main-d’œuvre"), ALL, "MGA"),
    SampleCountry("MEX", "es", 28500, ("Generar conocimientos", "Atender la migración", "Reforzar la prevención, la protección y el enjuiciamiento", "Modernizar los protocolos de inspección en las cadenas de suministro"), ALL, "MXN"),
    SampleCountry("MRT", "fr", 1500, ("Doter le coordonnateur national des moyens nécessaires", "Organiser un atelier pour choisir une activité pilote"), ALL, "MRU"),
    SampleCountry("MWI", "en", 6900, _EN, ALL, "MWK"),
    SampleCountry("NGA", "en", 66000, ("Draw up the action plan from the priorities", "Draw up a communication strategy"), ALL, "NGN"),
    SampleCountry("NPL", "en", 7900, ("Set up the high-level coordination committee", "Open the secretariat in the ministry of labour", "Draw up an integrated work plan in each ministry"), ALL, "NPR"),
    SampleCountry("PER", "es", 7300, _ES, ALL, "PEN"),
    SampleCountry("TUN", "fr", 2300, _FR, NO_FORCED, "TND"),
    SampleCountry("UGA", "en", 15600, ("Bring the coordination committee into operation", "Set up sub-committees on the three themes"), ALL, "UGX"),
    SampleCountry("VNM", "en", 19200, ("Submit the roadmap to the national committee for children", "Publish the second national child labour survey"), ALL, "VND"),
)  # fmt: skip

SAMPLE_COUNTRIES: Mapping[str, SampleCountry] = MappingProxyType({row.iso3: row for row in _ROWS})
