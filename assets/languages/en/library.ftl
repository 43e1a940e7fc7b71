### The window: library.
