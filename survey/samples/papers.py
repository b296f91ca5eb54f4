"""What the public papers of the Alliance say of its countries, and no more: priorities and next steps.

A priority is what a country wants to achieve; a next step is what follows its planning workshop. Each stands
in the language in which the country reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PRIORITIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "MDG": (
            "Une inspection du travail renforcée et mieux dotée",
            "Une enquête sur le travail des enfants et une base de données",
            "Un pôle national sur la traite des personnes",
            "Des accords bilatéraux de main-d’œuvre et un cadre révisé des migrations de main-d’œuvre",
        ),
        "NPL": (
            "High-level coordination committee on SDG 8.7",
            "A secretariat in the labour ministry",
            "Integrated work plans per ministry",
            "Federal laws aligned",
            "Foreign Employment Act revised",
            "Integrated data",
            "10 child-labour-free municipalities by 2020",
            "Agreements with destination countries",
            "Child labour policy coherent with schooling ages",
            "Inspection committees at province and local level",
            "Monitoring and rescue committees",
            "Labour and employment service centres with vocational education",
        ),
        "MRT": (
            "Le plan national contre le travail forcé",
            "L’accès à la justice pour les victimes de l’esclavage (lois 2015-031 et 2015-030)",
            "La lutte contre la traite par la scolarisation dans les wilayas qui accueillent des réfugiés",
            "La protection des travailleurs migrants",
            "La fin des pires formes de travail des enfants dans la pêche artisanale et le secteur laitier",
        ),
        "CHL": (
            "Base de conocimientos sobre trabajo infantil y trata de personas",
            "Campañas de sensibilización",
            "Capacidad de los funcionarios, detección y derivación",
            "Modificaciones legales",
            "Empleabilidad de personas adultas y jóvenes de grupos vulnerables",
        ),
        "MEX": (
            "Generación de conocimientos",
            "Migración",
            "Prevención, protección y enjuiciamiento",
            "Cadenas de suministro y protocolos modernos de inspección",
        ),
        "UGA": (
            "Awareness",
            "Capacity",
            "Social protection",
            "Knowledge base",
            "Legal framework and enforcement",
            "Prevention, and ratifying the Palermo Protocol",
            "Protection and livelihoods",
            "Prosecution",
            "Partnerships",
        ),
        "ALB": (
            "Preventing child labour, street situation included",
            "Mapping of high-risk areas",
            "Enforcement and training",
            "Social and cultural factors",
            "Trafficking: investigation, victims’ protection, prevention, coordination",
        ),
        "NGA": (
            "Supply chains: codes of conduct, prevention and withdrawal, awareness",
            "Migration: coordination at all levels, rehabilitation of victims, criminal justice",
            "Conflict settings: safety nets, community mediation, infrastructure, collaboration",
        ),
        "VNM": (
            "Child labour and business forum",
            "Economic opportunities for families",
            "Awareness of trafficking",
            "Vocational training",
            "Schooling",
            "Rules for agriculture",
        ),
    }
)

NEXT_STEPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "MRT": (
            "Doter le coordonnateur national des moyens nécessaires",
            "Organiser un atelier pour choisir un projet pilote",
        ),
        "UGA": ("A working coordination committee with sub-committees",),
        "ALB": ("The action plan on child protection and trafficking",),
        "NGA": ("An action plan", "A communication strategy"),
        "VNM": (
            "A roadmap by September 2019",
            "The second national child labour survey published",
        ),
        "FJI": (
            "Priority actions identified",
            "Coordination structure",
            "Resources mobilized",
            "Data collected",
            "Monitoring set up",
            "Practices shared",
            "Technical support",
        ),
    }
)
