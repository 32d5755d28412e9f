"""Why a file cannot be read, for people who know neither TOML nor YAML: every fault at once, each at its place.

The parsers stop at the first thing that they do not understand, and say so in words for programmers. These functions
look at the lines as a person would, and are called when a parser has given up.
"""
