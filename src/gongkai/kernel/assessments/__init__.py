"""Assessment (考核): the schemes by which a year's disclosure work is assessed, and each unit's part in it, from its own report to the published score."""
