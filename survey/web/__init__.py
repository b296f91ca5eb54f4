"""Where they do it: pages that work without scripts. Knows requests and pages; every rule lives below."""
