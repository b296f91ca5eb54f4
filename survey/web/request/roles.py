"""What each role is called, on every page that names one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from survey.messages import Message, say
from survey.workflow import Role

ROLE_LABELS: Mapping[Role, Message] = MappingProxyType(
    {
        Role.FOCAL_POINT: say("role/focal-point", "Focal point"),
        Role.CONTRIBUTOR: say("role/contributor", "Contributor"),
        Role.REVIEWER: say("role/reviewer", "Reviewer"),
        Role.SECRETARIAT: say("role/secretariat", "Secretariat"),
        Role.ADMINISTRATOR: say("role/administrator", "Administrator"),
    }
)
