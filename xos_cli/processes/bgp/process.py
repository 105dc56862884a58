"""The border gateway protocol: its commands are recorded, and it has no lines until one is typed.

evidence: capture 11.2 (no module without a licence), inferred (no lines with one)
"""

TABLES = ()
