"""Why a sentence yielded nothing: cues of causes, predictions and relations without an item, each with the reason."""

from argmap.audit.finding import Audit, Finding, Reason, Sort, Survey
from argmap.audit.run import audit, audit_files

__all__ = ["Audit", "Finding", "Reason", "Sort", "Survey", "audit", "audit_files"]
