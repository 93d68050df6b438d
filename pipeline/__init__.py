"""Arabic news in, typed Parquet tables out."""

__version__ = "0.1.0"
