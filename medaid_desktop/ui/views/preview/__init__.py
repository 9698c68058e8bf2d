"""The printed pages beside the form, following the edits."""
