"""What made the embedded model of the mentions stage, so that anyone can make it again."""
