"""The colleagues of a report: invited, seen at work, left with nothing once their sections are taken back."""

from __future__ import annotations

import html
import re

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from survey.storage.engine.database import db, writing
from survey.storage.mail.letters import Letter
from survey.storage.people.people import Grant, Person, SharedSection
from survey.storage.people.signing_in import SignedIn
from survey.web.request.access import REPORT, access_of
from tests.actions.beginnings import audited
from tests.exports.papers import read_pdf, squeezed, words_of_docx
from tests.web.reported import number, reporting_on
from tests.web.world import Counting

LOVA = {
    "email": "lova@justice.example",
    "name": "Lova A.",
    "works_at": "Ministry of Justice",
    "language": "fr",
    "section": ["words", "lists"],
    "may": "edit",
    "note": "The laws, please.",
    "wanted_by": "2020-05-20",
}


@pytest.fixture
def world(engine, database_url, tmp_path):
    made = reporting_on(engine, database_url, tmp_path)
    yield made
    with made.app.app_context():
        db.engine.dispose()


@pytest.fixture
def focal(world):
    """The focal point with the page of colleagues open."""
    return world.signed_in("focal").open("colleagues")


def invite(focal, **changed):
    """Send an invitation."""
    return focal.press("colleagues", typed={**LOVA, **changed}, do="send")


def person(world, email=LOVA["email"]):
    with Session(world.engine) as session:
        return session.scalars(select(Person).where(Person.email == email)).one_or_none()


def grant_of(world, email=LOVA["email"]):
    with Session(world.engine) as session:
        wanted = select(Grant).join(Person, Person.id == Grant.person_id).where(Person.email == email)
        return session.scalars(wanted.order_by(Grant.id.desc())).first()


def letters(world, kind):
    with Session(world.engine) as session:
        return session.scalars(select(Letter).where(Letter.kind == kind).order_by(Letter.id)).all()


def enter(world, name="lova", email=LOVA["email"], lang="en"):
    """Somebody invited, signed in."""
    world.people[name] = person(world, email).id
    return world.signed_in(name, lang)


def shared(world, grant):
    with Session(world.engine) as session:
        rows = session.scalars(select(SharedSection).where(SharedSection.grant_id == grant.id))
        return {one.section: one.may for one in rows}


def test_the_home_of_the_report_leads_there(world):
    assert 'reports/small/2020/MDG/colleagues"' in world.signed_in("focal").open().page
    assert "/colleagues" not in world.signed_in("contributor").open().page


def test_a_colleague_is_invited_by_mail(world, focal):
    assert 303 == invite(focal).status
    focal.follow()
    assert "An e-mail is being sent to Lova A." in focal.words
    assert "Ministry of Justice · lova@justice.example" in focal.words
    assert "Fills in: Words and Lists" in focal.words
    assert "Asked to finish by 20 May 2020 Has not signed in yet Nothing saved yet" in focal.words
    (letter,) = letters(world, "colleague_invited")
    assert (person(world).id, "fr") == (letter.person_id, letter.language)
    assert "> The laws, please." in letter.plain and "20 mai 2020" in letter.plain
    assert {"words": "edit", "lists": "edit"} == shared(world, grant_of(world))


def test_the_address_in_the_letter_leads_through_the_door_to_the_report(world, focal):
    invite(focal)
    (letter,) = letters(world, "colleague_invited")
    path = re.search(r"https?://[^/]+(/fr/reports/\S+)", letter.plain).group(1)
    stranger = world.app.test_client()
    assert "/fr/sign-in?next=" in stranger.get(path).location
    lova = enter(world, lang="fr")
    assert 200 == lova._keep(lova.client.get(path)).status
    assert ["Words", "Lists"] == re.findall(r'task-name"><a href="[^"]+">(?:<span[^>]*>)?(\w+)', lova.page)


