"""Bold labels: the words of an interface that an article names."""

from bitext.check.rendered import Region, Rendered

__all__ = ["labels"]


def labels(text: Rendered) -> list[str]:
    """The bold texts of ``text`` in order, those within others left out."""
    outer: list[Region] = []
    for region in text.regions:
        is_new = not outer or region.end > outer[-1].end
        if region.kind == "strong" and is_new and text.inner(region).strip():
            outer.append(region)
    return [text.inner(region).strip() for region in outer]
