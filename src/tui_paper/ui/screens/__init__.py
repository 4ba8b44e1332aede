"""The whole-terminal views: each composes widgets and asks the desk."""
