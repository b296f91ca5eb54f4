"""Each thing that was once attacked successfully, and the tests that attack it again: they exist and run."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TESTS = ROOT / "tests"
SHOWN_BY = {
    1: ("a demonstration deletes a real database", {
        "cli/test_demonstration.py": "test_a_real_database_is_never_touched",
        "cli/test_backups.py": "test_a_filled_database_is_not_replaced_without_the_word",
    }),
    2: ("follow-up questions tell an answer that is withheld", {
        "figures/test_withholding.py": "test_follow_up_questions_do_not_tell_an_answer_that_is_withheld",
        "figures/test_nobody_can_be_worked_out.py": "test_nothing_follows_about_one_or_two_reporters",
    }),
    3: ("sums before and after tell a newly accepted country", {
        "figures/disclosure/test_editions_give_nobody_away.py":
            "test_nothing_follows_from_any_number_of_editions",
        "web/figures/test_frozen_figures.py": "test_nothing_changes_for_readers_until_the_next_edition",
        "attacks/test_before_and_after.py": "test_no_address_changes_for_readers_when_a_report_is_accepted",
    }),
    4: ("an invitation tells who has an account", {
        "web/colleagues/test_colleagues.py": "test_an_invitation_tells_nothing_of_who_is_known_here",
    }),
    5: ("logs, files and shared computers keep what is private", {
        "web/request/test_logs.py": "test_errors_of_the_database_tell_no_parameters",
        "storage/engine/test_protecting.py": "test_a_command_takes_files_from_strangers",
        "web/request/test_every_response.py": "test_every_response_carries_the_headers",
        "web/colleagues/test_colleagues.py":
            "test_a_colleague_reads_nothing_of_other_sections_on_any_address",
        "browser/report/test_report_in_the_browser.py": "test_signing_out_erases_what_the_device_keeps",
    }),
    6: ("anybody locks anybody out", {
        "web/account/test_signing_in.py":
            "test_who_uses_up_an_address_keeps_no_browser_out_that_was_signed_in",
        "cli/test_rounds_and_people.py": "test_an_address_is_unlocked_from_the_terminal",
    }),
    7: ("one mistyped address stops all letters", {
        "actions/mail/test_posting_letters.py":
            "test_a_letter_that_cannot_be_written_touches_no_other_letter",
        "actions/reports/test_inviting_within_limits.py":
            "test_letters_to_colleagues_are_limited_by_person_and_day",
    }),
    8: ("formulas reach spreadsheets", {
        "exports/test_tables_as_csv.py": "test_no_type_of_column_lets_a_formula_pass",
        "actions/answers/test_saving.py": "test_a_currency_that_does_not_exist_is_refused",
    }),
    9: ("long texts stop the making of files, and files stop pages", {
        "web/report/test_sections.py":
            "test_a_text_beyond_all_measure_is_shown_again_as_it_was_typed",
        "actions/downloads/test_working.py": "test_a_file_that_takes_too_long_is_given_up",
        "storage/downloads/test_file_jobs.py": "test_two_who_ask_for_a_file_wait_for_one_job",
        "web/downloads/test_files_in_the_making.py": "test_no_stranger_has_a_document_made_by_a_page",
        "attacks/test_strangers_requests.py": "test_a_form_with_inputs_without_end_is_not_read",
    }),
    10: ("slow clients hold all threads; any header names the client", {
        "web/serving/test_slow_clients.py":
            "test_a_page_is_answered_beside_clients_who_have_said_half_a_sentence",
        "web/request/test_callers.py": "test_only_trusted_proxies_are_believed",
        "attacks/test_where_a_request_ends.py": "test_no_body_passes_for_a_request",
    }),
    11: ("what cannot be held breaks a page, forges a log line, or leads elsewhere", {
        "web/request/test_what_cannot_be_read.py": "test_what_cannot_be_held_is_refused",
        "web/report/test_journey.py": "test_a_page_of_the_history_ends_where_texts_are_long",
        "attacks/test_strangers_requests.py": "test_no_redirect_names_the_host_that_a_request_claims",
    }),
    12: ("addresses are not what they look like", {
        "actions/people/test_addresses.py":
            "test_an_address_that_is_not_what_it_looks_like_is_refused_with_a_sentence",
    }),
    13: ("a mailbox is enough to be somebody", {
        "web/factors/test_presenting.py": "test_nothing_opens_before_the_second_factor_is_presented",
        "web/account/single_sign_on/test_signing_in_with_a_provider.py":
            "test_a_state_does_not_help_another_browser",
        "web/account/activity/test_activity.py": "test_a_person_reads_what_happened_to_their_access",
        "attacks/test_round_the_second_factor.py":
            "test_no_route_opens_before_the_factor_by_any_method",
        "attacks/test_wicked_providers.py": "test_no_address_is_taken_for_another",
    }),
    14: ("the audit is sealed anew by whoever changed it", {
        "actions/audit/test_attacking_the_audit.py":
            "test_lines_changed_and_sealed_anew_by_the_worker_are_found_by_the_anchor",
        "cli/test_checking_the_audit.py": "test_seals_that_were_removed_are_found",
    }),
    15: ("one stopped process hangs every save", {
        "storage/engine/test_deadlines.py":
            "test_a_writer_that_stopped_in_the_queue_is_waited_for_until_the_deadline",
        "faults/test_a_stopped_writer.py": "test_a_section_comes_back_with_what_was_typed",
    }),
    16: ("the worker dies at the first hiccup", {
        "cli/test_a_worker_that_lives_on.py": "test_a_turn_that_failed_is_done_again_after_growing_pauses",
        "actions/mail/test_marks.py": "test_a_kill_before_the_note_repeats_no_letter",
    }),
    17: ("a backup does not finish under load", {
        "actions/backups/test_under_load.py":
            "test_all_that_was_acknowledged_before_a_backup_began_is_in_it",
        "actions/backups/test_backing_up.py": "test_a_damaged_backup_is_refused_and_changes_nothing",
    }),
    18: ("exports share the threads of saves", {
        "actions/downloads/test_makers.py": "test_no_more_makers_are_started_than_there_are_slots",
        "web/downloads/test_files_in_the_making.py":
            "test_a_job_is_shown_to_those_only_who_would_ask_for_the_same",
    }),
    19: ("tables of another version pass for this one", {
        "storage/upgrades/test_comparing_tables.py": "test_what_differs_is_named",
        "storage/upgrades/test_filled_databases.py": "test_three_upgrades_at_once_end_well",
    }),
    20: ("a damaged file is handed out", {
        "reads/test_finished_files.py": "test_a_damaged_file_is_made_again",
    }),
    21: ("wrong settings are found too late", {
        "test_settings.py": "test_a_wrong_value_is_refused_with_a_sentence",
        "actions/mail/test_posting_letters.py": "test_links_are_made_when_a_letter_is_sent",
    }),
    22: ("nobody is told that something is away", {
        "web/public/test_health.py": "test_a_server_without_its_database_lives_and_is_not_ready",
        "cli/test_status.py": "test_an_operator_is_told_what_waits_and_since_when",
        "web/serving/test_slow_clients.py":
            "test_a_new_connection_is_taken_by_the_process_that_holds_the_fewest",
    }),
}  # fmt: skip
"""By its number in the list of attacks: what succeeded, and in which file which test tries it again."""


@cache
def collected_in(file):
    """The tests that pytest collects in a file."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    return {each.name for each in tree.body if isinstance(each, ast.FunctionDef) and each.name[:5] == "test_"}


