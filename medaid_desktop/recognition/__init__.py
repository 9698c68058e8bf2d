"""From grids of texts to forms and filings, by general knowledge of how such tables are laid out."""
