"""Every table and view, declared once: checks, DDL and the dictionary derive from what is declared here."""
