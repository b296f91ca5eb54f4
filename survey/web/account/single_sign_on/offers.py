"""The providers of this installation, and which of them the sign-in page offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from survey.actions.single_sign_on.providers import Provider, Providers


def providers() -> Providers:
    """Return the providers of this installation."""
    found: Providers = current_app.extensions["survey-providers"]
    return found


def provider_of(email: str) -> Provider | None:
    """Return the provider to offer to whoever types an address: its domain decides, not the person."""
    return providers().of_address(email)
