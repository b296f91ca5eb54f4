"""The texts that sample countries write, in their own language; every text says that it is a sample."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

SAMPLE = {"en": "[Sample]", "fr": "[Exemple]", "es": "[Ejemplo]"}

NARRATIVES: Mapping[str, Sequence[str]] = {
    "en": (
        "The coordination committee met four times this year and agreed one calendar for the ministries of labour, "
        "education and justice. Inspectors and police officers were trained together for the first time.",
        "Funds reached the districts late, and staff who had been trained moved to other posts. Working through the "
        "district assemblies, which have budgets of their own, has proved the steadier way.",
        "Employers’ and workers’ organizations took part in every meeting. Survivors were heard in two workshops, and "
        "the referral form was shortened at their suggestion.",
        "The survey will be in the field next year. Until then the figures rest on administrative records, which "
        "cover the regions unevenly.",
    ),
    "fr": (
        "Le comité de coordination s’est réuni quatre fois cette année et a arrêté un calendrier commun aux ministères "
        "chargés du travail, de l’éducation et de la justice. Des inspecteurs et des policiers ont été formés ensemble "
        "pour la première fois.",
        "Les fonds sont parvenus tardivement dans les districts et plusieurs agents formés ont changé d’affectation. "
        "Passer par les collectivités, qui disposent de leur propre budget, s’est révélé plus sûr.",
        "Les organisations d’employeurs et de travailleurs ont participé à toutes les réunions. Des personnes "
        "survivantes ont été entendues lors de deux ateliers, et le formulaire d’orientation a été abrégé à leur demande.",
        "L’enquête aura lieu l’année prochaine. D’ici là, les chiffres proviennent des registres administratifs, qui "
        "couvrent inégalement les régions.",
    ),
    "es": (
        "El comité de coordinación se reunió cuatro veces este año y acordó un calendario común para los ministerios "
        "de trabajo, educación y justicia. Por primera vez se capacitó conjuntamente a inspectores y policías.",
        "Los fondos llegaron tarde a los departamentos y parte del personal capacitado cambió de puesto. Trabajar con "
        "los gobiernos locales, que tienen presupuesto propio, ha resultado la vía más estable.",
        "Las organizaciones de empleadores y de trabajadores participaron en todas las reuniones. Se escuchó a personas "
        "supervivientes en dos talleres y, a propuesta suya, se abrevió el formulario de derivación.",
        "La encuesta se realizará el próximo año. Hasta entonces, las cifras proceden de registros administrativos, "
        "que cubren las regiones de manera desigual.",
    ),
}

SOURCES: Mapping[str, Sequence[str]] = {
    "en": ("Ministry of Labour, annual report", "National statistical office, labour force survey", "Police records"),
    "fr": ("Ministère chargé du travail, rapport annuel", "Institut national de la statistique, enquête emploi", "Registres de la police"),
    "es": ("Ministerio de Trabajo, informe anual", "Instituto nacional de estadística, encuesta de empleo", "Registros policiales"),
}  # fmt: skip

SHORT: Mapping[str, Sequence[str]] = {
    "en": ("Interministerial committee on Target 8.7", "Labour Code, articles 12 to 18", "Ministry of Labour"),
    "fr": ("Comité interministériel sur la cible 8.7", "Code du travail, articles 12 à 18", "Ministère chargé du travail"),
    "es": ("Comité interinstitucional sobre la meta 8.7", "Código de Trabajo, artículos 12 a 18", "Ministerio de Trabajo"),
}  # fmt: skip
