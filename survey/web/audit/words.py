"""How the audit describes each action: a table of sentences, kept complete by a test."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from survey.messages import Message, say

# fmt: off
DONE: Mapping[str, Message] = MappingProxyType({
    "save":              say("audit/save", "Answers were saved"),
    "restore":           say("audit/restore", "An earlier answer was restored"),
    "share_sections":    say("audit/share-sections", "Sections were shared with a colleague"),
    "change_sections":   say("audit/change-sections", "A colleague’s sections were changed"),
    "withdraw_sections": say("audit/withdraw-sections", "Sections were taken back from a colleague"),
    "start":             say("audit/start", "The report was started"),
    "submit":            say("audit/submit", "The report was submitted"),
    "return":            say("audit/return", "The report was returned, with a reason"),
    "accept":            say("audit/accept", "The report was accepted"),
    "reopen":            say("audit/reopen", "The report was reopened, with a reason"),
    "publish":           say("audit/publish", "The report was published"),
    "ask":               say("audit/ask", "A query about an answer was sent"),
    "query_reply":       say("audit/query-reply", "A query was answered"),
    "query_again":       say("audit/query-again", "A query was sent again"),
    "query_close":       say("audit/query-close", "A query was closed"),
    "pin_passage":       say("audit/pin-passage", "A passage was selected for the briefing"),
    "take_off_passage":  say("audit/take-off-passage", "A passage was removed from the briefing"),
    "review":            say("audit/review", "An annual review was recorded"),
    "decide_status":     say("audit/decide-status", "A country’s status was decided, with a reason"),
    "open_round":        say("audit/open-round", "A round was opened"),
    "revise_wording":    say("audit/revise-wording", "The wording of the questionnaire was corrected"),
    "close_round":       say("audit/close-round", "The round was closed"),
    "release_figures":   say("audit/release-figures", "An edition of the figures was released"),
    "extend":            say("audit/extend", "A deadline was extended"),
    "invite":            say("audit/invite", "Invitations were written"),
    "remind":            say("audit/remind", "Reminders were written"),
    "add_group":         say("audit/add-group", "A reporting body was added"),
    "add_person":        say("audit/add-person", "A person was added"),
    "grant_role":        say("audit/grant-role", "A role was given"),
    "unlock_address":    say("audit/unlock-address", "An address may ask for sign-in links again"),
    "end_role":          say("audit/end-role", "A role was ended"),
    "sign_in":           say("audit/sign-in", "A person signed in"),
    "sign_out":          say("audit/sign-out", "A session was ended"),
    "sign_out_others":   say("audit/sign-out-others", "All other sessions were ended"),
    "prove":             say("audit/prove", "A person confirmed that it was them"),
    "add_factor":        say("audit/add-factor", "A second step of sign-in was added"),
    "rename_factor":     say("audit/rename-factor", "A second step of sign-in was renamed"),
    "remove_factor":     say("audit/remove-factor", "A second step of sign-in was removed"),
    "make_recovery_codes": say("audit/make-recovery-codes", "New recovery codes were made"),
    "reset_factors":     say("audit/reset-factors", "The second step of a person’s sign-in was removed"),
    "ask_proof_code":    say("audit/ask-proof-code", "A code to confirm with was requested"),
    "sign_out_all":      say("audit/sign-out-all", "All sessions of a person were ended"),
    "replace_session":   say("audit/replace-session", "A new sign-in ended the session that the browser had"),
    "new_device":        say("audit/new-device", "A person signed in on a new device"),
    "sample_lists":      say("audit/sample-lists", "Sample data was created"),
    "sample_many":       say("audit/sample-many", "Sample reports were created"),
})

DONE_BY_ITSELF: Mapping[str, Message] = MappingProxyType({
    "ask_link":        say("audit/ask-link", "A sign-in link was requested"),
    "back_up":         say("audit/back-up", "A backup was made"),
    "restore_backup":  say("audit/restore-backup", "A backup was restored"),
    "forget_browser":  say("audit/forget-browser", "A browser was forgotten"),
    "refused_for_an_hour": say("audit/refused-for-an-hour", "What was refused within an hour was counted"),
    "letter_sent":     say("audit/letter-sent", "An e-mail was sent"),
    "letter_given_up": say("audit/letter-given-up", "An e-mail could not be delivered"),
})
"""Actions that nobody signed in performs."""
# fmt: on


def unnamed(action: str) -> Message:
    """Describe an action that an older version recorded and this version no longer knows."""
    return say("audit/unnamed", "“{action}”", action=action)
