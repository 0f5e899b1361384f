"""Linkbases: locators, arcs, relationships, networks, roles; findings on these."""
