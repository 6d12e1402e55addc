"""The nine rules, one a file, in the order in which they act."""
