"""Countries and regions: whole, unambiguous, and named as the United Nations name them."""

import pytest

from survey.countries import (
    BY_ISO2,
    COUNTRIES,
    ILO_REGIONS,
    ILO_SCHEME,
    M49_REGIONS,
    M49_SCHEME,
    UN_NAMES,
    country_name,
    is_country,
)
from survey.languages import ENGLISH, FRENCH, SPANISH


def test_the_scheme_holds_195_countries_each_in_one_region():
    assert 195 == len(COUNTRIES) == len(BY_ISO2) == len(ILO_SCHEME.region_of)
    assert {54, 35, 12, 40} == {
        sum(region == code for region in ILO_SCHEME.region_of.values()) for code in ILO_REGIONS
    }


def test_m49_numbers_keep_their_zeros_and_are_unique():
    assert "004" == COUNTRIES["AFG"].m49
    assert {3} == {len(country.m49) for country in COUNTRIES.values()}
    assert 195 == len({country.m49 for country in COUNTRIES.values()})


@pytest.mark.parametrize(
    ("iso3", "region"),
    [
        ("EGY", "AFR"),
        ("SDN", "AFR"),
        ("TUR", "ECA"),
        ("ISR", "ECA"),
        ("IRN", "ASI"),
        ("MEX", "AME"),
        ("IRQ", "ARB"),
    ],
)
def test_regions_are_the_ilos_not_m49s(iso3, region):
    assert region == ILO_SCHEME.region(iso3)


@pytest.mark.parametrize(
    ("iso3", "region"),
    [
        ("EGY", "002"), ("MEX", "019"), ("IRQ", "142"), ("TUR", "142"), ("ISR", "142"), ("KAZ", "142"),
        ("RUS", "150"), ("ALB", "150"), ("FJI", "009"), ("TLS", "142"), ("IRN", "142"),
    ],
)  # fmt: skip
def test_the_united_nations_divide_the_world_otherwise(iso3, region):
    assert region == M49_SCHEME.region(iso3)


def test_m49_has_every_country_in_one_of_its_regions():
    assert {*COUNTRIES} == {*M49_SCHEME.region_of}
    counted = [sum(one == code for one in M49_SCHEME.region_of.values()) for code in M49_REGIONS]
    assert [54, 35, 48, 43, 15] == counted


def test_an_unknown_country_has_no_region():
    assert "" == ILO_SCHEME.region("ZZZ")


@pytest.mark.parametrize(
    ("iso3", "names"),
    [
        ("VNM", ("Viet Nam", "Viet Nam", "Viet Nam")),
        (
            "COD",
            (
                "Democratic Republic of the Congo",
                "République démocratique du Congo",
                "República Democrática del Congo",
            ),
        ),
        ("MDG", ("Madagascar", "Madagascar", "Madagascar")),
        ("ETH", ("Ethiopia", "Éthiopie", "Etiopía")),
        ("NAM", ("Namibia", "Namibie", "Namibia")),
    ],
)
def test_names_are_those_of_the_united_nations(iso3, names):
    assert names == tuple(country_name(iso3, language) for language in (ENGLISH, FRENCH, SPANISH))


def test_every_country_has_a_name_in_every_language():
    for language in (ENGLISH, FRENCH, SPANISH):
        assert [] == [iso3 for iso3 in COUNTRIES if country_name(iso3, language) in ("", iso3)]


def test_overrides_name_countries_that_exist():
    assert set() == set(UN_NAMES) - set(COUNTRIES)


def test_a_country_has_a_code_of_iso_or_one_that_iso_leaves_to_users():
    assert is_country("MDG")
    assert is_country("XAA")
    assert [] == [code for code in ("supply-chains", "xaa", "XA", "XA1", "R000001", "") if is_country(code)]
