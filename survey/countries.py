"""Countries and regions as data: codes, the regions of the ILO, and names as the United Nations use them.

Names come from CLDR, except the few that differ at the United Nations. Another partnership may use another
scheme of regions; a report's region depends on its country and its round.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from survey.languages import ENGLISH, LANGUAGES, Language, ReaderLocale
from survey.messages import Message, say


@dataclass(frozen=True, slots=True)
class Country:
    """A country: its ISO alpha-3 code (its id here), alpha-2 code, and M49 number with leading zeros."""

    iso3: str
    iso2: str
    m49: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """A division of the world: its code and version, the names of its regions, the region of each country."""

    code: str
    version: str
    regions: Mapping[str, Message]
    region_of: Mapping[str, str]

    def region(self, iso3: str) -> str:
        """Return the region of a country, or a blank if it has none in this scheme."""
        return self.region_of.get(iso3, "")


_ILO = {
    "AFR": """
    AGO AO 024, BDI BI 108, BEN BJ 204, BFA BF 854, BWA BW 072, CAF CF 140, CIV CI 384, CMR CM 120,
    COD CD 180, COG CG 178, COM KM 174, CPV CV 132, DJI DJ 262, DZA DZ 012, EGY EG 818, ERI ER 232,
    ETH ET 231, GAB GA 266, GHA GH 288, GIN GN 324, GMB GM 270, GNB GW 624, GNQ GQ 226, KEN KE 404,
    LBR LR 430, LBY LY 434, LSO LS 426, MAR MA 504, MDG MG 450, MLI ML 466, MOZ MZ 508, MRT MR 478,
    MUS MU 480, MWI MW 454, NAM NA 516, NER NE 562, NGA NG 566, RWA RW 646, SDN SD 729, SEN SN 686,
    SLE SL 694, SOM SO 706, SSD SS 728, STP ST 678, SWZ SZ 748, SYC SC 690, TCD TD 148, TGO TG 768,
    TUN TN 788, TZA TZ 834, UGA UG 800, ZAF ZA 710, ZMB ZM 894, ZWE ZW 716
    """,
    "AME": """
    ARG AR 032, ATG AG 028, BHS BS 044, BLZ BZ 084, BOL BO 068, BRA BR 076, BRB BB 052, CAN CA 124,
    CHL CL 152, COL CO 170, CRI CR 188, CUB CU 192, DMA DM 212, DOM DO 214, ECU EC 218, GRD GD 308,
    GTM GT 320, GUY GY 328, HND HN 340, HTI HT 332, JAM JM 388, KNA KN 659, LCA LC 662, MEX MX 484,
    NIC NI 558, PAN PA 591, PER PE 604, PRY PY 600, SLV SV 222, SUR SR 740, TTO TT 780, URY UY 858,
    USA US 840, VCT VC 670, VEN VE 862
    """,
    "ARB": """
    ARE AE 784, BHR BH 048, IRQ IQ 368, JOR JO 400, KWT KW 414, LBN LB 422, OMN OM 512, PSE PS 275,
    QAT QA 634, SAU SA 682, SYR SY 760, YEM YE 887
    """,
    "ASI": """
    AFG AF 004, AUS AU 036, BGD BD 050, BRN BN 096, BTN BT 064, CHN CN 156, COK CK 184, FJI FJ 242,
    FSM FM 583, IDN ID 360, IND IN 356, IRN IR 364, JPN JP 392, KHM KH 116, KIR KI 296, KOR KR 410,
    LAO LA 418, LKA LK 144, MDV MV 462, MHL MH 584, MMR MM 104, MNG MN 496, MYS MY 458, NPL NP 524,
    NRU NR 520, NZL NZ 554, PAK PK 586, PHL PH 608, PLW PW 585, PNG PG 598, PRK KP 408, SGP SG 702,
    SLB SB 090, THA TH 764, TLS TL 626, TON TO 776, TUV TV 798, VNM VN 704, VUT VU 548, WSM WS 882
    """,
    "ECA": """
    ALB AL 008, AND AD 020, ARM AM 051, AUT AT 040, AZE AZ 031, BEL BE 056, BGR BG 100, BIH BA 070,
    BLR BY 112, CHE CH 756, CYP CY 196, CZE CZ 203, DEU DE 276, DNK DK 208, ESP ES 724, EST EE 233,
    FIN FI 246, FRA FR 250, GBR GB 826, GEO GE 268, GRC GR 300, HRV HR 191, HUN HU 348, IRL IE 372,
    ISL IS 352, ISR IL 376, ITA IT 380, KAZ KZ 398, KGZ KG 417, LIE LI 438, LTU LT 440, LUX LU 442,
    LVA LV 428, MCO MC 492, MDA MD 498, MKD MK 807, MLT MT 470, MNE ME 499, NLD NL 528, NOR NO 578,
    POL PL 616, PRT PT 620, ROU RO 642, RUS RU 643, SMR SM 674, SRB RS 688, SVK SK 703, SVN SI 705,
    SWE SE 752, TJK TJ 762, TKM TM 795, TUR TR 792, UKR UA 804, UZB UZ 860
    """,
}

ILO_REGIONS: Mapping[str, Message] = MappingProxyType(
    {
        "AFR": say("region/AFR", "Africa"),
        "AME": say("region/AME", "Americas"),
        "ARB": say("region/ARB", "Arab States"),
        "ASI": say("region/ASI", "Asia and the Pacific"),
        "ECA": say("region/ECA", "Europe and Central Asia"),
    }
)

_ROWS = [
    (region, Country(*row.split()))
    for region, rows in _ILO.items()
    for row in rows.strip().split(",")
    if row.strip()
]
COUNTRIES: Mapping[str, Country] = MappingProxyType(
    {country.iso3: country for _, country in sorted(_ROWS, key=str)}
)
BY_ISO2: Mapping[str, Country] = MappingProxyType({country.iso2: country for country in COUNTRIES.values()})
ILO_SCHEME = Scheme(
    "ILO", "2020", ILO_REGIONS, MappingProxyType({country.iso3: region for region, country in _ROWS})
)

M49_REGIONS: Mapping[str, Message] = MappingProxyType(
    {
        "002": say("region-m49/002", "Africa"),
        "019": say("region-m49/019", "Americas"),
        "142": say("region-m49/142", "Asia"),
        "150": say("region-m49/150", "Europe"),
        "009": say("region-m49/009", "Oceania"),
    }
)
_OF_ILO = {"AFR": "002", "AME": "019", "ARB": "142", "ASI": "142", "ECA": "150"}
_ELSEWHERE = {
    "142": "ARM AZE CYP GEO ISR KAZ KGZ TJK TKM TUR UZB",
    "009": "AUS COK FJI FSM KIR MHL NRU NZL PLW PNG SLB TON TUV VUT WSM",
}
"""Where the division of the United Nations' statisticians differs from that of the ILO."""
M49_SCHEME = Scheme(
    "M49",
    "4",
    M49_REGIONS,
    MappingProxyType(
        {country.iso3: _OF_ILO[region] for region, country in _ROWS}
        | {iso3: region for region, listed in _ELSEWHERE.items() for iso3 in listed.split()}
    ),
)
SCHEMES: Mapping[str, Scheme] = MappingProxyType({scheme.code: scheme for scheme in (ILO_SCHEME, M49_SCHEME)})
"""The schemes by which figures can be divided; each round uses one of them."""

