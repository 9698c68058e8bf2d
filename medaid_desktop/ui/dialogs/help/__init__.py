"""The manual and the keyboard sheet."""
