"""What is run: commands, configuration and pipelines that read like a table of contents."""
