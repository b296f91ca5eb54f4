"""How a person is told what happened to their access."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from survey.messages import Message, say

# fmt: off
HAPPENED: Mapping[str, Message] = MappingProxyType({
    "sign_in":         say("activity/sign-in", "You signed in"),
    "sign_out":        say("activity/sign-out", "A session was ended"),
    "sign_out_others": say("activity/sign-out-others", "All your other sessions were ended"),
    "sign_out_all":    say("activity/sign-out-all", "All your sessions were ended"),
    "new_device":      say("activity/new-device", "The device was new"),
    "forgot_browser":  say("activity/forgot-browser", "A browser was forgotten"),
    "unlocked":        say("activity/unlocked", "The secretariat let you ask for sign-in e-mails again"),
    "wrong_code":      say("activity/wrong-code", "A wrong sign-in code was typed"),
    "refused_access":  say("activity/refused-access",
                           "You asked for a page that does not exist or that you may not see"),
    "lockout":         say("activity/lockout", "Sign-in e-mails to your address were requested too often"),
})
# fmt: on
WARNING = frozenset({"wrong_code", "lockout", "new_device"})
"""What deserves a second look."""
