"""Side-by-side files for tests, written from pairs of sentences."""

import re

FRONT = """---
title: {title}
ms.topic: article
ms.openlocfilehash: {hash}
ms.sourcegitcommit: 1234567890123456789012345678901234567890
ms.translationtype: MT
ms.contentlocale: {locale}
ms.lasthandoff: {handoff}
ms.locfileid: "4711"
---
"""

_PAIR = re.compile(r"\{\{(.*?)\|\|(.*?)\}\}", re.DOTALL)


def unit(source: str, target: str, number: str = "102", prefix: str = "0a1b2") -> str:
    ident = f"{prefix}-{number}"
    return (
        f'<span data-ttu-id="{ident}">{target}</span><span class="sxs-lookup">'
        f'<span data-stu-id="{ident}">{source}</span></span>'
    )


def body(text: str) -> str:
    """Markdown with ``{{source||target}}`` for each unit, numbered from 102."""
    counter = iter(range(102, 10_000))
    return _PAIR.sub(lambda pair: unit(pair[1], pair[2], str(next(counter))), text)


def file(
    text: str,
    *,
    title: str = "Tittel",
    locale: str = "nb-NO",
    handoff: str = "09/14/2020",
    source_hash: str = "a" * 40,
) -> str:
    front = FRONT.format(title=title, locale=locale, handoff=handoff, hash=source_hash)
    return front + body(text)
