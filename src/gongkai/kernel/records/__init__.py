"""All that government publishes: records with immutable versions, reviewed, filed, published, corrected, withdrawn."""
