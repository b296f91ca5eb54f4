"""The file of the providers: what is read from it, and what is refused with a sentence."""

from pathlib import Path

import pytest

from survey.actions.single_sign_on.providers import read_providers

SOUND = {
    "name": "Ministry of Labour",
    "issuer": "https://login.ministry.example",
    "client_id": "survey",
    "domains": "[ministry.example, labour.example]",
}


def file_of(tmp_path, **changes):
    lines = {**SOUND, **changes}
    text = "\n".join(f"  {key}: {value}" for key, value in lines.items() if value is not None)
    file = tmp_path / "providers.yaml"
    file.write_text(f"ministry:\n{text}\n", encoding="utf-8")
    return str(file)


def test_without_a_file_there_is_no_provider():
    assert {} == read_providers("").by_code


def test_a_provider_answers_for_its_domains(tmp_path):
    found = read_providers(file_of(tmp_path))
    assert "ministry" == found.of_address("X@Labour.EXAMPLE ").code
    assert None is found.of_address("x@sub.labour.example")
    assert frozenset() == found.without_links


def test_links_are_shut_for_the_domains_of_a_provider_that_says_so(tmp_path):
    found = read_providers(file_of(tmp_path, mail_links="false"))
    assert {"ministry.example", "labour.example"} == found.without_links


def test_the_secret_may_be_in_a_file_beside_and_is_shown_nowhere(tmp_path):
    (tmp_path / "secret").write_text("between us\n", encoding="utf-8")
    found = read_providers(file_of(tmp_path, client_secret_file="secret")).by_code["ministry"]
    assert "between us" == found.client_secret
    assert "between us" not in repr(found)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"issuer": None}, "'issuer' is missing"),
        ({"issuer": "http://login.ministry.example"}, "must begin with https://"),
        ({"domains": "ministry.example"}, "must be a list"),
        ({"domains": "[Ministry.example]"}, "is no domain"),
        ({"client_id": "4711"}, "'client_id' must be a text"),
        ({"mail_links": "'no'"}, "must be true or false"),
        ({"colour": "red"}, "'colour' is unknown"),
        ({"client_secret_file": "nowhere"}, "the file of its secret cannot be read"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_sentence(tmp_path, changes, said):
    with pytest.raises(ValueError, match=said):
        read_providers(file_of(tmp_path, **changes))


@pytest.mark.parametrize("text", ["", "[a]", "a: b", "a: {", "A:\n  name: x"])
def test_a_file_of_another_kind_is_refused(tmp_path, text):
    file = tmp_path / "providers.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"[Pp]rovider"):
        read_providers(str(file))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ValueError, match="SURVEY_SIGN_IN_PROVIDERS"):
        read_providers(str(tmp_path / "none.yaml"))


def test_no_domain_belongs_to_two(tmp_path):
    file = Path(file_of(tmp_path))
    text = file.read_text(encoding="utf-8")
    file.write_text(text + text.replace("ministry:", "other:", 1), encoding="utf-8")
    with pytest.raises(ValueError, match="belongs to 'ministry' and to 'other'"):
        read_providers(str(file))
