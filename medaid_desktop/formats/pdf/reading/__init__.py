"""Any PDF as its readers show it: texts with their places, pictures, annotations, pixels. For files that are not to be trusted."""
