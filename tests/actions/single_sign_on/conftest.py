"""A provider on loopback for the tests of single sign-on."""

import pytest

from tests.actions.single_sign_on.provider import serving


@pytest.fixture(scope="session")
def running_provider():
    """The provider, which serves all tests of a process."""
    with serving() as fake:
        yield fake


@pytest.fixture
def provider(running_provider):
    """The provider, sound again."""
    running_provider.become_sound()
    return running_provider
