"""People and reports in a few words, and every one of them at random."""

from hypothesis import settings
from hypothesis import strategies as st

from survey.workflow import Actor, Held, ReportRef, Role, State

calmly = settings(deadline=None)
REPORTERS, REGIONS, SECTIONS = (
    ("MDG", "CHL", "AG-MIGRATION"),
    ("AFR", "AME", ""),
    ("about", "budget", "steps"),
)
REGION_OF = dict(zip(REPORTERS, REGIONS, strict=True))


def somebody(*held):
    return Actor(1, "Rado", "fr", held)


def focal_point(reporter="MDG"):
    return somebody(Held(Role.FOCAL_POINT, reporter))


def contributor(sections, reporter="MDG", report_id=None):
    return somebody(Held(Role.CONTRIBUTOR, reporter, sections=sections, report_id=report_id))


def reviewer(region=None):
    return somebody(Held(Role.REVIEWER, region=region))


SECRETARIAT = somebody(Held(Role.SECRETARIAT))
ADMINISTRATOR = somebody(Held(Role.ADMINISTRATOR))


def report(state, reporter="MDG", closed=False, report_id=7):
    return ReportRef(report_id, reporter, REGION_OF[reporter], state, closed)


sections = st.dictionaries(st.sampled_from(SECTIONS), st.sampled_from(["edit", "comment"]))
reports = st.builds(
    report, st.sampled_from(State), st.sampled_from(REPORTERS), st.booleans(), st.sampled_from([7, 8])
)
roles_of_countries = st.one_of(
    st.builds(lambda reporter: Held(Role.FOCAL_POINT, reporter), st.sampled_from(REPORTERS)),
    st.builds(
        lambda reporter, given, number: Held(Role.CONTRIBUTOR, reporter, None, given, number),
        st.sampled_from(REPORTERS),
        sections,
        st.sampled_from([None, 7, 8]),
    ),
)
roles_of_readers = st.builds(
    lambda region: Held(Role.REVIEWER, region=region), st.sampled_from([None, "AFR", "AME"])
)
roles_of_the_whole = st.sampled_from([Held(Role.SECRETARIAT), Held(Role.ADMINISTRATOR)])
held = st.one_of(roles_of_countries, roles_of_readers, roles_of_the_whole)
actors = st.builds(lambda held: somebody(*held), st.lists(held, max_size=4))
