"""File kinds, one package each; they know core and each nothing of the others."""
