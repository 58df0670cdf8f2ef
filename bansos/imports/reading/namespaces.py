"""The names that the formats' vocabularies go by, in their usual and their strict edition."""

MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
OFFICE = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
RELATIONSHIPS = ("http://schemas.openxmlformats.org/package/2006/relationships",)
CONTENT_TYPES = ("http://schemas.openxmlformats.org/package/2006/content-types",)
