"""What made the models in `pipeline/models`, so that anyone can make them again."""
