"""The page that shows recovery codes, once: to print, to save as a file, or to write down."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from flask import render_template

from survey.messages import Message, say
from survey.web.request.site.configured import settings
from survey.web.request.visit import visit

HEADING = say("recovery/file", "Recovery codes for {partnership}. Each works once.", note="in a text file")


def codes_page(codes: Sequence[str], done: Message | None = None, onward: str = "") -> str:
    """Render the page of new recovery codes; what was done before stands above them."""
    partnership = settings().partnership
    text = "\n".join((visit().plain(HEADING, partnership=partnership), "", *codes, ""))
    return render_template(
        "factors/codes.html",
        codes=codes,
        done=done,
        onward=onward,
        file=f"data:text/plain;charset=utf-8,{quote(text)}",
    )
