"""Who: personal names, the titles around them, and which of an article's names are one person."""
