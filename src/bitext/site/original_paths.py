"""Where the files lie that tell the source of a page's sentences."""

__all__ = ["original_path"]

_FOLDER = "assets/bitext/original"


def original_path(article: str, *, is_snippet: bool) -> str:
    """Where the file of ``article`` lies below the language's site."""
    folder = "snippets" if is_snippet else "pages"
    return f"{_FOLDER}/{folder}/{article}.js"
