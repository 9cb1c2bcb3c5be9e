"""Bytes of a file become text, and text becomes a table or JSON values. All of it is linear in time and bounded in memory."""
