"""The containers telegrams come in: archives around them; tables, pages and preambles beside them."""
