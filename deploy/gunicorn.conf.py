"""
How the application is served: one synchronous worker per core.

Threads were tried for the deed that matters, handing over, and were slower. Each worker keeps its
database connection, as the settings say.
"""

import os

bind = os.environ.get("BIND") or f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = os.cpu_count() or 1
worker_class = "sync"
preload_app = True

# Each worker is renewed now and then, and never all of them in one minute.
max_requests = 5000
max_requests_jitter = 1000

timeout = 60
loglevel = "warning"
# Requests are the proxy's to log.
accesslog = None
# No second way in.
control_socket_disable = True


def when_ready(server):
    print(f"Bansos: http://{bind}/ (Ctrl-C stops it)", flush=True)  # noqa: T201
