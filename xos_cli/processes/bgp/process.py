"""The border gateway protocol: its commands are recorded, and it has no lines until one is typed.

What is recorded is shown by the modules of ``PARTS``.
evidence: capture 11.2 (no module without a licence), inferred (no lines with one)
"""

TABLES = ()
