"""Whole screens and dialogues, one file each."""
