"""How dates are written in each language that Canonica speaks."""
