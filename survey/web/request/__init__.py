"""What every request passes, and what pages of several rooms read of a report, a round or its queries."""
