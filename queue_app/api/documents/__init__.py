"""The documents of a team other than its queue and items. Each module builds one kind of document from its screen."""
