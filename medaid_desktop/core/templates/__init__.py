"""A blank form of an upper level as data: what each of its cells is, and how a filing goes back into it."""
