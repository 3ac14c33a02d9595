"""spaCy components, Doc -> Doc, one per file."""
