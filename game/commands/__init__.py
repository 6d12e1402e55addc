"""What the commands of `cli.py` do; nothing here prints."""
