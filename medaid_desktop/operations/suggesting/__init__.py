"""What a clerk may want to write: words, targets, places, what stood there before."""
