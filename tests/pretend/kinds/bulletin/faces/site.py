"""The gazette on the public site (pretend)."""

nav = "政府公报"
order = 5
news = "新一期公报"
block = "bulletin/issue.html"
