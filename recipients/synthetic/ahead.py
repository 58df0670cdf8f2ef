"""A second processor for what needs no database."""

import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator


def ahead(items: Iterable) -> Iterator:
    """
    Yield the items, while a process of its own already works on the next one.

    What makes them must not touch the database: the process has the same connections. Where
    there is one processor, or no fork, they are made here.
    """
    if sys.platform != "linux" or len(os.sched_getaffinity(0)) == 1:
        yield from items
        return
    forking = multiprocessing.get_context("fork")
    receiving, sending = forking.Pipe(duplex=False)
    worker = forking.Process(target=_work, args=(items, sending), daemon=True)
    worker.start()
    sending.close()
    try:
        while (item := receiving.recv()) is not None:
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        receiving.close()
        worker.terminate()
        worker.join()


def _work(items, sending):
    try:
        for item in items:
            sending.send(item)
        sending.send(None)
    except Exception as problem:
        sending.send(problem)
