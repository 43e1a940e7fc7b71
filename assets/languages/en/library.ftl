### The window: library.

## Lists

done-loved = “{ $name }” has a heart now.
done-unloved = “{ $name }” has no heart any more.
list-name = Tracks
list-title = Title
list-artist = Artist
list-album = Album
list-album-artist = Album artist
list-genre = Genre
list-year = Year
list-added = Added
list-plays = Plays
list-played = Last played
list-loved = loved
list-length = Length
list-number = Number
list-format = Format
list-size = Size
list-loudness = Loudness
list-file = File
list-disk = Disk
list-trouble = Trouble
list-playing = playing
list-away = not connected
list-gone = No longer in the library
list-waiting = …
list-ascending = ascending
list-descending = descending
list-dragged = { $count ->
    [one] 1 track
   *[other] { $count } tracks
}
list-play-now = Play now
list-play-next = Play next
list-enqueue = Add to the queue
list-add-to = Add to a playlist
list-new-playlist = New playlist
list-love = Love
list-unlove = Take the heart away
list-go-to-album = Go to the album
list-go-to-artist = Go to the artist
list-reveal = Show in its folder
list-details = Details
list-not-in-library = This track is not in the library, so there is no such page.
list-path-copied = No file manager could be opened. The file’s path was copied.
