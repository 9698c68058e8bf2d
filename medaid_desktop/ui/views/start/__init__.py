"""What stands in the middle while no filing is open."""
