"""Tashkent: a scenario-based policy simulation game."""

__version__ = "0.1.0"
