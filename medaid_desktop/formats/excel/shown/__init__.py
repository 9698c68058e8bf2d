"""What a number looks like by its format."""
