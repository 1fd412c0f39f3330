"""Rows that are written once, never changed and never deleted."""

from typing import Any, NoReturn

from django.db import models


class AppendOnlyError(TypeError):
    """Something tried to change or delete a row of a log."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("rows of a log are not changed")

    def delete(self) -> NoReturn:
        raise AppendOnlyError("rows of a log are not deleted")


class AppendOnly(models.Model):
    """A log: what stands in it stays, except that links to what is deleted elsewhere are emptied."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError("rows of a log are not changed")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise AppendOnlyError("rows of a log are not deleted")
