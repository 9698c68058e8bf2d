"""Files on their way into the ledger: the document as it came, what was understood of it, and what is to be done."""
