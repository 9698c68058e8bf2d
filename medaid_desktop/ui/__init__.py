"""The window. Together with app.py the only package that knows Qt."""
