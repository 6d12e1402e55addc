"""The full-screen game: screens that arrange what `present` words and a `Table` yields; none computes."""
