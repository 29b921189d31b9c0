"""Questions that need law, not only a pattern: cooperation of two states, status on a day, comparison."""
