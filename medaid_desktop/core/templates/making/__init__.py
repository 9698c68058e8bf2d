"""The form that a blank form's map makes."""
