"""What `tashkent explore` asks: what could have happened, what mattered, and is the article right?

Every question is a study: a pure function of a block of plays (`blocks`), and a way to put the blocks'
results together. Nothing here repeats a rule: it calls the engine in batches.
"""
