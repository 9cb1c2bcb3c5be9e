"""`topmost forecast`, and the other forecasters for comparison in the back-test. The product never imports those."""
