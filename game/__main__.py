"""`python -m game`: the same as `tashkent`."""

from game.cli import main

if __name__ == "__main__":
    main()
