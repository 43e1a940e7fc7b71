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
home-reserve = { $time } of music, whatever the network does
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

