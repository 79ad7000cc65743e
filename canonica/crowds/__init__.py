"""Crowds: who is let in when more is asked than can be answered."""
