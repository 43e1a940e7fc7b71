### The window: settings.

settings-search = Find a setting
settings-nothing = No setting has to do with “{ $what }”.
settings-restart = Counts from the next start.
settings-reset = Back to the default: { $name }
settings-one-a-line = One a line
settings-homeless = Nobody’s home is known here, so no settings can be kept. Start Segue with --config FILE.
settings-changed-meanwhile = The settings file was changed since then: it stays as it is.

settings-window = Window
settings-audio = Sound
settings-failover = When a station fails
settings-reserve = Reserve
settings-library = Library
settings-journal = Journal
settings-probe = Is it the internet or the station?
settings-log = Log
settings-about = About

settings-folders = Music folders
settings-folders-why = The library is the music in these folders. Segue only reads them.
settings-no-folders = None yet. Add the folder that your music is in.
settings-rescan = Look for changes
settings-rescanning = The folders are being looked through.
settings-remove = Remove { $name }
settings-marks = Marked as reserve
settings-marks-why = These play while no station does. Playlists and folders are marked where they are shown.
settings-no-marks = Nothing is marked: all of the library is the reserve. Playlists can be marked on their page.

settings-version = Segue { $version }
settings-promise = No dead air, whatever the network does.
settings-licence = Free software under the licence { $licence }.
settings-fonts = Letters: Inter, under the SIL Open Font License. Icons: Phosphor, under the MIT licence.
settings-file = The settings are in { $file }

## Each setting: its name, and what it does

set-window-look = Look
set-window-look-why = Light or dark, as the desktop is; or always the same.
set-window-language = Language
set-window-language-why = What the window speaks.
set-window-text-size = Text size
set-window-text-size-why = How large everything is, 70 to 200.
set-window-motion = Motion
set-window-motion-why = Whether things may slide and fade.
set-window-notify-songs = Tell of each song
set-window-notify-songs-why = The desktop shows a note for each song, not only for an outage and a return.
set-window-tray = Icon in the tray
set-window-tray-why = Where the desktop has a tray.

set-audio-output = Plays on
set-audio-output-why = The system’s own choice is followed when it changes.
set-audio-volume = Volume at the start
set-audio-volume-why = From 0 to 100.
set-audio-crossfade = Crossfade
set-audio-crossfade-why = How long one song fades into the next, 0s to 12s. 0s: they follow each other without a fade.
set-audio-fade = Shape of the fade
set-audio-fade-why = Constant power keeps the loudness between two different songs.
set-audio-gapless = Gapless albums
set-audio-gapless-why = Songs of one album follow each other as they were recorded.
set-audio-ceiling = Highest peak
set-audio-ceiling-why = The limiter lets nothing through above it, −20 to 0.
set-audio-loudness = Even loudness
set-audio-loudness-why = Everything is brought to one loudness: song by song, or album by album so that soft pieces stay soft.
set-audio-loudness-target = How loud that is
set-audio-loudness-target-why = −18 leaves room for peaks; −14 is as loud as most stations. −30 to −8.
set-audio-preamp = Preamp
set-audio-preamp-why = Makes songs of known loudness louder or softer than that, −12 to 12.
set-audio-equaliser = Equaliser
set-audio-equaliser-why = A preset; its ten bands are beside the play bar.

set-failover-start = Start of a station
set-failover-start-why = At once, with the first second of sound; or when its buffer is full, with the reserve until then.
set-failover-return = Return to a station
set-failover-return-why = When a station is well again.
set-failover-probation = Proving time
set-failover-probation-why = How long a station that comes back must play unheard without a fault, 0s to 15m.
set-failover-buffer = Buffer
set-failover-buffer-why = How much sound lies between the network and your ears, 2s to 2m. Faults shorter than this are not heard.
set-failover-dead-air = Silence that counts as a fault
set-failover-dead-air-why = A station that is silent for so long is left, 500ms to 10m. Longer for music with long pauses.
set-failover-dead-air-level = What counts as silence
set-failover-dead-air-level-why = Everything softer, −100 to −20.
set-failover-noise = Leave noise
set-failover-noise-why = A station that turns to noise is left.

set-reserve-sources = Files, folders and playlists
set-reserve-sources-why = What plays while no station does, most wanted first. Without any it is what is marked in the library, else all of it.
set-reserve-shuffle = Rotate these, too
set-reserve-shuffle-why = Otherwise they play in their order.
set-reserve-artist-gap = Songs between two of one artist
set-reserve-artist-gap-why = 0 to 100.
set-reserve-track-gap = Time between two plays of one song
set-reserve-track-gap-why = 0s to 30days, such as 12h.

set-library-place = Kept in
set-library-place-why = The folder of the library, the playlists, the history and the queue. Empty: the usual one.
set-library-watch = Notice changes
set-library-watch-why = New music is there as soon as it is in a folder.
set-library-verify = Check files in the background
set-library-verify-why = So that it is known that they play to their end, and how loud they are.
set-library-resume = Go on with the last queue
set-library-resume-why = When Segue is started.

set-journal-enabled = Keep a journal
set-journal-enabled-why = Of outages, switches and what was heard. The lineup draws its day from it.
set-journal-keep-days = For so long
set-journal-keep-days-why = Older entries are deleted, 1 to 36500.
set-journal-path = Kept in
set-journal-path-why = A file. Empty: the usual one.

set-probe-enabled = Ask other addresses
set-probe-enabled-why = While a station is in trouble, to tell a dead internet from a dead station.
set-probe-targets = Addresses
set-probe-targets-why = Each answers 200 or 204 when all is well, with the words behind it in the answer; tcp://ADDRESS:PORT has only to take a connection.

set-log-level = What is told
set-log-level-why = On the terminal that Segue was started from.

choice-look-desktop = As the desktop
choice-look-light = Light
choice-look-dark = Dark
choice-look-contrast = High contrast
choice-language-desktop = As the desktop
choice-motion-desktop = As the desktop
choice-motion-off = Nothing moves
choice-output-default = The system’s choice
choice-output-null = Nowhere (silent)
choice-fade-equal-power = Constant power
choice-fade-linear = Linear
choice-loudness-track = Song by song
choice-loudness-album = Album by album
choice-loudness-off = Off
choice-equaliser-flat = Flat
choice-equaliser-bass-boost = More bass
choice-equaliser-treble-boost = More treble
choice-equaliser-vocal = Voices
choice-equaliser-rock = Rock
choice-equaliser-pop = Pop
choice-equaliser-jazz = Jazz
choice-equaliser-classical = Classical
choice-equaliser-electronic = Electronic
choice-equaliser-acoustic = Acoustic
choice-equaliser-late-night = Late at night
choice-equaliser-small-speakers = Small speakers
choice-start-fast = At once
choice-start-full = With a full buffer
choice-return-track-end = When the song is over
choice-return-now = At once
choice-return-manual = When I say so
choice-level-off = Nothing
choice-level-error = Errors
choice-level-warn = Warnings
choice-level-info = More
choice-level-debug = Much
choice-level-trace = Everything

unit-percent = %
unit-tracks = songs
unit-days = days
unit-dbfs = dBFS
unit-dbtp = dBTP
unit-lufs = LUFS
unit-db = dB
