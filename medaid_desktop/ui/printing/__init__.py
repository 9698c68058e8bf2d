"""Sending pages to printers."""
