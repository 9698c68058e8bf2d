"""Qt's item models over the desk's plain data."""
