"""
A file that anybody may have sent becomes plain rows, or a sentence that says what to do.

`read()` gives the file to a child process, which owns nothing worth stealing: no database, no
keys, no Django, no right to open another file or a socket, and little memory and time. What it
leaves behind is a `Table` of text on disk, and everything later reads that, never the file again.

All values come from readers of ours, in Python, which stream: zip and expat for .xlsx and .ods, a
walk over the records for .xls, the csv module for text. python-calamine, the best reader we know,
was weighed and left to the tests as a second opinion: it does not tell formulas, hidden rows or
the digits of a number apart, it reserves memory for the far corner of a sheet, and crafted files
abort it. Two readers that have to agree would be more code than one that sees everything.
"""

from .process import read
from .refusals import Unreadable
from .table import Cell, Kind, Row, Sheet, Table

__all__ = ["Cell", "Kind", "Row", "Sheet", "Table", "Unreadable", "read"]
