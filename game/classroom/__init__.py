"""A class plays: one host, many rooms, teams in their seats, and a debrief that compares them."""
