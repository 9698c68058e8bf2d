"""`python -m medaid_desktop` opens the window."""

import sys

from medaid_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
