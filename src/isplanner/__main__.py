"""`isplanner` and `python -m isplanner`."""

import sys

from isplanner.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
