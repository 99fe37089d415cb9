"""What an update may change in translations by itself."""

from bitext.catalog import Carry, Carrying, Message, kind_of
from bitext.check.guard import refuse_text
from bitext.config import Config
from bitext.locales import Locale

__all__ = ["carrying"]


def carrying(config: Config, *, locale: Locale) -> Carrying:
    """What an update may change in translations into ``locale``.

    A changed translation stays valid if it has no error and the guard would not refuse
    it.
    """
    source_locale = config.source.locale

    def accept(message: Message) -> bool:
        from bitext.check import has_errors  # noqa: PLC0415 - few builds carry anything over, and the rules take long

        kind = kind_of(message)
        refusal = refuse_text(message.source, message.target, kind=kind, locale=locale)
        return refusal is None and not has_errors(
            message, locale=locale, source_locale=source_locale, kind=kind
        )

    return Carrying(Carry(config.carry), accept)
