"""Tables read as a clerk has corrected them."""
