"""Help for people who fill in or read reports: frequent questions with short replies."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from survey.actions.people.signing_in import AT_MOST, IDLE, LINK_LASTS
from survey.messages import Message, say
from survey.web.request.access import public

pages = Blueprint("help", __name__)


@dataclass(frozen=True, slots=True)
class Topic:
    """A question with its reply, a list of paragraphs; `name` is its anchor."""

    name: str
    question: Message
    reply: tuple[Message, ...]


def _minutes() -> int:
    return int(LINK_LASTS.total_seconds() // 60)


FILLING_IN: tuple[Topic, ...] = (
    Topic(
        "begin",
        say("help/begin", "Where do I begin?"),
        (
            say(
                "help/begin-anywhere",
                "With any section, in any order, over as many days as you need. The list of sections shows "
                "what is complete, what is begun and what needs attention.",
            ),
            say(
                "help/begin-required",
                "Only what is marked as required must be answered before the report can be submitted. "
                "Everything else is useful where you have it.",
            ),
        ),
    ),
    Topic(
        "kept",
        say("help/kept", "Is what I type kept?"),
        (
            say(
                "help/kept-saved",
                "Yes. Each answer is saved by itself a moment after you write it, and the top of "
                "the section says when. If JavaScript is off, the button at the end of a section "
                "saves all of it.",
            ),
            say(
                "help/kept-offline",
                "If the connection fails or you are signed out in the middle of a sentence, your text stays "
                "on this device and is sent as soon as the connection is back or you have signed in again. "
                "When you sign out yourself, it is erased from the device: on a shared computer, please sign "
                "out.",
            ),
            say(
                "help/kept-history",
                "Nothing is overwritten without trace: the history of an answer shows who changed it and "
                "when, and an earlier text can be restored.",
            ),
        ),
    ),
    Topic(
        "last-year",
        say("help/last-year", "Most of it is the same as last year. Must I type it again?"),
        (
            say(
                "help/last-year-no-change",
                "No. Last year’s answer stands beside each question. “No change” takes it over, for one "
                "answer or for a whole section; you can still change it afterwards.",
            ),
        ),
    ),
    Topic(
        "no-figure",
        say("help/no-figure", "What if we have no figure?"),
        (
            say(
                "help/no-figure-why",
                "Leave the box empty and choose why: that, too, is an answer. A missing figure is never "
                "counted as zero. Write 0 only where you know that there were none.",
            ),
            say(
                "help/no-figure-total",
                "Where only the total is known, give the total. People whose sex or age is not known are "
                "counted in the total only.",
            ),
        ),
    ),
    Topic(
        "elsewhere",
        say("help/elsewhere", "We have already reported this elsewhere."),
        (
            say(
                "help/elsewhere-mark",
                "Mark where, under the answer: a voluntary national review, the supervision of ILO "
                "conventions, the universal periodic review and others. A link is enough; you need not write "
                "it again.",
            ),
        ),
    ),
    Topic(
        "colleagues",
        say("help/colleagues", "How can other ministries help?"),
        (
            say(
                "help/colleagues-share",
                "The focal point shares sections with colleagues by mail, on the page “Colleagues” of the "
                "report. They see these sections and nothing else. Several people can work at the same time: "
                "where two change one answer, both texts are shown and one of you chooses.",
            ),
            say(
                "help/colleagues-paper",
                "For those who work on paper, the report or a section can be downloaded as Word or PDF, "
                "blank or with what was answered so far.",
            ),
        ),
    ),
    Topic(
        "who-sees",
        say("help/who-sees", "Who sees what I write?"),
        (
            say(
                "help/who-sees-before",
                "Before you submit: you, the colleagues with whom you shared a section (that section only), "
                "and the secretariat.",
            ),
            say(
                "help/who-sees-after",
                "After you submit: the reviewers of your region too. Other countries never see your report. "
                "In figures for a region or the world they are shown nothing from which the answers of one "
                "country could be deduced.",
            ),
            say(
                "help/who-sees-published",
                "When you submit, you say whether your answers may be published, or only combined"
                " figures for several countries.",
            ),
        ),
    ),
    Topic(
        "afterwards",
        say("help/afterwards", "What happens after I submit?"),
        (
            say(
                "help/afterwards-receipt",
                "You receive a receipt by mail. Reviewers read the report and may ask a question about an "
                "answer: a letter tells you, and you reply beside the answer. If something has to be "
                "changed, the report is returned to you with the reasons.",
            ),
            say(
                "help/afterwards-mistake",
                "You have found a mistake after submitting? Write to the secretariat, which can return or "
                "reopen the report.",
            ),
        ),
    ),
    Topic(
        "late",
        say("help/late", "What if we are late?"),
        (
            say(
                "help/late-extension",
                "A report can be saved and submitted after its last day, until the round is closed. If you "
                "need more time than that, ask the secretariat, which can give your country a later day.",
            ),
        ),
    ),
    Topic(
        "sign-in",
        say("help/sign-in", "How do I sign in?"),
        (
            say(
                "help/sign-in-link",
                "There is no password. You ask for a link with your mail address; it can be used once, "
                "within {minutes} minutes. The mail has a code too, for the browser from which you asked.",
                minutes=_minutes(),
            ),
            say(
                "help/sign-in-ends",
                "You stay signed in for {hours} hours without use, and {days} days at most. Press your "
                "name, at the top, to see where you are signed in and to end it.",
                hours=int(IDLE.total_seconds() // 3600),
                days=AT_MOST.days,
            ),
        ),
    ),
)

READING: tuple[Topic, ...] = (
    Topic(
        "summary",
        say("help/summary", "Where do I find what matters about a country?"),
        (
            say(
                "help/summary-where",
                "In the summary of its report: what changed since last year, what was achieved, what is "
                "missing and why. It shows what was submitted, never a draft.",
            ),
        ),
    ),
    Topic(
        "figures",
        say("help/figures", "Can I trust a figure for a region?"),
        (
            say(
                "help/figures-coverage",
                "Beside each figure stands how many of the countries gave it. Percentages are never "
                "averaged, amounts in different currencies never added, and a change counts only the "
                "countries that answered in both years.",
            ),
            say(
                "help/figures-withheld",
                "A figure is withheld where it would show what a single country answered to somebody who may "
                "not see it.",
            ),
        ),
    ),
)


@pages.get("/<lang>/help")
@public
def show() -> str:
    """Show the questions and their replies."""
    return render_template("public/help.html", filling_in=FILLING_IN, reading=READING)
