"""What comes with the program: regions, words, labels, samples, news."""
