"""What the actions of the window do: they ask what is missing, call an operation and say what came of it."""
