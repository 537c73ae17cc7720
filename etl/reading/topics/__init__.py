"""What an article, and each event it tells, is about: words of the topic lexicon, weighed by where they stand."""
