"""`topmost forecast`, and the other forecasters that the back-test compares. The product never imports these."""
