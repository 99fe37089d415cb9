"""Pages that were translated as wholes: which of their sentences belong together."""

from bitext.exchange.pages.align import Alignment, Loose, Match, align

__all__ = ["Alignment", "Loose", "Match", "align"]
