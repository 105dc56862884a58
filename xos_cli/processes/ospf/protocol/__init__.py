"""OSPF as a machine without input or output.

``Router`` takes settings, packets and the time, and leaves what it sends, notes and has found out in lists.  Each file
adds one part of it: ``core`` what a router consists of, ``flooding`` (RFC 2328, 13 and 14), ``adjacency`` (10.3 to
10.9), ``hellos`` (9 and 10.5), ``origination`` (12.4), ``routing`` (16) with ``spf``, ``borders`` (12.4.3, RFC 3101),
``restart`` (RFC 3623).
"""
