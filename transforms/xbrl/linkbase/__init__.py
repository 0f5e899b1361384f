"""What linkbases say: locators, arcs, relationships, networks, roles, and the rules they can break."""
