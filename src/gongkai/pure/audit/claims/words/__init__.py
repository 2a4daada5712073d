"""Years, and lists of words, that agree or do not."""
