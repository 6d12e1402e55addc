"""A finished game on paper: what the debrief says, as a document to keep, hand in or print."""
