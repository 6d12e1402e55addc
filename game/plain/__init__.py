"""The whole game as linear text: for screen readers, pipes and slow links. Pure: text out, lines in."""
