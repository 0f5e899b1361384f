"""Transformation registries: what inline documents show, turned into what concepts take."""
