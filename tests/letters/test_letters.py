"""Every letter says what to do next, until when, whom to ask; it is safe, and marked with its language."""

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey import letters
from survey.catalogs import Catalogs, Speaker, read_catalog
from survey.catalogs.headers import completed_header
from survey.catalogs.po import Entry, PoFile, write_po
from survey.languages import ENGLISH, FRENCH, MIRROR, Language, ReaderLocale
from survey.letters import Matter, Reader, SharedSections
from survey.messages import Text
from survey.workflow import STEPS

LINK = "https://survey.example/en/sign-in?next=/en/reports/1&x=2"
UNTIL, CONTACT = date(2020, 5, 31), "desk@alliance.example"
AT = datetime(2020, 5, 12, 14, 2, tzinfo=ZoneInfo("Europe/Zurich"))
HASH = "ab" * 32
EVIL = "</p><script>alert('x')</script> & \"co\" {country} {{x}} %s"


def catalog(domain, text, french):
    """A French catalog of one sentence, so that all others must be said in English."""
    entry = Entry(text.context, text.english, "", (french,))
    return read_catalog(domain, "fr", write_po(PoFile(completed_header("", "fr"), (entry,))))


def french():
    return Catalogs([catalog("interface", Text("letter/greeting", "Dear {name},"), "Bonjour {name},")])


def reader(language=ENGLISH, name="Rado Rakoto", contact=CONTACT, catalogs=None):
    speaker = Speaker(language, ReaderLocale(language), catalogs or Catalogs())
    return Reader(speaker, name, "Alliance 8.7", contact)


def matter(reporter="Madagascar", form="Progress of pathfinder countries", until=UNTIL, link=LINK):
    return Matter(reporter, form, 2020, link, until)


# What each letter is written with, by name.
WRITE = {
    "sign_in": lambda to, about: letters.sign_in(to, LINK, "048151"),
    "role_given": lambda to, about: letters.role_given(to, "Focal point: Madagascar", LINK),
    "role_ended": lambda to, about: letters.role_ended(to, "Focal point: Madagascar"),
    "nothing_open": lambda to, about: letters.nothing_open(to),
    "proof_code": lambda to, about: letters.proof_code(to, "048151"),
    "factors_changed": lambda to, about: letters.factors_changed(to, letters.Changed.ADDED, "Laptop", LINK),
    "new_device": lambda to, about: letters.new_device(to, "Firefox · Windows", AT, LINK),
    "invitation": letters.invitation,
    "reminder": lambda to, about: letters.reminder(to, about, date(2020, 5, 20)),
    "extended": letters.extended,
    "colleague_invited": lambda to, about: letters.colleague_invited(
        to,
        about,
        SharedSections("Rado", ["Legislation"], ["Budget"], "Only the figures, please.", date(2020, 5, 15)),
    ),
    "sections_withdrawn": lambda to, about: letters.sections_withdrawn(to, about, "Rado"),
    "submitted_receipt": lambda to, about: letters.submitted_receipt(
        to, about, letters.Submitted(2, AT, HASH, publishes=True)
    ),
    "report_received": lambda to, about: letters.report_received(to, about, 2),
    "query_asked": lambda to, about: letters.query_asked(to, about, [("Victims", "Which year is this?")]),
    "query_answered": lambda to, about: letters.query_answered(to, about, ["Victims"]),
    "returned": lambda to, about: letters.returned(to, about, "Which year is this?"),
    "accepted": letters.accepted,
    "reopened": lambda to, about: letters.reopened(to, about, "You asked for it."),
    "published": letters.published,
    "annual_review": letters.annual_review,
    "put_on_hold": lambda to, about: letters.put_on_hold(to, about, "We agreed on it."),
    "kept_active": lambda to, about: letters.kept_active(to, about, "A new plan is there."),
    "hold_lifted": lambda to, about: letters.hold_lifted(to, about, "The law is in force."),
}
every_letter = pytest.mark.parametrize("kind", WRITE)
ASKING = ("invitation", "extended", "returned", "reopened")


