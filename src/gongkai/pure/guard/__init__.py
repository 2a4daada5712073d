"""What must not slip out with a publication, found in texts with its place: people's data, wrong titles, words that are not to be used."""
