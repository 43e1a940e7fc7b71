### The window: playing.
