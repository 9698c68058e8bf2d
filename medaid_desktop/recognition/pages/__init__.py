"""A grid as a reader sees it, its titles, and forms that stand side by side."""
