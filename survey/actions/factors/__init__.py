"""Second factors: people set them up, present them and lose them; proving again who somebody is."""
