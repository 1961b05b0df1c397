"""``python -m torchground.cli`` is the ``torchground`` command."""

import sys

from torchground.cli.program import main

if __name__ == "__main__":
    sys.exit(main())
