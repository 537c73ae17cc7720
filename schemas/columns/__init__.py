"""Columns by subject: a column of one name is defined here once wherever it means one thing; tables compose them."""
