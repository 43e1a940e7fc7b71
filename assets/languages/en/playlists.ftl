### The window: playlists.
