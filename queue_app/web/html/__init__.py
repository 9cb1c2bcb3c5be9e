"""What all pages share: forms, words, dates, drawings."""
