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

rules-match = Which songs
rules-all = Songs that fit all rules
rules-any = Songs that fit one of the rules
rules-add = Add a rule
rules-remove = Remove this rule
rules-field = What is tested
rules-test = How
rules-value = Value
rules-yes = Yes
rules-nested = { $count ->
    [one] One group of rules of the file stays as it is.
   *[other] { $count } groups of rules of the file stay as they are.
}
rules-order = Order
rules-descending = The other way round
rules-limit = No more than, such as 100 tracks
rules-hint-between = From … to
rules-hint-time = Such as 30 days
rules-hint-day = Such as 2026-01-31
rules-hint-length = Such as 4 min
rules-order-shelf = As on a shelf
rules-order-title = By title
rules-order-artist = By artist
rules-order-album = By album
rules-order-year = By year
rules-order-added = By when it came
rules-order-played = By when it was played
rules-order-plays = By how often it was played
rules-order-length = By length
rules-order-random = By chance
rules-field-title = Title
rules-field-artist = Artist
rules-field-album = Album
rules-field-album_artist = Album artist
rules-field-genre = Genre
rules-field-path = Place of the file
rules-field-codec = Format
rules-field-year = Year
rules-field-added = Added
rules-field-played = Last played
rules-field-plays = Times played
rules-field-length = Length
rules-field-bitrate = Bit rate (kbit/s)
rules-field-loudness = Loudness (LUFS)
rules-field-number = Track number
rules-field-disc = Disc
rules-test-is = is
rules-test-is_not = is not
rules-test-contains = contains
rules-test-contains_not = does not contain
rules-test-starts = begins with
rules-test-ends = ends with
rules-test-above = is more than
rules-test-below = is less than
rules-test-since = was on or after
rules-test-before = was before
rules-test-between = is between
rules-test-within = was in the last
rules-test-not_within = was not in the last
rules-test-empty = has no value
