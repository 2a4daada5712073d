"""Feeds the search index from the facts, and finds in it what a person may see."""
