"""Whether a change made anything slower: two checkouts measured in turns."""
