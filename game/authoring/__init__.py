"""Tools for those who write scenarios: check, look over, draw, describe the language. Nothing here prints."""
