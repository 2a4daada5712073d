"""The look: style sheets, page shells, form renderer, small parts and the words for dates, numbers and days left."""
