### The window's frame: pages, actions, what is said after something was done.

page-home = Home
page-albums = Albums
page-artists = Artists
page-songs = Songs
page-genres = Genres
page-playlists = Playlists
page-queue = Queue
page-radio = Radio
page-lineup = Lineup
page-search = Search
page-playing = Now playing
page-settings = Settings
page-problems = Problems
group-library = LIBRARY
group-on-air = ON AIR
menu = Menu
close = Close

action-play-pause = Play or pause
action-next = Next track
action-previous = Previous track
action-seek-forward = Forward 10 seconds
action-seek-back = Back 10 seconds
action-louder = Louder
action-softer = Softer
action-mute = Mute
action-shuffle = Shuffle
action-repeat = Repeat
action-love = Love this track
action-back = Back
action-forward = Forward
action-palette = Find a command
action-search = Search
action-add-folder = Add a music folder
action-mini = Mini player
action-full-screen = Full screen
action-undo = Undo
action-new-playlist = New playlist
action-clear-queue = Clear the queue
action-try-now = Try now
action-stay-offline = Stay offline
action-drill = Rehearse a failure
action-show-playing = Show what plays
action-larger = Larger text
action-smaller = Smaller text
action-normal-size = Normal text size
action-shortcuts = Keyboard shortcuts
action-quit = Quit

nothing-to-play = There is nothing in it that can be played now.
nothing-to-undo = There is nothing to undo.
queued-next = { $count ->
    [one] Plays next.
   *[other] { $count } tracks play next.
}
queued-end = { $count ->
    [one] Added to the queue.
   *[other] { $count } tracks added to the queue.
}
done-created = “{ $name }” was created.
done-saved = “{ $name }” was saved.
done-appended = Added to “{ $name }”.
done-removed = Removed from “{ $name }”.
done-restored = “{ $name }” is as it was.
done-renamed = It is called “{ $name }” now.
done-deleted = “{ $name }” was deleted.
done-folder-added = The music in { $name } is being looked through.
done-folder-removed = { $name } is no longer part of the library. Its files were not touched.
done-marked = It is part of the reserve now.
done-unmarked = It is no longer part of the reserve.

palette-hint = What do you want to do?
palette-nothing = Nothing is called that. Fewer letters find more.

dialog-new-smart = New smart playlist
dialog-rename = Rename the playlist
dialog-duplicate = Copy of the playlist
dialog-name = Name
dialog-save = Save
dialog-cancel = Cancel

desktop-play = Play
desktop-pause = Pause
desktop-show = Show Segue
desktop-out = { $feed } is out
desktop-back = { $feed } is back
desktop-after = After { $time }.
desktop-now = Now playing: { $what }.
desktop-awake = Music is playing

drop-play = Drop it to play it
drop-playlist = Drop it to put it into “{ $name }”
drop-station = Drop a station’s file here
