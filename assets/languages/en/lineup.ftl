### The window: lineup.
