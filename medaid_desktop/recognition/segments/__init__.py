"""The stretches of a page that hold one form each: where they begin and end, what continues them, their print."""
