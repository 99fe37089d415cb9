"""Where readers suggest a better translation: the catalog in the site's repository."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

__all__ = ["suggest_url"]

_UP = re.compile(r"[^/?#=&]+/\.\./")
# How the address of a file goes on to one of its lines, by a part of the host's name.
_LINES = {"github": "#L{line}", "gitlab": "#L{line}", "bitbucket": "#lines-{line}"}


def suggest_url(raw: MkDocsConfig) -> str:
    """The address of any catalog, with ``{catalog}`` for its path in the project.

    It is made of ``repo_url`` and ``edit_uri`` or ``edit_uri_template``; empty where
    these do not say. On hosts that show lines it leads to ``{line}``, for which a file
    must be shown rather than edited.
    """
    root = Path(raw.config_file_path).parent
    path = f"{os.path.relpath(root, raw.docs_dir)}/{{catalog}}".replace(os.sep, "/")
    if template := raw.edit_uri_template:
        # MkDocs declares a text and holds an object that fills itself in.
        edited = str(template.format(path=path, path_noext=path))
    elif raw.edit_uri:
        edited = raw.edit_uri + path
    else:
        return ""
    repository = f"{raw.repo_url.rstrip('/')}/" if raw.repo_url else ""
    url = edited if urlsplit(edited).scheme else f"{repository}{edited.lstrip('/')}"
    while (shorter := _UP.sub("", url, count=1)) != url:
        url = shorter
    if "{catalog}" not in url or not url.startswith(("https://", "http://")):
        return ""
    host = urlsplit(url).netloc
    line = next((line for name, line in _LINES.items() if name in host), "")
    return url.replace("/edit/", "/blob/", 1) + line if line else url
