"""The sign-off of filings in the window: the page beside the paper, the bar above it, the review of many."""
