from whitenoise.storage import CompressedManifestStaticFilesStorage as Hashed

IMPORTS = Hashed._js_module_import_aggregation_patterns[1]
"""How Django finds `import … from "./x.js";` and `import("./x.js")`, as our modules write them."""


class HashedModules(Hashed):
    """
    Static files named by their content, inside modules too: each has one address, kept for ever.

    Django would look for imports in every script it serves, comments included, and stumble over
    what packages say there; here it looks where modules are.
    """

    patterns = (*Hashed.patterns, ("bansos/*.js", IMPORTS), ("vendor/*.js", IMPORTS))
    # A change in the last module of a chain reaches the first only pass by pass.
    max_post_process_passes = 12
