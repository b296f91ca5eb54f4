"""Watching every address before and after: what readers may not know changes nothing that they can see."""

import re
from hashlib import sha256

import pytest

from survey.actions.reports.reporting import accept
from tests.attacks.scaling import DATABASES, TIMES
from tests.web.figured import COUNTRIES, closed
from tests.web.figures.conftest import ACCEPTED, filled
from tests.web.request.test_nobody_reads_what_is_not_theirs import addresses

pytestmark = pytest.mark.parametrize("database_url", DATABASES, indirect=True)

LATE = "VNM"
READERS = ("africa", "focal", "contributor", "admin", "nobody") if TIMES > 1 else ("focal",)
MADE_TO_DIFFER = re.compile(
    rb'name="(?:csrf|csrf-token)" (?:value|content)="[^"]+"|data-[a-z-]*token="[^"]+"'
)
WATCHED = ("Content-Length", "ETag", "Last-Modified", "Location", "Content-Disposition", "Cache-Control")
HEAVY = (".xlsx", ".zip", ".parquet", ".docx", ".pdf", ".png")


@pytest.fixture
def released(engine, database_url, tmp_path):
    made = filled(engine, database_url, tmp_path)
    yield made
    closed(made)


def watched(app):
    """Every address in the long form; in the short form those of a round, without what takes long to make."""
    for address in addresses(app):
        if "/forms/" not in address and (TIMES > 1 or is_quick(address)):
            yield address


def is_quick(address):
    return "/rounds/" in address and "?" not in address and not any(ending in address for ending in HEAVY)


def seen(world, who):
    """What somebody sees at every address: status, headers that tell something, words."""
    client, found = world.signed_in(who).client, {}
    for address in watched(world.app):
        response = client.get(address)
        words = MADE_TO_DIFFER.sub(b"", response.get_data())
        response.close()
        told = tuple(response.headers.get(name) for name in WATCHED[1:])
        found[address] = (response.status_code, told, sha256(words).hexdigest())
    return found


def test_no_address_changes_for_readers_when_a_report_is_accepted(released):
    assert LATE in COUNTRIES and LATE not in ACCEPTED
    before = {who: seen(released, who) for who in READERS}
    assert min(len(found) for found in before.values()) > 20
    released.take(accept, 2020, LATE)
    released.reopen(2020, ACCEPTED[0])
    for who in READERS:
        after = seen(released, who)
        assert [] == [address for address, told in before[who].items() if after[address] != told], who


def test_the_watcher_sees_the_next_edition(released):
    """It would notice: what is released changes what readers see."""
    before = seen(released, "focal")
    released.take(accept, 2020, LATE)
    released.release(2020)
    assert before != seen(released, "focal")
