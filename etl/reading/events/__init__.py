"""What happened: the acts an article tells, with their sides, day, place and words."""
