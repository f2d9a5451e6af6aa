"""What every test may lean on: three named people, a survey made by actions, both databases."""

import os
import tempfile

import pytest


# Before Django reads its settings: no test may touch a real data folder.
os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="consult-tests-")
