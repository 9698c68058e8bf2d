"""What happened to a filing: the list of steps, any earlier state, two states compared."""
