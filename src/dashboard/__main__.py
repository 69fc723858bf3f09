"""`python -m dashboard` is the command `dashboard`."""

import sys

from dashboard.cli import main

sys.exit(main())
