from .imported import LIMIT_NAME, Import, Kind
from .line import Line, Step, Verdict
from .mapping import ColumnMapping

__all__ = ["LIMIT_NAME", "ColumnMapping", "Import", "Kind", "Line", "Step", "Verdict"]
