"""What the pages at the desk need and no other page gets."""

from collections.abc import Callable
from typing import Any

from csp.decorators import csp_update

# Its own type knows of no view that is told more than the request.
senses_allowed: Callable[[Any], Any] = csp_update(
    {
        # Reading QR codes where the browser itself cannot. Allows WebAssembly, and no eval.
        "script-src": ["'wasm-unsafe-eval'"],
        # A photo is looked at before it is sent.
        "img-src": ["blob:"],
    }
)
