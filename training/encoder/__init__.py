"""The encoder: how it is fine-tuned and written down."""
