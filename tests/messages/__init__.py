"""The words of pages, gathered from the sources, for those who translate them."""
