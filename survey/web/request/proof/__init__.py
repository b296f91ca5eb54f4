"""Second factors and confirmation: who must prove something before a page, and with what."""
