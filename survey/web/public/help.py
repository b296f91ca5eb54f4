"""Help for people who fill in or read reports: frequent questions with short replies."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template

from survey.actions.people.session_ends import span_in_words
from survey.letters import LINK_MINUTES
from survey.messages import Message, say
from survey.web.request.access import public
from survey.web.request.session import limits

pages = Blueprint("help", __name__)


@dataclass(frozen=True, slots=True)
class Topic:
    """A question with its reply, a list of paragraphs; `name` is its anchor."""

    name: str
    question: Message
    reply: tuple[Message, ...]


FILLING_IN: tuple[Topic, ...] = (
    Topic(
        "begin",
        say("help/begin", "Where do I begin?"),
        (
            say(
                "help/begin-anywhere",
                "With any section, in any order, over as many days as you need. The list of "
                "sections shows what is complete, what is started and what needs attention.",
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
                "If the connection fails or your session ends while you write, your text stays on"
                " this device. It is sent as soon as the connection is back or you sign in again."
                " When you sign out, your text is deleted from the device: on a shared computer, "
                "always sign out.",
            ),
            say(
                "help/kept-history",
                "Earlier texts are kept: the history of an answer shows who changed it and when, "
                "and an earlier text can be restored.",
            ),
        ),
    ),
    Topic(
        "last-year",
        say("help/last-year", "Most of it is the same as last year. Must I type it again?"),
        (
            say(
                "help/last-year-no-change",
                "No. Last year’s answer is shown beside each question. “No change” copies it, for"
                " one answer or for a whole section; you can still change it afterwards.",
            ),
        ),
    ),
    Topic(
        "no-figure",
        say("help/no-figure", "What if we have no figure?"),
        (
            say(
                "help/no-figure-why",
                "Leave the box empty and choose a reason: that is an answer too. A missing figure"
                " is never counted as zero. Write 0 only if you know that there were none.",
            ),
            say(
                "help/no-figure-total",
                "If only the total is known, give the total. People whose sex or age is not known"
                " are counted only in the total.",
            ),
        ),
    ),
    Topic(
        "elsewhere",
        say("help/elsewhere", "We have already reported this elsewhere."),
        (
            say(
                "help/elsewhere-mark",
                "Say where, under the answer: a voluntary national review, the supervision of ILO"
                " conventions, the Universal Periodic Review and others. A link is enough; you "
                "need not write it again.",
            ),
        ),
    ),
    Topic(
        "colleagues",
        say("help/colleagues", "How can other ministries help?"),
        (
            say(
                "help/colleagues-share",
                "The focal point shares sections with colleagues by e-mail, on the page "
                "“Colleagues” of the report. They see only these sections. Several people can "
                "work at the same time: if two people change the same answer, both texts are "
                "shown and one of them chooses.",
            ),
            say(
                "help/colleagues-paper",
                "For those who work on paper, you can download the report or a section as Word or"
                " PDF, blank or with the present answers.",
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
                "After you submit: also the reviewers of your region. Other countries never see "
                "your report. In the figures for a region or for all countries, they see nothing from "
                "which the answers of one country could be deduced.",
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
                "You receive a receipt by e-mail. Reviewers read the report and may ask a "
                "question about an answer: you are told by e-mail, and you reply beside the "
                "answer. If something has to be changed, the report is returned to you with the "
                "reasons.",
            ),
            say(
                "help/afterwards-mistake",
                "If you find a mistake after submitting, write to the secretariat, which can "
                "return or reopen the report.",
            ),
        ),
    ),
    Topic(
        "late",
        say("help/late", "What if we are late?"),
        (
            say(
                "help/late-extension",
                "You can save and submit a report after its deadline, until the round is closed. "
                "If you need more time, ask the secretariat, which can give your country a later "
                "deadline.",
            ),
        ),
    ),
    Topic(
        "sign-in",
        say("help/sign-in", "How do I sign in?"),
        (
            say(
                "help/sign-in-link",
                "There is no password. You ask for a link with your e-mail address; it can be "
                "used once, within {minutes} minutes. The e-mail also contains a code, for the "
                "browser from which you asked.",
                minutes=LINK_MINUTES,
            ),
            say(
                "help/sign-in-ends",
                "Your session ends after {idle} without use, and after {most} at most. Select your "
                "name, at the top, to see where you are signed in and to end these sessions.",
                idle="",
                most="",
            ),
        ),
    ),
)

READING: tuple[Topic, ...] = (
    Topic(
        "summary",
        say("help/summary", "Where do I find the essentials about a country?"),
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
                "Each figure shows how many of the countries gave it. Percentages are never "
                "averaged, amounts in different currencies are never added, and a change includes"
                " only the countries that answered in both years.",
            ),
            say(
                "help/figures-withheld",
                "A figure is not shown if it would reveal the answer of a single country to a "
                "person who may not see it.",
            ),
        ),
    ),
)


@pages.get("/<lang>/help")
@public
def show() -> str:
    """Show the questions and their replies."""
    lasts = limits()
    spans = {"idle": span_in_words(lasts.idle), "most": span_in_words(lasts.at_most)}
    return render_template("public/help.html", filling_in=FILLING_IN, reading=READING, spans=spans)
