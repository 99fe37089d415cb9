"""The part of ``bitext check`` that looks at the built site."""

from collections.abc import Sequence

from bitext.check import Finding
from bitext.cli.console import progress
from bitext.config import LocaleConfig
from bitext.site.project import Project
from bitext.site.site_checks import check_site

__all__ = ["built_findings"]


def built_findings(
    project: Project, locales: Sequence[LocaleConfig], *, with_external: bool
) -> tuple[Finding, ...]:
    """What is wrong in the built HTML of ``locales`` and of the source language.

    ``with_external`` asks for the addresses of other sites too. Raises
    SiteNotBuiltError, ExternalError.
    """
    with progress("Reading the site", 2 * (len(locales) + 1)) as bar:
        return check_site(
            project,
            locales=locales,
            with_external=with_external,
            advance=bar.advance,
        )
