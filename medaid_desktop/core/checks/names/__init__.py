"""What is written after a rule of its own: regions, codes, dates, telephone numbers, prompts left in."""