class Page(HTMLParser):
    """The tags, links and words of an HTML page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links, self.words, self.title = [], [], [], False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.title = tag == "title"
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        self.title = False

    def handle_data(self, data):
        if not self.title:
            self.words += data.split()


def write(kind, to=None, about=None):
    return WRITE[kind](to or reader(), about or matter())


def test_every_letter_of_the_layer_is_tried_here():
    functions = {name for name in letters.__all__ if name.islower()}
    assert functions == set(WRITE)


def test_every_step_that_writes_a_letter_has_one():
    assert {step.letter for step in STEPS.values() if step.letter} <= set(WRITE)


@every_letter
def test_a_letter_names_its_kind_and_language_and_greets_its_reader(kind):
    letter = write(kind)
    assert (kind, "en") == (letter.kind, letter.language)
    assert letter.plain.startswith("Dear Rado Rakoto,\n\n")
    assert letter.plain.endswith("The secretariat of Alliance 8.7\n")


@every_letter
def test_a_letter_says_whom_to_ask(kind):
    assert CONTACT in write(kind).plain
    assert re.search(r"reply to this e-mail|ask Rado", write(kind, reader(contact="")).plain)


@every_letter
def test_a_letter_says_what_to_do_next_and_where(kind):
    plain = write(kind).plain
    assert re.search(r"[Pp]lease|Open|open the page|nothing (more|that)", plain)
    assert (LINK in plain) == (kind not in ("role_ended", "nothing_open", "sections_withdrawn", "proof_code"))


@pytest.mark.parametrize("kind", [*ASKING, "reminder"])
def test_a_letter_that_asks_for_something_says_until_when(kind):
    assert "31 May 2020" in write(kind).plain


def test_a_colleague_is_told_the_focal_point_s_date_and_else_the_country_s():
    assert "15 May 2020" in write("colleague_invited").plain
    assert (
        "31 May 2020"
        in letters.colleague_invited(reader(), matter(), SharedSections("Rado", ["Budget"])).plain
    )


@pytest.mark.parametrize("kind", ASKING)
def test_a_report_without_a_last_day_is_asked_for_all_the_same(kind):
    letter = write(kind, about=matter(until=None))
    assert "None" not in letter.plain + letter.subject
    assert re.search(r"when it is ready|as soon as you can", letter.plain)


@every_letter
def test_both_forms_of_a_letter_say_the_same(kind):
    letter = write(kind)
    said = re.sub(r"(?m)^(> |- |    )", "", letter.plain).replace(f":\n{LINK}", f" {LINK}").split()
    assert said == Page(letter.html).words


@every_letter
def test_a_letter_is_short(kind):
    assert 40 <= len(write(kind).plain.split()) <= 150


@every_letter
def test_a_letter_s_page_is_small_and_loads_nothing(kind):
    page = Page(write(kind).html)
    assert not {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "style", "form"}
    assert len(write(kind).html) < 6_000
    assert set(page.links) <= {LINK}


@every_letter
def test_only_the_letters_that_prove_who_one_is_hold_a_code(kind):
    assert (kind in ("sign_in", "proof_code")) == bool(re.search(r"(?<!\d)\d{6}(?!\d)", write(kind).plain))


def test_the_sign_in_letter_holds_link_and_code_and_says_for_how_long():
    letter = write("sign_in")
    assert LINK in letter.plain
    assert "048151" in letter.plain
    assert "within 15 minutes" in letter.plain
    assert "048151" not in letter.subject
    assert "If you did not ask for it, you have nothing to do" in letter.plain


@pytest.mark.parametrize("code", ["12345", "1234567", "12345a", "", "١٢٣٤٥٦", "123456\n"])
def test_a_code_has_six_digits(code):
    with pytest.raises(ValueError, match="six digits"):
        letters.sign_in(reader(), LINK, code)
    with pytest.raises(ValueError, match="six digits"):
        letters.proof_code(reader(), code)


@pytest.mark.parametrize("change", letters.Changed)
def test_a_letter_about_a_second_step_names_it_or_says_what_happened(change):
    plain = letters.factors_changed(reader(), change, "Office laptop", LINK).plain
    named = change in (letters.Changed.ADDED, letters.Changed.REMOVED)
    assert (named, True) == ("“Office laptop”" in plain, "tell us at once" in plain)


@pytest.mark.parametrize("kind", ["invitation", "role_given", "colleague_invited"])
def test_an_invitation_leads_to_the_page_that_asks_for_a_link(kind):
    assert re.search(r"this e-mail address", write(kind).plain)
    assert re.search(r"sign-in link", write(kind).plain)


@pytest.mark.parametrize(
    ("today", "words"),
    [(UNTIL, "by the end of 31 May 2020"), (date(2020, 6, 1), "The deadline was 31 May 2020")],
)
def test_a_reminder_knows_whether_the_day_has_passed(today, words):
    assert words in letters.reminder(reader(), matter(), today).plain


def test_the_last_day_itself_is_not_late():
    assert "due on 31 May 2020" in letters.reminder(reader(), matter(), UNTIL).subject
    assert "Overdue" in letters.reminder(reader(), matter(), date(2020, 6, 1)).subject


def test_a_receipt_has_number_moment_and_hash():
    plain = write("submitted_receipt").plain
    assert "Submission number: 2" in plain
    assert "12 May 2020, 14:02 (Central European Summer Time)" in plain
    assert HASH in plain
    assert "may be published" in plain


def test_a_receipt_in_universal_time_says_so():
    utc = datetime(2020, 5, 12, 12, 2, tzinfo=UTC)
    plain = letters.submitted_receipt(
        reader(), matter(), letters.Submitted(1, utc, HASH, publishes=False)
    ).plain
    assert "12:02 (Coordinated Universal Time)" in plain
    assert "not published by country" in plain


def test_a_colleague_sees_which_sections_are_to_edit_and_which_to_comment_on():
    plain = write("colleague_invited").plain
    assert "fill in these sections:\n- Legislation" in plain
    assert "comment on them:\n- Budget" in plain
    assert "> Only the figures, please." in plain


def test_without_a_note_nobody_writes():
    assert (
        "writes:"
        not in letters.colleague_invited(
            reader(), matter(), SharedSections("Rado", ["Budget"], note=" \n")
        ).plain
    )


@every_letter
def test_what_people_typed_is_never_taken_for_html(kind):
    letter = write(kind, reader(name=EVIL), matter(reporter=EVIL, form=EVIL))
    plain, evil = write(kind), Page(letter.html)
    assert [tag for tag, _ in Page(plain.html).tags] == [tag for tag, _ in evil.tags]
    assert "<script>alert" in letter.plain


def test_what_a_focal_point_typed_is_never_taken_for_html():
    letter = letters.colleague_invited(reader(), matter(), SharedSections(EVIL, [EVIL], [EVIL], EVIL))
    assert not {"script"} & {tag for tag, _ in Page(letter.html).tags}
    assert f"- {EVIL}" in letter.plain


@pytest.mark.parametrize("kind", ["returned", "reopened"])
def test_a_reason_keeps_its_lines_and_is_never_taken_for_ours(kind):
    letter = getattr(letters, kind)(reader(), matter(), "First.\r\n\r\n<b>Second.</b>\x00\x07")
    assert "> First.\n>\n> <b>Second.</b>\n" in letter.plain
    assert "<b>" not in letter.html
    assert "First.\n\n&lt;b&gt;Second.&lt;/b&gt;</blockquote>" in letter.html


@every_letter
@pytest.mark.parametrize("name", ["A\r\nBcc: all@example.org", "A\x0bB", "A\u2028B"])
def test_a_subject_is_one_line_of_bounded_length(kind, name):
    letter = write(kind, about=matter(reporter=name + "x" * 500))
    assert 1 == len(letter.subject.splitlines())
    assert 200 >= len(letter.subject)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_any_name_makes_a_letter_that_can_be_sent(name):
    letter = letters.invitation(reader(name=name), matter(reporter=name))
    letter.plain.encode()
    letter.html.encode()
    assert 1 == len(letter.subject.splitlines())
    assert Page(letter.html).links == [LINK]


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "/relative", "https://", "https://a.b/ c", "data:text/html,x"]
)
def test_a_link_that_is_no_web_address_is_our_own_mistake(link):
    with pytest.raises(ValueError, match="web address"):
        letters.invitation(reader(), matter(link=link))


def test_a_letter_quotes_the_first_queries_and_counts_the_others():
    asked = [(f"Question {number}", f"Why {number}?") for number in range(1, 14)]
    plain = letters.query_asked(reader(), matter(), asked).plain
    assert "There are 13 queries about your report" in plain
    assert "About “Question 10”:\n\n> Why 10?" in plain
    assert "Why 11?" not in plain
    assert "3 more queries are on the page." in plain


def test_a_report_is_returned_with_its_open_queries_and_needs_no_other_reason():
    plain = letters.returned(reader(), matter(), "", [("Victims", "Which year?")]).plain
    assert "please clarify:\n\nAbout “Victims”:\n\n> Which year?" in plain
    assert "by the end of 31 May 2020" in plain


def test_a_letter_is_marked_with_its_language_and_what_is_said_in_another_one_too():
    letter = letters.invitation(reader(FRENCH, catalogs=french()), matter())
    assert "fr" == letter.language
    assert '<html lang="fr" dir="ltr">' in letter.html
    assert "<p>Bonjour Rado Rakoto,</p>" in letter.html
    assert '<p lang="en" dir="auto">' in letter.html


@every_letter
def test_a_letter_from_right_to_left_keeps_links_and_codes_from_left_to_right(kind):
    html = write(kind, reader(MIRROR)).html
    assert '<html lang="ar-XB" dir="rtl">' in html
    assert all('dir="ltr"' in line for line in html.splitlines() if "<small>" in line or "048151" in line)


def test_a_form_s_title_is_said_in_the_reader_s_language():
    title = Text("title", "Progress")
    asked = "“{form}” is open for {year}, and we kindly invite you to report: {reporter}."
    interface = catalog("interface", Text("letter/invitation/open", asked), "{form}, {year} : {reporter}")
    speaker = Speaker(
        FRENCH,
        ReaderLocale(FRENCH),
        Catalogs([interface, catalog("tiny", title, "Progrès")]),
        ("interface", "tiny"),
    )
    letter = letters.invitation(Reader(speaker, "R", "A"), matter(form=title))
    assert "Progrès, 2020 : Madagascar" in letter.plain


def test_a_further_language_needs_no_code():
    swahili = Language("sw", "sw", "Kiswahili")
    assert '<html lang="sw" dir="ltr">' in letters.invitation(reader(swahili), matter()).html
