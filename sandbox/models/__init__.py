"""Models: how they are named, where they are served, and how they are asked."""
