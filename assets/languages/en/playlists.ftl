### The window: playlists.

playlists-new = New playlist
playlists-new-smart = New smart playlist
playlists-plain = Playlists
playlists-smart = Smart playlists
playlists-trash = Deleted
playlists-empty = No playlists yet
playlists-empty-why = A playlist holds what belongs together. Put songs into one by their menu, or begin with an empty one. A smart playlist finds its songs by rules.
playlists-tracks = { $count ->
    [one] one track
   *[other] { $count } tracks
}
playlists-by-rules = by rules
playlists-restore = Restore
playlist-play = Play
playlist-shuffle = Shuffle
playlist-next = Play next
playlist-queue = Add to the queue
playlist-rename = Rename …
playlist-duplicate = Make a copy …
playlist-delete = Delete
playlist-more = More for { $name }
playlist-reserve = Make it part of the reserve
playlist-reserved = Part of the reserve: it plays when the network fails
playlist-unreserve = Take it out of the reserve
playlist-rules = Rules
playlist-empty = Nothing is in it yet
playlist-empty-why = Put songs into it by their menu, or drop files and folders here.
playlist-nothing-fits = Nothing fits its rules now
playlist-gone = There is no such playlist any more
