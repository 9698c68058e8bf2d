"""What the checks find: beside the paper, in its cells, and over many filings."""
