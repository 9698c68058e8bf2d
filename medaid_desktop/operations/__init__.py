"""One user action a function: what the window and the command line both call."""
