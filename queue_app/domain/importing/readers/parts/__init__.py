"""Parts of readers that are larger than a reader should be."""
