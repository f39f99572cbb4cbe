"""Filings in code blocks: put this beside conf.py, and filing-viewer.js into the folder _static.

Markdown writes them as a fence with the word `filing`, reStructuredText as `.. code-block:: filing`.
"""

from pygments.lexers.special import TextLexer


class FilingLexer(TextLexer):
    """Leaves the text as it is; without it Sphinx warns of a language that it does not know."""

    name = "filing"


def setup(app):
    app.add_lexer("filing", FilingLexer)
    app.add_js_file("filing-viewer.js")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
