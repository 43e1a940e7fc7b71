### The window: settings.
