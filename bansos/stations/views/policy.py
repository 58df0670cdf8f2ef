"""What the pages at the desk need and no other page gets."""

from csp.decorators import csp_update

senses_allowed = csp_update(
    {
        # Reading QR codes where the browser itself cannot. Allows WebAssembly, and no eval.
        "script-src": ["'wasm-unsafe-eval'"],
        # A photo is looked at before it is sent.
        "img-src": ["blob:"],
    }
)
