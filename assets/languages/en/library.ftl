### The window: library.

## Grids

grid-unknown-artist = Unknown artist
grid-no-album = Without an album
grid-tracks = { $count ->
    [one] 1 track
   *[other] { $count } tracks
}
grid-albums = { $count ->
    [one] 1 album
   *[other] { $count } albums
}
grid-album = { $title } by { $artist }, { $tracks }
grid-album-of-year = { $title } by { $artist }, { $year }, { $tracks }
grid-play = Play { $title }
grid-more = More for { $title }
grid-play-now = Play
grid-shuffle = Shuffle
grid-play-next = Play next
grid-play-last = Add to the queue
grid-add-to-playlist = Add to a playlist
grid-new-playlist = New playlist “{ $name }”
grid-go-to-artist = Go to the artist
grid-artist-gone = The library has no artist of this name any more.
grid-clear = Clear the text
grid-filter = Filter
grid-count = { $count }
grid-count-of = { $count } of { $all }
grid-show-all = Show all
grid-filtered = Nothing here fits “{ $words }”
grid-filtered-why = The filter looks at names, artists and years. For songs, use the search.
grid-unreadable = The library cannot be read
grid-scanning = Looking through your music
grid-scanning-why = What is found comes onto this page as it is found.
grid-empty = No music here yet
grid-empty-why = Tell Segue where your music is. Your files stay where they are, and as they are.

albums-by-artist = By artist
albums-by-title = By title
albums-by-year = Newest year first
albums-by-added = Recently added
albums-by-played = Most played

folders-path = Folder
folders-add = Add this folder
folders-up = Folder above
folders-none-below = No folders in this one.
folders-missing = There is no such folder. Write its whole name, as /home/anna/Music.
folders-no-folder = This is a file, not a folder.
folders-no-music = No music files in it yet; they are found when they come.
folders-music = { $count ->
    [one] One music file.
   *[other] About { $count } music files.
}
folders-much-music = More than { $count } music files.

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
list-count = { $count ->
    [one] 1 song
   *[other] { $count } songs
}
list-play = Play
list-shuffle = Shuffle
list-more = More
list-filter = Filter
list-unreadable = The library cannot be read
list-filtered = Nothing fits “{ $words }”
list-filtered-why = The filter looks in titles, artists, albums and genres.
list-show-all = Show all
list-empty = No music yet
list-empty-why = Add a folder with music: it is looked through at once, and its first songs can be played before that is done.
list-scanning = Looking through your music
list-scanning-why = Songs appear here as they are found.
songs-shown = { $shown } of { $count ->
    [one] 1 song
   *[other] { $count } songs
}
album-kind = ALBUM
album-disc = Disc { $number }
album-others = More by { $artist }
album-gone = This album is not in the library any more
album-gone-why = Its files were moved, deleted, or have other tags now.
artist-kind = ARTIST
artist-top = Most played
artist-albums = Albums
artist-tracks = All songs
artist-gone = This artist is not in the library any more
genre-kind = GENRE
genre-gone = This genre is not in the library any more
queue-place = { $place } of { $count }
queue-left = { $time } to go
queue-remove = Take out of the queue
list-remove-from-playlist = Take out of the playlist
queue-save = Save as a playlist
queue-saved-name = Queue
queue-clear = Clear
queue-empty = The queue is empty
queue-empty-why = What you choose to hear next is here. Double-click a song, or drag music here.
queue-to-albums = Go to the albums
queue-repeat-off = Repeat: off
queue-repeat-all = Repeat: the whole queue
queue-repeat-one = Repeat: this song
queue-again = After the last song it begins again.
queue-then-feed = After that, { $name } plays again.
queue-then-reserve = After that, your reserve plays on: { $time } of music before anything repeats.
queue-then-builtin = After that, the music inside Segue plays on. Choose a reserve in the lineup to hear your own.
queue-removed = { $count ->
    [one] Taken out of the queue.
   *[other] { $count } songs taken out of the queue.
}
queue-cleared = The queue was cleared.
queue-moved = Moved.
queue-replaced = { $count ->
    [one] The queue has given way.
   *[other] The queue of { $count } songs has given way.
}
grid-song = { $title } by { $artist }

home-on-air = ON AIR
home-from-feed = ON AIR FROM { $name }
home-from-queue = FROM YOUR QUEUE
home-from-reserve = FROM THE RESERVE
home-from-reserve-of = FROM THE RESERVE: { $name }
home-from-last-resort = SEGUE’S OWN MUSIC, BECAUSE NOTHING ELSE IS THERE
home-silent = Nothing plays
home-silent-why = Choose something, or let chance choose.
home-shuffle-all = Shuffle everything
home-pause = Pause
home-resume = Play
home-jump-back-in = Jump back in
home-recent = Played last
home-added = Recently added
home-most-played = Most played
home-no-music = No music in your folders yet
home-no-music-why = Segue looks into them again as soon as something changes there. Perhaps it is in another folder?
home-scan = Looking through your music
home-scan-waiting = Waiting for room on the disk
home-scan-read = { $read } of { $all } files read
home-scan-left = about { $time } left
home-play-first = Play the first songs now
home-reserve-name = RESERVE
home-reserve = { $time } of music ready
home-reserve-none = No reserve yet
home-reserve-last-resort = Only Segue’s own music is in reserve
home-feeds = STATIONS
home-feeds-none = No stations yet
home-feeds-none-why = Add one on the page Radio.
home-health-idle = waiting
home-health-connecting = connecting
home-health-buffering = buffering
home-health-probation = being tried
home-health-healthy = healthy
home-health-suspect = in doubt
home-health-down = failed
home-welcome = Welcome to Segue
home-welcome-what = Segue plays your music and your radio stations, and when the network fails it plays on from your own files without a gap.
home-welcome-where = Where is your music?
home-welcome-safe = Your files stay where they are, and as they are. You can add more folders at any time.

search-field = Search for music
search-recent = Recent searches
search-how = How to search
search-how-long = Type any words: they stand for the beginnings of words in titles, artists, albums and genres. More exact:
search-top = Best hit
search-top-spoken = Best hit: { $name }, { $kind }
search-kind-artist = Artist
search-kind-album = Album
search-kind-song = Song
search-kind-playlist = Playlist
search-play-all = Play all that fits
search-nothing = Nothing fits “{ $words }”
search-nothing-scanning = Segue is still looking through your folders: it may be found in a moment.
search-nothing-empty = There is no music in your library yet.
search-nothing-narrow = All of it has to fit at once. Leave out a year, a field or a word with a minus before it.
search-nothing-words = { $count ->
    [one] No word of the one song in your library begins so. Try fewer letters.
   *[other] No words of the { $count } songs in your library begin so. Try fewer words, or fewer letters of them.
}

problems-none = All is well
problems-none-why = Every file in your folders can be read as music, and the reserve is as it should be.
problems-count = { $count ->
    [0] No file has problems
    [one] 1 file
   *[other] { $count } files
}
problems-files = Files
problems-reserve = Reserve
problems-damaged = { $count ->
    [one] One file of the reserve is damaged.
   *[other] { $count } files of the reserve are damaged.
}
problems-look-again = Look again
problems-looking = Looking through the folders
problems-copy = Copy the path of { $name }
problems-copied = The path was copied.
problems-show-folder = Show the folder of { $name }
problems-folder-copied = No program shows folders here. The folder’s path was copied instead.

