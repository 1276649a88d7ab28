"""One module for each page with numbers or tables of its own, named as the page's file."""
