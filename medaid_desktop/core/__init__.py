"""The domain: forms, filings, targets, money, regions and paper. Standard library only; reads no files."""
