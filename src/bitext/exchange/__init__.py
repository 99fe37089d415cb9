"""Other formats that hold translations, one module per format."""
