"""Taking results away: a search or a list as a file, streamed, of any size.

`Export(FORMATS[name], selection, about)` gives the pieces of a file. A file that broke off never looks whole, and what
is not published is in none.
"""

from cables.exporting.formats import FORMATS, Format
from cables.exporting.making import Export
from cables.exporting.slots import Busy
from cables.exporting.table import columns
from cables.exporting.values import About, Interrupted, Selection

__all__ = ["FORMATS", "About", "Busy", "Export", "Format", "Interrupted", "Selection", "columns"]
