"""The scenario language: YAML text to a frozen Scenario, or every Problem at once."""
