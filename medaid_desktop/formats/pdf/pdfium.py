"""pdfium serves one thread at a time, so one lock stands around every call; everything opened is closed under it too, for the
garbage collector would close in whatever thread it happens to run."""

import threading

LOCK = threading.Lock()
