"""Decodes a file: bytes to text, text to a table or JSON values. Time is linear and memory is bounded."""
