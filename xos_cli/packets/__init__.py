"""Frames as records, and their bytes.

``frames`` is all that a running network needs.  The codecs and ``pcap`` are imported when something is captured or
read.
"""
