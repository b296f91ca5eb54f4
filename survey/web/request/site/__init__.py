"""The site as people reach it: whether by HTTPS, whose forms are ours, from which address a request came."""
