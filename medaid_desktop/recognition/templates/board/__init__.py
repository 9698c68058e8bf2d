"""A blank sheet as tiles, what they may be called, and the map while it is made."""
