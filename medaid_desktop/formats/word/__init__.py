"""Letters: docx."""