def test_what_is_wrong_is_said_at_once_with_links_and_nothing_typed_is_lost(focal, world):
    invite(focal, email="lova", name=" ", section=[], wanted_by="2019-01-01", note="n" * 2001)
    assert 400 == focal.status
    found = re.findall(r'<a href="#([^"]+)">', focal.page)
    assert ["email", "name", "section", "note", "wanted_by"] == found
    ids = re.findall(r' id="([^"]+)"', focal.page)
    assert set(found) <= set(ids) and len(set(ids)) == len(ids)
    kept = ("lova", "Ministry of Justice", "2019-01-01", "n" * 2001, "fr")
    names = ("email", "works_at", "wanted_by", "note", "language")
    assert kept == tuple(focal.value(name) for name in names)
    assert [] == letters(world, "colleague_invited")
    invite(focal, section=[], email=LOVA["email"])
    assert 400 == focal.status and ["section"] == re.findall(r'<a href="#([^"]+)">', focal.page)


def test_a_day_is_read_as_it_is_written_here(focal, world):
    invite(focal, wanted_by="20 May 2020")
    assert 303 == focal.status
    focal.follow()
    invite(focal, wanted_by="soon", email="other@justice.example")
    assert 400 == focal.status and ["wanted_by"] == re.findall(r'<a href="#([^"]+)">', focal.page)


def test_the_language_is_switched_and_what_was_typed_stays(world, focal):
    focal.lang = "es"
    focal.press("colleagues", typed={**LOVA, "email": "half"}, switch="es")
    assert 200 == focal.status
    assert ("half", ["words", "lists"]) == (focal.value("email"), focal.inputs()["section"])
    assert 'class="error"' not in focal.page
    assert person(world, "half") is None


def test_a_focal_point_cannot_be_invited(focal):
    invite(focal, email="focal@example.org")
    assert 409 == focal.status
    assert "already has all of its sections" in focal.words
    assert "focal@example.org" == focal.value("email")


def test_an_invitation_tells_nothing_of_who_is_known_here(world, focal):
    """An address of another country's person: what was typed stands there until they open what is shared."""
    world.later(minutes=5)
    stranger = world.signed_in("stranger")
    assert 200 == stranger.client.get("/en/reports/small/2020/NPL/words").status_code
    invite(focal, email="Stranger@example.org ", name="Lova  A.")
    focal.follow()
    for words in (
        focal.words,
        focal.open("colleagues", str(grant_of(world, "stranger@example.org").id)).words,
    ):
        assert "Lova A." in words and "Ministry of Justice" in words and "Has not signed in yet" in words
        assert "Mr N." not in words and "Last visit on" not in words
    known = person(world, "stranger@example.org")
    assert ("Mr N.", "", "en") == (known.name, known.works_at, known.language)
    world.save("focal", number("w.story", "A story"))
    world.signed_in("stranger")
    assert "Has not signed in yet" in focal.open("colleagues").words
    assert 200 == stranger.client.get("/en/reports/small/2020/MDG/words").status_code
    assert "Mr N." in focal.open("colleagues").words and "Last visit on" in focal.words
    assert "Lova A." not in focal.words and "Ministry of Justice" not in focal.words
    assert "" == person(world, "stranger@example.org").works_at


def test_mistakes_tell_nothing_of_who_is_known_here(focal):
    said = []
    for email in ("stranger@example.org", "nobody@example.org"):
        invite(focal, email=email, language="xx")
        said.append((focal.status, focal.words.replace(email, "")))
    assert said[0] == said[1] and said[0][0] >= 400


def test_addresses_of_pages_hold_no_number_of_a_person(world, focal):
    invite(focal, email="stranger@example.org")
    grant = grant_of(world, "stranger@example.org").id
    at = ("colleagues", str(grant))
    focal.open(*at).press(*at, typed={"may.words": "comment"}, do="save")
    assert focal.response.location.endswith(f"?changed={grant}")
    assert grant != world.people["stranger"]


def test_a_second_invitation_is_shown_as_it_was_typed_last(world, focal):
    invite(focal)
    invite(focal.open("colleagues"), name="Lova Andria", works_at="Court")
    assert "Lova Andria" in focal.follow().words and "Court · lova@justice.example" in focal.words
    assert ("Lova A.", "Ministry of Justice") == (person(world).name, person(world).works_at)


