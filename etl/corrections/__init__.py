"""What an analyst corrects: the file of corrections as validated entries and as rows. See README, "Correct it"."""