UN_NAMES: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "ATG": ("Antigua and Barbuda", "Antigua-et-Barbuda", "Antigua y Barbuda"),
        "BIH": ("Bosnia and Herzegovina", "Bosnie-Herzégovine", "Bosnia y Herzegovina"),
        "BLR": ("Belarus", "Bélarus", "Belarús"),
        "FJI": ("Fiji", "Fidji", "Fiji"),
        "KEN": ("Kenya", "Kenya", "Kenya"),
        "KGZ": ("Kyrgyzstan", "Kirghizistan", "Kirguistán"),
        "KNA": ("Saint Kitts and Nevis", "Saint-Kitts-et-Nevis", "Saint Kitts y Nevis"),
        "LCA": ("Saint Lucia", "Sainte-Lucie", "Santa Lucía"),
        "MWI": ("Malawi", "Malawi", "Malawi"),
        "QAT": ("Qatar", "Qatar", "Qatar"),
        "RWA": ("Rwanda", "Rwanda", "Rwanda"),
        "STP": ("Sao Tome and Principe", "Sao Tomé-et-Principe", "Santo Tomé y Príncipe"),
        "TTO": ("Trinidad and Tobago", "Trinité-et-Tobago", "Trinidad y Tabago"),
        "VCT": (
            "Saint Vincent and the Grenadines",
            "Saint-Vincent-et-les Grenadines",
            "San Vicente y las Granadinas",
        ),
        "ZWE": ("Zimbabwe", "Zimbabwe", "Zimbabwe"),
        "BOL": (
            "Bolivia (Plurinational State of)",
            "Bolivie (État plurinational de)",
            "Bolivia (Estado Plurinacional de)",
        ),
        "BRN": ("Brunei Darussalam", "Brunéi Darussalam", "Brunei Darussalam"),
        "CIV": ("Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire"),
        "COD": (
            "Democratic Republic of the Congo",
            "République démocratique du Congo",
            "República Democrática del Congo",
        ),
        "COG": ("Congo", "Congo", "Congo"),
        "CPV": ("Cabo Verde", "Cabo Verde", "Cabo Verde"),
        "CZE": ("Czechia", "Tchéquie", "Chequia"),
        "FSM": (
            "Micronesia (Federated States of)",
            "Micronésie (États fédérés de)",
            "Micronesia (Estados Federados de)",
        ),
        "GBR": (
            "United Kingdom of Great Britain and Northern Ireland",
            "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord",
            "Reino Unido de Gran Bretaña e Irlanda del Norte",
        ),
        "IRN": (
            "Iran (Islamic Republic of)",
            "Iran (République islamique d’)",
            "Irán (República Islámica del)",
        ),
        "KOR": ("Republic of Korea", "République de Corée", "República de Corea"),
        "LAO": (
            "Lao People’s Democratic Republic",
            "République démocratique populaire lao",
            "República Democrática Popular Lao",
        ),
        "MDA": ("Republic of Moldova", "République de Moldova", "República de Moldova"),
        "MKD": ("North Macedonia", "Macédoine du Nord", "Macedonia del Norte"),
        "MMR": ("Myanmar", "Myanmar", "Myanmar"),
        "NLD": ("Netherlands (Kingdom of the)", "Pays-Bas (Royaume des)", "Países Bajos (Reino de los)"),
        "PRK": (
            "Democratic People’s Republic of Korea",
            "République populaire démocratique de Corée",
            "República Popular Democrática de Corea",
        ),
        "PSE": ("State of Palestine", "État de Palestine", "Estado de Palestina"),
        "RUS": ("Russian Federation", "Fédération de Russie", "Federación de Rusia"),
        "SYR": ("Syrian Arab Republic", "République arabe syrienne", "República Árabe Siria"),
        "SWZ": ("Eswatini", "Eswatini", "Eswatini"),
        "TLS": ("Timor-Leste", "Timor-Leste", "Timor-Leste"),
        "TUR": ("Türkiye", "Türkiye", "Türkiye"),
        "TZA": ("United Republic of Tanzania", "République-Unie de Tanzanie", "República Unida de Tanzanía"),
        "USA": ("United States of America", "États-Unis d’Amérique", "Estados Unidos de América"),
        "VEN": (
            "Venezuela (Bolivarian Republic of)",
            "Venezuela (République bolivarienne du)",
            "Venezuela (República Bolivariana de)",
        ),
        "VNM": ("Viet Nam", "Viet Nam", "Viet Nam"),
    }
)
"""The names of the United Nations that differ from CLDR, in the order of `LANGUAGES`."""


LEFT_TO_USERS = re.compile("X[A-Z]{2}")


def is_country(code: str) -> bool:
    """Tell whether a code is a country's: one of ISO 3166, or one that it leaves to users (XAA to XZZ)."""
    return code in COUNTRIES or LEFT_TO_USERS.fullmatch(code) is not None


def reporter_name(code: str, names: Mapping[str, str], language: Language) -> str:
    """Return the name of a reporter: of a country from this file, of another body from `names`."""
    if code in COUNTRIES:
        return country_name(code, language)
    return names.get(language.code) or names.get(ENGLISH.code) or code


@lru_cache(maxsize=4096)
def country_name(iso3: str, language: Language) -> str:
    """Return the name of a country in a language."""
    known = UN_NAMES.get(iso3)
    if known is not None:
        codes = list(LANGUAGES)
        return (
            known[codes.index(language.code)] if language.code in codes else known[codes.index(ENGLISH.code)]
        )
    territories: Mapping[str, str] = ReaderLocale(language).locale.territories
    return territories.get(COUNTRIES[iso3].iso2, iso3) if iso3 in COUNTRIES else iso3
