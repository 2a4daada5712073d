"""及时率排行: units in the order in which they can be trusted to keep their terms."""