def test_no_item_is_left_out():
    assert [*range(1, 23)] == [*SHOWN_BY]


@pytest.mark.parametrize("item", SHOWN_BY)
def test_what_shows_an_item_exists(item):
    _, shown_by = SHOWN_BY[item]
    assert shown_by
    missing = [f"{file}::{name}" for file, name in shown_by.items() if name not in collected_in(file)]
    assert [] == missing


def test_every_file_that_the_table_of_requirements_names_exists():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/[^`]+)`", page))
    assert len(named) > 50
    assert [] == [name for name in sorted(named) if not (ROOT / name).exists()]


def test_every_requirement_stands_in_the_table_once_with_a_state():
    page = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (V\d[^|]*) \| ([^|]*) \| ([^|]+) \|$", page, re.MULTILINE)
    numbers = [number for row, _, _ in rows for number in numbers_in(row)]
    assert 253 == len(numbers) == len(set(numbers))
    assert {"met", "n/a", "open"} == {state for _, state, _ in rows}
    assert [] == [row for row, state, how in rows if state == "met" and len(how) < 10]


def numbers_in(row):
    for part in row.split(", "):
        first, _, last = part.partition(" to ")
        group, _, begin = first.rpartition(".")
        end = last.rpartition(".")[2] if last else begin
        yield from (f"{group}.{number}" for number in range(int(begin), int(end) + 1))
