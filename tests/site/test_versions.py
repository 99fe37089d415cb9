"""Addresses of a site of which mike publishes one version beside the others."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.boats import CONFIG, make_site, write

pytestmark = pytest.mark.slow

PLUGIN = """
import os
from urllib.parse import urljoin

from mkdocs.config import config_options as c
from mkdocs.plugins import BasePlugin


class Versions(BasePlugin):
    config_scheme = (("canonical_version", c.Optional(c.Type(str))),)

    def on_config(self, config):
        version = self.config["canonical_version"]
        if version is None:
            version = os.environ["MIKE_DOCS_VERSION"]
        config.site_url = urljoin(config.site_url, version)
"""
ENTRY = "[mkdocs.plugins]\nmike = versions_of_boats:Versions\n"


def test_each_language_has_the_addresses_of_its_version(tmp_path: Path) -> None:
    library = tmp_path / "library"
    write(library / "versions_of_boats.py", PLUGIN)
    info = library / "versions_of_boats-1.dist-info"
    write(info / "METADATA", "Name: versions-of-boats\nVersion: 1\n")
    write(info / "entry_points.txt", ENTRY)
    config = CONFIG.replace("plugins:\n", "plugins:\n  - mike\n")
    root = make_site(tmp_path / "site", config).parent
    path = os.pathsep.join([str(library), *sys.path])
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": path, "MIKE_DOCS_VERSION": "1.0"},
        check=True,
    )
    for folder in ("", "nb/"):
        page = (root / f"site/{folder}index.html").read_text(encoding="utf-8")
        home = f"https://example.org/docs/1.0/{folder}"
        assert f'<link rel="canonical" href="{home}">' in page
        sitemap = (root / f"site/{folder}sitemap.xml").read_text(encoding="utf-8")
        assert f"<loc>{home}guide/start/</loc>" in sitemap
        assert 'href="https://example.org/docs/1.0/nb/guide/start/"' in sitemap