def test_the_focal_point_sees_who_did_what(world, focal):
    invite(focal)
    lova = enter(world).open()
    world.later(minutes=30)
    lova.open("words")
    world.save(
        "lova", number("w.story", "A story"), number("w.laws", "yes", "one"), number("w.laws", "no", "two")
    )
    world.save("lova", number("w.story", "A longer story"))
    world.save("colleague", number("f.number", 3.0))
    focal.open("colleagues")
    assert "Last visit on 4 May 2020, 13:30 (East Africa Time)" in focal.words
    assert "3 answers saved, the last one on 4 May 2020, 13:30 (East Africa Time) Words: 3" in focal.words
    others = focal.words.partition("Other people who wrote in this report")[2]
    assert "Rado R. 1 answer saved" in others and "Figures: 1" in others
    focal.open("colleagues", str(grant_of(world).id))
    assert "Words: 3" in focal.words


def test_sections_are_changed_one_by_one(world, focal):
    invite(focal)
    at = ("colleagues", str(grant_of(world).id))
    focal.open(*at)
    assert ("edit", "", "edit") == tuple(focal.value(f"may.{one}") for one in ("words", "figures", "lists"))
    focal.press(*at, typed={"may.words": "comment", "may.lists": "", "may.figures": "edit"}, do="save")
    assert 303 == focal.status
    assert "Saved. Lova A. receives an e-mail about the new sections." in focal.follow().words
    assert {"words": "comment", "figures": "edit"} == shared(world, grant_of(world))
    newest = letters(world, "colleague_invited")[-1].plain
    assert [True, True, False] == [one in newest for one in ("Figures", "Words", "Lists")]
    lova = enter(world)
    assert [200, 200, 404] == [lova.open(one).status for one in ("figures", "words", "lists")]


def test_a_wrong_day_in_a_change_changes_nothing(world, focal):
    invite(focal)
    at = ("colleagues", str(grant_of(world).id))
    focal.open(*at).press(*at, typed={"may.figures": "edit", "wanted_by": "never"}, do="save")
    assert 400 == focal.status
    assert ("edit", "never") == (focal.value("may.figures"), focal.value("wanted_by"))
    assert "figures" not in shared(world, grant_of(world))


def test_with_the_last_section_access_is_over_on_every_address(world, focal):
    invite(focal)
    world.save("focal", number("w.story", "Not for everybody"))
    lova = enter(world).open("words")
    at = ("colleagues", str(grant_of(world).id))
    assert "Not for everybody" in lova.page
    focal.open(*at).press(*at, "withdraw")
    assert "The sections were taken back" in focal.follow().words
    assert "lova@justice.example" not in focal.page
    assert ["sections_withdrawn"] == [one.kind for one in letters(world, "sections_withdrawn")]
    assert [None] == [one.ended_at for one in sessions(world, "focal")]
    assert None not in [one.ended_at for one in sessions(world, "lova")]
    for path, method in addresses(world):
        answer = lova.client.open(path, method=method)
        assert (401 if method == "POST" else 303) == answer.status_code, path
    assert 404 == focal.open(*at).status


def test_a_colleague_who_keeps_something_elsewhere_finds_nothing_here(world, focal):
    """The same for somebody who stays signed in: each address of this report is as if it were not there."""
    invite(focal)
    grant = grant_of(world)
    with writing(world.engine) as session:
        session.add(
            SharedSection(
                grant_id=grant.id,
                report_id=world.rounds[2019].reports["MDG"],
                section="words",
                may="edit",
                wanted_by=None,
            )
        )
    lova = enter(world).open("words")
    token = lova.csrf()
    focal.open("colleagues", str(grant.id)).press("colleagues", str(grant.id), "withdraw")
    tried = addresses(world)
    assert len(tried) > 20
    for path, method in tried:
        answer = lova.client.open(path, method=method, data={"csrf": token} if method == "POST" else None)
        assert 404 == answer.status_code, (method, path)
    assert 200 == lova.client.get("/en/reports/small/2019/MDG").status_code
    assert "Your reports" in lova._keep(lova.client.get("/en/home")).words


