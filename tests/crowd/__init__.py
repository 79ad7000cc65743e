"""Crowds that ask for more than can be answered, and what becomes of readers then."""
