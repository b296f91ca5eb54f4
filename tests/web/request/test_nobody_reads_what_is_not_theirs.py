"""Every page and every file, opened by everybody over every country: no word stands there that is not theirs.

Each report says a word that is found nowhere else: in a text, a comment, a source, and in what was asked
about it. Whose words somebody may read is written down here by hand; what opens is read whole, zips unpacked.
"""

import io
import re
import zipfile
from itertools import product

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from survey.actions.context import Context
from survey.actions.queries.querying import Words, ask
from survey.answers.replies import Reply
from survey.storage.engine import migrating
from survey.storage.engine.database import options_for, prepare
from survey.storage.reports.reports import Report
from survey.workflow import ReportRef
from tests.web.figured import NOW, closed, figured_on

STATES = {
    "MDG": "accepted", "TUN": "accepted", "MAR": "accepted", "CHL": "accepted", "PER": "accepted",
    "NPL": "accepted", "GHA": "submitted", "MEX": "submitted", "UGA": "draft", "VNM": "draft",
}  # fmt: skip
LOOKED_AT = ("MDG", "CHL", "NPL", "GHA", "MEX", "UGA", "VNM")
BOTH = frozenset({2019, 2020})
EVERY_YEAR = dict.fromkeys(STATES, BOTH)
MAY_READ = {
    "desk": EVERY_YEAR,
    "africa": {**dict.fromkeys(("MDG", "TUN", "MAR", "GHA"), BOTH), "UGA": {2019}},
    "focal": {"NPL": BOTH},
    "contributor": {"NPL": BOTH},
    "admin": {},
    "nobody": {},
}  # fmt: skip
"""Of which countries somebody may read which years: reviewers no draft, a contributor the sections given."""
SLOW = ("pdf",)
"""What holds the same as a file beside it, and takes seconds to make."""
CHOICES = {
    "lang": ("en",), "form": ("small",), "slug": ("small",), "year": (2020,), "edition": ("2020",),
    "reporter": LOOKED_AT, "iso3": LOOKED_AT, "section": ("words", "figures"), "section_id": ("words",),
    "question": ("w.story", "f.reached"), "question_id": ("w.story", "f.reached"), "row": ("",),
    "code": ("AFR", "AME", "ASI"),
}  # fmt: skip
QUERIES = {
    "questions/<question_id>": (
        "", "find=secret", "preview=1", "region=AME", "sort=name", "find=secret&preview=1",
    ),
    "compare": ("", "&".join(f"with={code}" for code in STATES)),
    "/downloads/": ("", "preview=1", "countries=1&preview=1", "countries=1", "made=1"),
    "/rounds/": ("", "preview=1", "countries=1&preview=1", "countries=1"),
}  # fmt: skip
"""What can be asked for at an address, by a part of its rule, the first that fits."""


def word(code, year):
    return f"secret{code}{year}"


def replies(code):
    def of(_number, year):
        own = word(code, year)
        yield Reply("f.reached", "", {"_T": 5.0}, reference_year=year, source=own, comment=own)
        yield Reply("w.story", "", {"_T": f"We say {own}."}, lang="en")

    return of


def put_query(world, code, year):
    """Ask about an answer, with a word of its own."""
    with Session(world.engine) as session:
        report = session.get_one(Report, world.rounds[year].reports[code])
        ref = ReportRef(report.id, report.reporter, report.region, report.state)
    ask(
        ref,
        "w.story",
        "",
        Words(f"Why {word(code, year)}?", "en"),
        Context(NOW, world.people["desk"], engine=world.engine),
    )


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A world that is only read."""
    folder = tmp_path_factory.mktemp("theirs")
    url = f"sqlite:///{folder}/survey.sqlite3"
    engine = create_engine(url, **options_for(url))
    prepare(engine)
    migrating.upgrade(engine)
    made = figured_on(engine, url, folder, cache=folder / "files")
    for code, state in STATES.items():
        made.fill(2019, code, replies=replies(code)).fill(2020, code, state=state, replies=replies(code))
    for code in ("GHA", "MEX"):
        put_query(made, code, 2020)
    yield made.release()
    closed(made)
    engine.dispose()


def addresses(app):
    """Every address that can be opened, with what can be asked for there."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        names = sorted(rule.arguments)
        for values in product(*(choices(rule, name) for name in names)):
            address = adapter.build(rule.endpoint, dict(zip(names, values, strict=True)), method="GET")
            part = next((one for one in QUERIES if one in rule.rule), "")
            for query in QUERIES.get(part, ("",)):
                yield f"{address}?{query}" if query else address


def choices(rule, name):
    """What may stand in an address; numbers are ids, of which the first few are there."""
    offered = re.search(rf"<any\(([^)]*)\):{name}>", rule.rule)
    if offered:
        return [one for each in offered.group(1).split(", ") if (one := each.strip("'")) not in SLOW]
    return CHOICES.get(name, (1, 2))


def texts(response):
    """All that an answer says; of a zip, all that is in it."""
    data = response.get_data()
    response.close()
    if data[:2] != b"PK":
        return [data]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [archive.read(one) for one in archive.namelist()]


def found_by(world, who):
    """The words that somebody finds, each with the first address where it stands; and how many opened."""
    client, found, opened = world.signed_in(who).client, {}, 0
    for address in addresses(world.app):
        response = client.get(address)
        opened += response.status_code == 200
        for text in texts(response):
            for one in re.findall(rb"secret([A-Z]{3})(20\d\d)", text):
                found.setdefault((one[0].decode(), int(one[1])), address)
    return found, opened


@pytest.mark.parametrize("who", MAY_READ)
def test_nobody_finds_a_word_that_is_not_theirs_and_everybody_finds_their_own(world, who):
    theirs = {(code, year) for code, years in MAY_READ[who].items() for year in years}
    found, opened = found_by(world, who)
    assert {} == {one: address for one, address in found.items() if one not in theirs}
    looked_at = {one for one in theirs if one[0] in LOOKED_AT and one[1] == 2020}
    assert looked_at <= set(found)
    assert opened > 5


def test_every_sort_of_address_is_among_them(world):
    """What is walked is all there is: a page that is added is walked too."""
    walked = list(addresses(world.app))
    for part in (
        "answers.csv", "package.zip", "wide.xlsx", "figures.csv?countries=1", "answers.csv?made=1",
        "board.csv", "find=secret",
        "/summary", "/queries/1", "/history/w.story", "answers.docx", "/compare?with", "/years",
    ):  # fmt: skip
        assert [one for one in walked if part in one], part
