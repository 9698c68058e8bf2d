"""Delegates: how cells of the paper are drawn and edited."""
