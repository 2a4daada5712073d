"""Wholes and their parts, in a sentence, a list, over sections; what can't exceed what."""
