"""Every page is looked at in a browser, on a desk and on a phone: a page that no table names fails here."""

from survey.settings import Settings
from survey.web.app import create_app
from tests.browser.looked_at import EVERYWHERE, NO_PAGE, WITHOUT_A_NAME


def answering():
    """The endpoints that answer when an address is opened."""
    app = create_app(Settings(demo=True))
    return {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}


def test_every_page_is_looked_at():
    looked_at = set().union(*EVERYWHERE)
    assert len(looked_at) > 20
    assert set() == answering() - looked_at - WITHOUT_A_NAME - NO_PAGE
    assert set() == (looked_at | WITHOUT_A_NAME | NO_PAGE) - answering()
