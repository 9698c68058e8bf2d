"""From one version of a template to the next."""
