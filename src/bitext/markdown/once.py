"""Attributes that are worked out when they are first asked for."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

__all__ = ["once"]

Value = TypeVar("Value")


class once(Generic[Value]):  # noqa: N801 - a decorator, like property
    """As functools.cached_property, without the lock that Python 3.11 takes.

    Texts come by the ten thousand and have ten such attributes each.
    """

    def __init__(self, make: Callable[[Any], Value]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type) -> "once[Value]": ...
    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...
    def __get__(self, instance: object | None, owner: type) -> "once[Value] | Value":
        """The value, which from now on stands in the instance itself."""
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._make(instance)
        return value
