"""A seat that several people share: the game's own screens, and what a class needs besides."""
