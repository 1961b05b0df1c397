"""Layers: every module of this folder holds one."""
