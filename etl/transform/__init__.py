"""Annotation frames to star frames: Polars in, Polars out. One public function per table, named as the table; its
parameters are named as the frames it needs. Nothing here depends on the order of rows, files or runs.
"""
