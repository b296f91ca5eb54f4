"""Letters leave once, over a real connection; failures are waited out, and said in the audit."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from survey.actions.mail import mail_server as mail_server_of_ours
from survey.actions.mail import posting
from survey.actions.mail.mail_server import MailServer, mail_server
from survey.actions.mail.office import drop, office_of
from survey.actions.mail.posting import Sent, send_due
from survey.letters import role_given
from survey.settings import Settings
from survey.storage.engine.database import writing
from survey.storage.mail.letters import claim
from survey.storage.people.people import Person
from tests.actions.beginnings import NOW, OFFICE, audited, letters, minutes, opened, somebody, tiny_settings
from tests.actions.mail.mail_servers import LoopbackMail
from tests.actions.people.test_signing_in_by_mail import ask


@pytest.fixture
def mail():
    """A mail server of the test's own."""
    server = LoopbackMail()
    yield server
    server.close()


def to(port):
    return MailServer(
        "127.0.0.1",
        port,
        "survey@survey.example",
        starttls=False,
        reply_to="desk@survey.example",
        name="Alliance",
    )


def written(engine, *emails):
    """A letter in the box for each address."""
    for email in emails:
        person = somebody(engine, email)
        with writing(engine) as session:
            letter = role_given(
                OFFICE.reader("en", "Zoé"), "Focal point: Côte d’Ivoire", "https://survey.example/en/"
            )
            drop(session, session.get(Person, person.id), letter, NOW)


def test_a_letter_arrives_as_plain_text_and_html(engine, mail):
    written(engine, "zoe@labour.example")
    assert Sent(sent=1) == send_due(NOW, to(mail.port), engine)
    (letter,) = mail.kept
    assert ("Zoe <zoe@labour.example>", "Alliance <survey@survey.example>") == (letter["To"], letter["From"])
    assert ("desk@survey.example", "auto-generated") == (letter["Reply-To"], letter["Auto-Submitted"])
    plain, html = letter.iter_parts()
    assert ("text/plain", "text/html") == (plain.get_content_type(), html.get_content_type())
    assert "Côte d’Ivoire" in plain.get_content() and "Côte d’Ivoire" in html.get_content()


def test_a_letter_is_sent_once(engine, mail):
    written(engine, "zoe@labour.example")
    send_due(NOW, to(mail.port), engine)
    assert Sent() == send_due(NOW + timedelta(days=1), to(mail.port), engine)
    assert (1, NOW) == (len(mail.kept), letters(engine)[0].sent_at)


def test_two_workers_share_the_letters_and_send_each_once(engine, mail):
    emails = [f"p{number}@labour.example" for number in range(12)]
    written(engine, *emails)
    with ThreadPoolExecutor(3) as workers:
        results = list(workers.map(lambda _: send_due(NOW, to(mail.port), engine), range(3)))
    assert 12 == sum(result.sent for result in results)
    assert sorted(emails) == sorted(letter["To"].addresses[0].addr_spec for letter in mail.kept)


def test_many_letters_leave_over_one_connection(engine, mail):
    written(engine, "a@labour.example", "b@labour.example", "c@labour.example")
    send_due(NOW, to(mail.port), engine)
    assert (3, 1) == (len(mail.kept), mail.visits)


def test_a_claimed_letter_is_left_alone_until_its_sender_must_be_dead(engine, mail):
    written(engine, "zoe@labour.example")
    with writing(engine) as session:
        assert claim(session, letters(engine)[0].id, NOW, NOW + minutes(15)) is not None
    assert Sent() == send_due(NOW + minutes(14), to(mail.port), engine)
    assert Sent(sent=1) == send_due(NOW + minutes(15), to(mail.port), engine)


def test_a_server_that_is_away_is_tried_again_later_and_later_and_then_not_any_more(engine, mail):
    written(engine, "zoe@labour.example")
    mail.close()
    tried, now = [], NOW
    while letters(engine)[0].gave_up_at is None:
        send_due(now, to(mail.port), engine)
        tried.append(now - NOW)
        now = letters(engine)[0].next_try_at or now
    waits = [round((later - earlier) / minutes(1)) for earlier, later in pairwise(tried)]
    assert [1, 5, 15, 60, 240, 720, 720, 720] == waits
    assert tried[-1] <= timedelta(days=2)
    (line,) = audited(engine, "letter_given_up")
    assert {"letter": 1, "kind": "role_given", "attempts": 9, "why": "ConnectionRefusedError"} == line.details


@pytest.mark.parametrize("what", ["answer_to_recipient", "answer_to_letter"])
def test_a_letter_refused_for_now_is_tried_again(engine, mail, what):
    written(engine, "busy@labour.example")
    setattr(mail, what, "451 try later busy@labour.example")
    assert Sent(failed=1) == send_due(NOW, to(mail.port), engine)
    written(engine, "zoe@labour.example")
    setattr(mail, what, "250 fine")
    assert Sent(sent=2) == send_due(NOW + minutes(2), to(mail.port), engine)


@pytest.mark.parametrize("what", ["answer_to_recipient", "answer_to_letter"])
def test_a_final_answer_ends_a_letter_at_once_and_its_recipient_is_not_named(engine, mail, what):
    written(engine, "lost@labour.example")
    setattr(mail, what, "550 no such person lost@labour.example")
    assert Sent(failed=1, gave_up=1) == send_due(NOW, to(mail.port), engine)
    (line,) = audited(engine, "letter_given_up")
    assert " 550" in line.details["why"]
    assert "lost" not in str(line.details)
    assert Sent() == send_due(NOW + timedelta(days=1), to(mail.port), engine)


