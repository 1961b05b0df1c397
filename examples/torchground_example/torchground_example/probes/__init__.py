"""Probes: every module of this folder holds one."""
