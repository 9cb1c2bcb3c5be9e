"""The daily record of quoted dates."""
