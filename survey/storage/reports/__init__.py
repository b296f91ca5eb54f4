"""Where reports are kept: their state, their snapshots, who may find them."""
