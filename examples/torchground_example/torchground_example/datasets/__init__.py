"""Data sets: every module of this folder holds one."""
