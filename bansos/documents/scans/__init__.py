"""Signed papers that come in: looked into by a process that can do nothing else."""

from .process import Checked, check

__all__ = ["Checked", "check"]
