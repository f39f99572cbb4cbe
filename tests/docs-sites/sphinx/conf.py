import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent / "_ext"))

project = "Heron"
extensions = ["myst_parser", "filing_viewer"]
html_theme = "furo"
html_static_path = ["_static"]
