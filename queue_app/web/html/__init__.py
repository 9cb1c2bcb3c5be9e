"""Helpers of all pages: forms, texts, dates, charts."""
