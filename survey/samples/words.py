"""The texts of sample reports, in the reporter's language. Each says that it is a sample, and nothing else.

They tell what a real answer would hold, so that nobody can mistake them for the word of a government.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SAMPLE = {"en": "Sample text:", "fr": "Texte d’exemple :", "es": "Texto de ejemplo:"}

NARRATIVES: Mapping[str, Sequence[str]] = {
    "en": (
        "in a real report, the country tells here in its own words what has changed since last year, and how it is "
        "known. One or two examples say more than a list of activities.",
        "in a real report, this paragraph names the institutions that took part, what they agreed, and what follows "
        "from it. Nothing here describes a real country.",
        "in a real report, the reader learns here what was difficult, what was tried and what others can learn from it.",
        "in a real report, this answer says where the figures come from, what they cover, and when the next ones are "
        "expected.",
    ),
    "fr": (
        "dans un rapport réel, le pays expose ici, en ses propres termes, ce qui a changé depuis l’année précédente et "
        "comment il le sait. Un ou deux exemples en disent plus qu’une liste d’activités.",
        "dans un rapport réel, ce paragraphe nomme les institutions qui ont participé, ce dont elles sont convenues et "
        "les suites prévues. Rien ici ne décrit un pays réel.",
        "dans un rapport réel, le lecteur apprend ici ce qui a été difficile, ce qui a été tenté et ce que d’autres "
        "peuvent en retenir.",
        "dans un rapport réel, cette réponse indique d’où viennent les chiffres, ce qu’ils couvrent et quand les "
        "prochains sont attendus.",
    ),
    "es": (
        "en un informe real, el país explica aquí con sus propias palabras qué ha cambiado desde el año anterior y cómo "
        "se sabe. Uno o dos ejemplos dicen más que una lista de actividades.",
        "en un informe real, este párrafo nombra las instituciones que participaron, lo que acordaron y lo que se "
        "desprende de ello. Nada de lo escrito aquí describe un país real.",
        "en un informe real, el lector conoce aquí qué fue difícil, qué se intentó y qué pueden aprender otros países.",
        "en un informe real, esta respuesta indica de dónde proceden las cifras, qué abarcan y cuándo se esperan las "
        "siguientes.",
    ),
}

SOURCES: Mapping[str, Sequence[str]] = {
    "en": ("name of a survey", "name of an annual report", "name of a register"),
    "fr": ("nom d’une enquête", "titre d’un rapport annuel", "nom d’un registre"),
    "es": ("nombre de una encuesta", "título de un informe anual", "nombre de un registro"),
}

SHORT: Mapping[str, Sequence[str]] = {
    "en": ("example A", "example B", "example C"),
    "fr": ("exemple A", "exemple B", "exemple C"),
    "es": ("ejemplo A", "ejemplo B", "ejemplo C"),
}


def marked(language: str, text: str) -> str:
    """Return a text that begins by saying that it is a sample."""
    return f"{SAMPLE[language]} {text}"
