"""How it is done: PTransforms in the modules here, domain code without Beam in the packages below."""
