"""Sections stand under their headings, and no heading comes twice."""

import re

import pytest

from survey.settings import Settings
from survey.web.app import create_app


@pytest.fixture(scope="module")
def client():
    return create_app(Settings(database_url="sqlite://")).test_client()


def headings(client, form):
    page = client.get(f"/en/forms/{form}/2020").get_data(as_text=True)
    return re.findall(r"<h2>(.*?)</h2>", page)


def test_no_heading_of_an_overview_comes_twice(client):
    found = headings(client, "pathfinder-progress")
    assert len(found) > 3
    assert sorted(set(found)) == sorted(found)


def test_sections_whose_headings_would_come_back_stand_under_one(client):
    assert ["Sections"] == headings(client, "action-group-update")


def test_a_preview_for_groups_speaks_of_a_group(client):
    page = client.get("/en/forms/action-group-update/2020/about").get_data(as_text=True)
    assert "Action group on supply chains" in page and "Madagascar" not in page
