"""What many plays say: ensembles and forecasts. Nothing here repeats a rule: it plays in batches."""
