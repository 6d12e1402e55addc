"""Ways of choosing for a role: the same interface as a person's (`engine.play.Policy`)."""
