"""Deeds done at the very same moment, each in a thread and a connection of its own."""

from threading import Barrier, Thread

from django.db import connections


def all_at_once(*deeds):
    """What each deed returned, or the exception that it raised, in their order."""
    results, ready = [None] * len(deeds), Barrier(len(deeds))

    def run(place, deed):
        try:
            ready.wait()
            results[place] = deed()
        except Exception as error:
            results[place] = error
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=place) for place in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