def test_a_letter_that_cannot_be_written_touches_no_other_letter(engine, mail):
    written(engine, "gone@labour.example", "zoe@labour.example")
    with Session(engine) as session, session.begin():
        session.get(Person, 1).email = "name@ministry..example"
    assert Sent(sent=1, failed=1, gave_up=1) == send_due(NOW, to(mail.port), engine)
    assert ["zoe@labour.example"] == [letter["To"].addresses[0].addr_spec for letter in mail.kept]


def test_a_server_that_hangs_costs_one_letter_its_turn(engine, mail, monkeypatch):
    monkeypatch.setattr(mail_server_of_ours, "PATIENCE_SECONDS", 0.2)
    written(engine, "a@labour.example", "b@labour.example", "c@labour.example")
    mail.hangs_at = b"a@labour.example"
    assert Sent(sent=2, failed=1) == send_due(NOW, to(mail.port), engine)
    mail.let_go.set()


def test_a_server_that_hangs_for_all_costs_two_letters_their_turn(engine, mail, monkeypatch):
    monkeypatch.setattr(mail_server_of_ours, "PATIENCE_SECONDS", 0.2)
    written(engine, "a@labour.example", "b@labour.example", "c@labour.example")
    mail.hangs_at = b"@labour.example"
    assert Sent(failed=2) == send_due(NOW, to(mail.port), engine)
    assert [1, 1, 0] == [letter.attempts for letter in letters(engine)]
    mail.let_go.set()


def test_a_server_that_cannot_be_reached_costs_one_letter_its_turn(engine, mail):
    written(engine, "a@labour.example", "b@labour.example")
    mail.close()
    assert Sent(failed=1) == send_due(NOW, to(mail.port), engine)
    assert [1, 0] == [letter.attempts for letter in letters(engine)]


def test_a_letter_that_was_sent_is_noted_after_a_hiccup_of_the_database(engine, mail, monkeypatch):
    pauses, note = [], posting._note_sent

    def hiccup(*given):
        if len(pauses) < 3:
            raise OperationalError("UPDATE", {}, Exception())
        note(*given)

    monkeypatch.setattr(posting, "sleep", pauses.append)
    monkeypatch.setattr(posting, "_note_sent", hiccup)
    written(engine, "zoe@labour.example")
    assert Sent(sent=1) == send_due(NOW, to(mail.port), engine)
    assert (NOW, 3) == (letters(engine)[0].sent_at, len(pauses))


def test_a_lost_line_costs_one_letter_its_turn(engine, mail):
    written(engine, "a@labour.example", "b@labour.example")
    mail.dies_after_taking = True
    assert Sent(failed=2) == send_due(NOW, to(mail.port), engine)
    assert 2 == mail.visits
    mail.dies_after_taking = False
    assert Sent(sent=2) == send_due(NOW + minutes(1), to(mail.port), engine)
    ids = [letter["Message-ID"] for letter in mail.kept]
    assert ids[:2] == ids[2:]  # by which the recipient's server knows the second copy


def test_the_text_that_signs_in_is_gone_with_the_letter(engine, mail, tmp_path):
    opened(tmp_path, engine)
    somebody(engine, "hanta@labour.example", "focal_point", reporter="MDG")
    ask(engine)
    assert "/sign-in/link/" in letters(engine)[0].plain
    send_due(NOW, to(mail.port), engine)
    assert ("", "") == (letters(engine)[0].plain, letters(engine)[0].html)
    assert "/sign-in/link/" in mail.kept[0].get_body(("plain",)).get_content()


def test_who_waits_to_sign_in_is_served_first(engine, mail, tmp_path):
    opened(tmp_path, engine)
    written(engine, *(f"p{number}@labour.example" for number in range(5)))
    somebody(engine, "hanta@labour.example", "focal_point", reporter="MDG")
    ask(engine, now=NOW + minutes(1))
    assert Sent(sent=1) == send_due(NOW + minutes(1), to(mail.port), engine, most=1)
    assert ["hanta@labour.example"] == [letter["To"].addresses[0].addr_spec for letter in mail.kept]


def test_a_link_that_would_be_too_late_is_not_sent(engine, mail, tmp_path):
    opened(tmp_path, engine)
    somebody(engine, "hanta@labour.example", "focal_point", reporter="MDG")
    ask(engine)
    assert Sent(gave_up=1) == send_due(NOW + minutes(15), to(mail.port), engine)
    assert ([], "") == (mail.kept, letters(engine)[0].plain)


def test_a_name_with_line_breaks_cannot_write_headers(engine, mail):
    written(engine, "zoe@labour.example")
    with Session(engine) as session, session.begin():
        session.get(Person, 1).name = "Zoé\r\nBcc: x@y.example"
    assert Sent(sent=1) == send_due(NOW, to(mail.port), engine)
    assert None is mail.kept[0]["Bcc"]


def test_without_a_mail_server_there_is_none():
    assert None is mail_server(Settings())
    assert "secret" not in repr(
        mail_server(Settings(smtp_host="x", smtp_sender="a@b.example", smtp_password="secret"))
    )


def test_links_are_made_when_a_letter_is_sent(engine, mail, tmp_path):
    office = office_of(tiny_settings(tmp_path))
    person = somebody(engine, "zoe@labour.example")
    with writing(engine) as session:
        letter = role_given(office.reader("en", "Zoé"), "Focal point", office.sign_in_page("en"))
        drop(session, session.get(Person, person.id), letter, NOW)
    settings = Settings(smtp_host="127.0.0.1", smtp_sender="a@b.example", base_url="https://new.example/")
    server = replace(mail_server(settings), port=mail.port, starttls=False)
    assert Sent(sent=1) == send_due(NOW, server, engine)
    (arrived,) = mail.kept
    for body in ("plain", "html"):
        text = arrived.get_body((body,)).get_content()
        assert "https://new.example/en/sign-in" in text and ".invalid" not in text
