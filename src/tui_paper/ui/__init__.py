"""The reader: a Textual app. It asks the desk and nobody else."""
