"""The desk: where staff sign in, see what they owe, and act."""