def addresses(world):
    """Every address of this year's report, with every method, for every section and question."""
    values = {"lang": "en", "form": "small", "year": 2020, "reporter": "MDG"}
    found = set()
    adapter = world.app.url_map.bind("localhost")
    for rule in world.app.url_map.iter_rules():
        if access_of(world.app, rule.endpoint).who != REPORT:
            continue
        for section, question in (("words", "w.story"), ("figures", "f.text"), ("lists", "l.steps")):
            for content, extension in (("answers", "docx"), ("answers", "pdf"), ("blank", "pdf")):
                more = {"section": section, "question": question, "content": content, "extension": extension}
                wanted = {one: {**values, **more}.get(one, 1) for one in rule.arguments}
                for method in rule.methods & {"GET", "POST"}:
                    found.add((adapter.build(rule.endpoint, wanted, method=method), method))
    return sorted(found)


def sessions(world, who):
    with Session(world.engine) as session:
        return session.scalars(select(SignedIn).where(SignedIn.person_id == world.people[who])).all()


def test_a_colleague_reads_nothing_of_other_sections_on_any_address(world, focal):
    invite(focal, section=["words"])
    world.save("focal", number("w.story", "Seen by Lova"), number("f.text", "Hidden from Lova"))
    lova = enter(world)
    read = 0
    for path, method in addresses(world):
        if method != "GET":
            continue
        answer = lova.client.get(path)
        whole = text_of(answer)
        assert squeezed("Hidden from Lova") not in whole, path
        read += squeezed("Seen by Lova") in whole
    assert read >= 5
    typed = {"question": "f.text", "row": "", "version": 1, "inputs": {"f.text": ["Mine"]}, "typed_in": "en"}
    token = lova.open("words").csrf()
    for section in ("words", "figures"):
        answer = lova.client.post(lova.path(section, "answers"), json=typed, headers={"X-CSRF-Token": token})
        assert answer.status_code in (400, 404)
    assert "Hidden from Lova" == world.value("f.text")


def text_of(answer):
    """What a page or a file says."""
    if answer.mimetype == "application/pdf":
        return squeezed(read_pdf(answer.data))
    if "wordprocessing" in answer.mimetype:
        return squeezed(" ".join(words_of_docx(answer.data)))
    return squeezed(html.unescape(answer.get_data(as_text=True)))


def test_a_report_that_was_handed_over_takes_sections_back_only(world, focal):
    invite(focal)
    at = ("colleagues", str(grant_of(world).id))
    world.state(state="submitted", submitted_at=world.now)
    focal.open("colleagues")
    assert "so sections cannot be shared. Shared sections can be taken back." in focal.words
    assert 'name="email"' not in focal.page
    focal.open(*at)
    assert focal.value("may.figures") is None
    focal.press(*at, typed={"may.words": ""}, do="save")
    assert 303 == focal.status
    assert {"lists": "edit"} == shared(world, grant_of(world))


def test_nobody_else_opens_the_page(world, focal):
    invite(focal)
    grant = str(grant_of(world).id)
    for who in ("contributor", "desk"):
        other = world.signed_in(who)
        assert [404, 404] == [other.open(*at).status for at in (("colleagues",), ("colleagues", grant))], who
    assert 404 == focal.open("colleagues", "999999").status


def test_every_deed_is_one_line_of_the_audit_without_names(world, focal):
    invite(focal)
    at = ("colleagues", str(grant_of(world).id))
    focal.open(*at).press(*at, typed={"may.words": ""}, do="save")
    focal.open(*at).press(*at, "withdraw")
    lines = audited(world.engine, "share_sections", "change_sections", "withdraw_sections")
    assert ["share_sections", "change_sections", "withdraw_sections"] == [one.action for one in lines]
    assert {world.people["focal"]} == {one.person_id for one in lines}
    assert not re.search("Lova|lova|laws|Justice", str([one.details for one in lines]))


def test_the_page_asks_few_queries_however_many_colleagues_there_are(world, focal):
    counted = []
    for number_of in (1, 12):
        for one in range(number_of):
            invite(focal, email=f"c{number_of}.{one}@justice.example", name=f"Colleague {one}")
            focal.follow()
        with Counting(world.app) as counting:
            assert 200 == focal.open("colleagues").status
        counted.append(len(counting.asked))
    assert counted[0] == counted[1] <= 12, counting.asked


def test_a_role_without_sections_is_not_shown(world, focal):
    invite(focal)
    with writing(world.engine) as session:
        session.execute(delete(SharedSection).where(SharedSection.grant_id == grant_of(world).id))
    assert "lova@justice.example" not in focal.open("colleagues").page
