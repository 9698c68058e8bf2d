"""A filing put back into a blank form: what each cell becomes, where rows come in."""
