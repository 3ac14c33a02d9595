"""Interchange formats, one per file: `dumps` writes an ArgumentMap, `loads` reads one."""
