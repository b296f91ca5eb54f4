"""Every page of the product and the addresses at which it is looked at, by the endpoint that answers there.

A new page belongs into one of these tables; a rule test names it until it is there.
"""

from __future__ import annotations

WITHOUT_A_NAME = {"start.start", "forms.listed", "forms.overview", "forms.section", "components.components"}
"""Pages for everybody, which `test_every_page.py` looks at in every language."""

NO_PAGE = {
    "health.health",  # read by a supervisor
    "health.ready",
    "assets.show",  # styles, scripts, pictures
    "start.choose",  # leads on to a language
    "single_sign_on.leave",  # leads on to a provider
    "single_sign_on.come_back",  # and on from there
    "report_presence.others",  # read by a script
    "board.as_csv",
    "downloads.paper",
    "figures_lasting.lasting",  # files, and the page of a question once more
    "downloads.whole",
    "downloads.one_section",
    "round_downloads.export",
}
"""Addresses that answer with something else than a page."""

AT_THE_DOOR = {
    "sign_in.ask": ("sign-in", "sign-in?out=1"),
    "sign_in.code": ("sign-in/code",),
    "sign_in.link": ("sign-in/link/nonsense",),
    "sign_in.invitation": ("invitation",),
    "help.show": ("help",),
    "single_sign_on.refused": ("sign-in/with/ministry/refused?why=unknown",),
}
"""Before anybody has signed in."""

REPORT = "reports/small/2020/MDG"
HALF_FILLED = {
    "home.home": ("home",),
    "sessions.listed": ("sessions",),
    "activity.recent": ("activity",),
    "report.home": (REPORT,),
    "report_section.section": tuple(
        f"{REPORT}/{one}" for one in ("figures", "words", "lists", "figures?check=1")
    ),
    "report_check.check": (f"{REPORT}/check",),
    "report_check.declare": (f"{REPORT}/submit",),
    "report_history.history": (f"{REPORT}/history/f.text",),
    "downloads.choose": (f"{REPORT}/downloads",),
    "report_colleagues.colleagues": (f"{REPORT}/colleagues",),
    "report_colleagues.colleague": (f"{REPORT}/colleagues/3",),
    "summary.summary": (f"{REPORT}/summary",),
}
"""A report half way: something wrong, something to ask about, a text and a list."""

HANDED_OVER = {
    "outbox.listed": ("outbox",),
    "outbox.letter": ("outbox/1",),
    "report.home": (REPORT,),
    "report_section.section": (f"{REPORT}/figures",),
    "report_check.check": (f"{REPORT}/check",),
    "queries.listed": (f"{REPORT}/queries",),
    "queries.detail": (f"{REPORT}/queries/1",),
    "report_steps.way": (f"{REPORT}/steps",),
    "report_steps.changes": (f"{REPORT}/changes",),
    "report_review.review": (f"{REPORT}/review",),
    "country.country": ("countries/MDG",),
    "summary.summary": (f"{REPORT}/summary",),
}
"""The secretariat's pages of a report that was submitted, asked about, returned and submitted again."""

RECEIVED = {
    "home.home": ("home",),
    "report.home": (REPORT,),
    "report_section.section": (f"{REPORT}/figures",),
    "report_check.check": (f"{REPORT}/check",),
    "report_check.receipt": (f"{REPORT}/receipt",),
    "queries.detail": (f"{REPORT}/queries/1",),
    "report_steps.changes": (f"{REPORT}/changes",),
}
"""The focal point's pages of that report."""

ROUND = "rounds/pathfinder-progress/2020"
MADAGASCAR, IVORY_COAST = (f"reports/pathfinder-progress/2020/{one}" for one in ("MDG", "CIV"))
READ = {
    "home.home": ("home",),
    "audit.lines": ("audit",),
    "activity.locked": ("people/locked-out",),
    "audit.letters": ("letters",),
    "board.board": (f"{ROUND}/board",),
    "more_time.ask": (f"{MADAGASCAR}/more-time",),
    "queries.asking": (f"{IVORY_COAST}/ask/cl.policies.plan",),
    "summary.summary": (f"{IVORY_COAST}/summary",),
    "summary.years": (f"{IVORY_COAST}/summary/series",),
    "figures_round.world": (ROUND,),
    "figures_round.region": (f"{ROUND}/regions/AME",),
    "figures_release.ask": (f"{ROUND}/release",),
    "figures_compare.compare": (f"{ROUND}/compare?with=GHA&with=NPL&with=PER&with=TUN&with=VNM&with=CRI",),
    "figures_question.question": (
        f"{ROUND}/questions/cl.policies.campaigns",
        f"{ROUND}/questions/cl.policies.plan",
    ),
    "figures_years.years": (f"{ROUND}/years",),
    "figures_years.question_over_years": (f"{ROUND}/questions/cl.policies.campaigns/years",),
    "round_downloads.choose": (f"{ROUND}/downloads",),
    "round_queries.listed": (f"{ROUND}/queries",),
}
"""What the secretariat reads, over the sample data."""

BEFORE_THE_SECOND_STEP = {"factor_present.ask": ("second-factor",)}
WITH_SECOND_STEPS = {
    "factors.listed": ("security",),
    "factor_adding.show_app": ("security/app",),
    "factor_adding.show_passkey": ("security/passkey",),
}
"""What somebody sees who has a second step or sets one up; `factors/test_passkeys.py` looks at them."""

EVERYWHERE = (
    AT_THE_DOOR, HALF_FILLED, HANDED_OVER, RECEIVED, READ, BEFORE_THE_SECOND_STEP, WITH_SECOND_STEPS,
)  # fmt: skip


def paths(pages: dict[str, tuple[str, ...]]) -> list[str]:
    """The addresses of some pages."""
    return [one for found in pages.values() for one in found]
