"""Mail as the world sees it: the mail server, the words of a letter, the secrets of its links."""
