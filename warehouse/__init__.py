"""The published DuckDB file: built beside the old one, proved, swapped in, and read without locking anyone out."""
