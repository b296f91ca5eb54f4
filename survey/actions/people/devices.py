"""How a browser and its system are called, from what the browser says of itself."""

from __future__ import annotations

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari", "Safari"),
)
"""Signs in the user agent with the name of the browser; the first match counts."""
MACHINES = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def device_named(browser: str) -> str:
    """Return the names of a browser and its system, if they are recognised."""
    found = [next((name for sign, name in table if sign in browser), "") for table in (BROWSERS, MACHINES)]
    return " · ".join(name for name in found if name)
