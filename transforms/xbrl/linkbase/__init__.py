"""Linkbases: locators, arcs, relationships, networks, roles, and the rules for them."""
