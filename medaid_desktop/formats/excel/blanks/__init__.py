"""How blank workbooks look and what they allow."""
