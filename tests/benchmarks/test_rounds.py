"""Pages of figures over 193 countries, in short: as few queries as promised, and no tenfold slip of time."""

import pytest

from benchmarks import rounds

FEW = 2


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
@pytest.mark.parametrize("page", rounds.PAGES)
def test_a_page_of_figures_over_all_countries_is_light(database, page):
    assert 3 <= rounds.queries(database, page, FEW) <= 12
    assert 1 < rounds.page_ms(database, page, FEW, times=2) < 300


def test_the_pages_that_are_measured_show_every_country():
    _, client = rounds.site("sqlite", FEW)
    page = client.get(rounds.PAGES["question"]).get_data(as_text=True)
    assert rounds.MANY == page.count('<th scope="row"><a href="/fr/reports/')
    assert "193" in client.get(rounds.PAGES["round"]).get_data(as_text=True)
