"""Replication from the master to the backup: the checkpoint on both nodes, and the files and tables they share."""
