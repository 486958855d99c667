"""What the published cables of an index have, as long as it has not followed withdrawals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db.models import Exists, OuterRef

from cables.models import Cable, IndexChange
from cables.search.segments import Docs
from cables.search.snapshot import Snapshot

NO_DOCS: Docs = np.zeros(0, dtype=np.int64)


def withdrawn(snapshot: Snapshot) -> Docs:
    """Cables that are indexed but no longer published, as long as the index has not followed."""
    # Asked change by change, so that it costs nothing like the archive's size.
    published = Cable.objects.published().filter(pk=OuterRef("cable_pk"))
    gone = IndexChange.objects.filter(~Exists(published)).order_by().values_list("cable_pk", flat=True)
    return snapshot.docs_of(set(gone))


@dataclass(frozen=True, slots=True)
class Published:
    """A snapshot without its withdrawn documents: a value that only these have is none."""

    snapshot: Snapshot
    withdrawn: Docs

    def of(self, docs: Docs) -> Docs:
        """Those of the documents that were not withdrawn."""
        return docs[~np.isin(docs, self.withdrawn)] if len(self.withdrawn) else docs

    def having_value(self, field: str, value: str) -> Docs:
        """The documents that have a value, as it is written."""
        return self.of(self.snapshot.having_value(field, value))

    def spelt(self, field: str, folded: str) -> tuple[str, ...]:
        """The values of a value field that have a case-folded spelling."""
        values = self.snapshot.column(field).by_folded.get(folded, ())
        if not len(self.withdrawn):
            return values
        return tuple(value for value in values if len(self.having_value(field, value)))
