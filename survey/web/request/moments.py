"""Days and times in words: deadlines in the time zone of their round, moments in UTC.

Knows dates and languages, no page.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location

from survey.languages import time_of_day, zone_name
from survey.messages import Message, say, say_count

if TYPE_CHECKING:
    from survey.web.request.visit import Visit

LAST_DAYS = 14
"""When fewer days are left, the deadline is marked as pressing."""


def moment(visit: Visit, when: datetime) -> Message:
    """Say a time, in UTC."""
    utc = when.astimezone(UTC)
    clock = time_of_day(utc, visit.place)
    return say("moments/moment", "{date}, {time} (UTC)", date=utc.date(), time=clock)


def moment_in(visit: Visit, when: datetime, zone: ZoneInfo) -> Message:
    """Say a time in a zone, with the zone's name."""
    at = when.astimezone(zone)
    return say(
        "moments/moment-in",
        "{date}, {time} ({zone})",
        date=at.date(),
        time=time_of_day(at, visit.place),
        zone=zone_name(at, visit.place),
    )


def written_at(visit: Visit, when: datetime, zone: ZoneInfo) -> Message:
    """Say when something was written, in a zone, without naming the zone."""
    at = when.astimezone(zone)
    return say("query/at", "{day}, {time}", day=at.date(), time=time_of_day(at, visit.place))


def day(when: datetime, zone: str) -> Message:
    """Say the day of a time in a zone."""
    return say("moments/day", "{date}", date=when.astimezone(ZoneInfo(zone)).date())


def deadline(visit: Visit, last_day: date, zone: str) -> Message:
    """Say until when a report is expected, and in which zone its last day ends."""
    city = get_timezone_location(zone, locale=visit.place.locale, return_city=True)
    return say("moments/deadline", "Due by the end of {date} (time zone: {city})", date=last_day, city=city)


def time_left(last_day: date, zone: str, now: datetime) -> Message:
    """Say how many days are left, or that the deadline is past and what that means."""
    left = (last_day - now.astimezone(ZoneInfo(zone)).date()).days
    if left < 0:
        return say(
            "moments/past",
            "The deadline has passed. You can still save and submit until the round is closed.",
        )
    if left == 0:
        return say("moments/today", "The deadline is today.")
    return say_count("moments/left", "{count} day is left.", "{count} days are left.", left)


def is_pressing(last_day: date, zone: str, now: datetime) -> bool:
    """Tell whether a deadline is past, or near enough to be marked."""
    return (last_day - now.astimezone(ZoneInfo(zone)).date()).days <= LAST_DAYS
