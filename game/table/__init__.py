"""A seat's place in a play: what a screen, a text game or a classroom drives. Saves live here too."""
