"""What the store stands on: the connection and its schema, failures in words, files replaced safely, contents as text, ids."""
