//! Segue, the music player that never goes silent. This is the map of the house.
//!
//! Arrows point down only, and no two rooms of one floor use each other; only `model` and `fault` lend their words to
//! the other pure rooms, which start no thread and are told the time. `tests/house.rs` proves it.
//!
//! | floor | rooms | task |
//! |---|---|---|
//! | top | `main.rs`, `windowed.rs`, [`cli`] | pick a face |
//! | faces | [`terminal`], [`remote`], `window`, `desktop` | draw Snapshots, send Commands |
//! | player | [`player`] | owns queue, decks, failover machine, threads |
//! | workers | [`feeds`], [`library`], [`reserve`] | each does one job and reports |
//! | engines | [`audio`], [`net`], [`store`] | decode-mix-output · HTTP · SQLite |
//! | pure | [`failover`], [`queue`], [`playlist_file`], [`search`], [`smart`], [`model`], [`config`], [`fault`], [`clock`] | decide |
//!
//! # What is where
//! A room's `mod.rs` is its door: what others may use. Behind it, a file a line:
//!
//! **The top**
//!
//! - `main.rs`: picks a face; the one place that turns errors into sentences and exit codes
//! - `windowed.rs`: the window, with the player behind it and the desktop's bus beside it
//! - `cli/`: what may be typed: `arguments` (each command's), `overrides` (flags over settings), `exit` (codes)
//!
//! **[`terminal`], the face for people and scripts**
//!
//! - `setup.rs`: from the settings to what the player is made of
//! - `play.rs`: a session with a running player: events out, keys and signals in
//! - `screen.rs`: a terminal in raw mode: the status redrawn in place, events above it
//! - `status_line.rs`: the words of the status, one line, in an outage two
//! - `keys.rs`: keys to commands
//! - `signals.rs`: SIGTERM, SIGINT and SIGHUP
//! - `plain.rs`: lines and JSON to readers that may go away
//! - `log.rs`: the log on stderr, and what is said when a thread dies
//! - `drill.rs`, `probe.rs`, `journal.rs`, `devices.rs`, `status.rs`: one command each
//! - `collection/`: one's own music, what may be typed (`task`), and a command a file: `library`, `search`, `playlist`, `queue`, `history`, `reserve`
//!
//! **[`remote`], the face for other programs**
//!
//! - `control.rs`: the control socket of a running player
//! - `request.rs`: what may be asked over it
//! - `ask.rs`: the other end: finds a running player and asks it
//! - `parcel.rs`: tracks on their way to the player
//! - `place.rs`: where the sockets are, and whose
//!
//! **`window`, the face for listeners** (feature `window`)
//!
//! - `app.rs`, `cx.rs`: what the window holds and draws; what each view is given
//! - `acts.rs`, `actions.rs`: what can be wished for; every action once, with its icon and keys
//! - `deeds.rs`, `errands.rs`: what is done then; what takes time, and what comes of it
//! - `change.rs`, `queueing.rs`, `undo.rs`: changes of what is kept, and of the queue, each with its inverse
//! - `librarian.rs`, `pictures.rs`, `waves.rs`: what reads the disk for it, on other threads
//! - `hearts.rs`: what is loved
//! - `dropping.rs`: files that are dropped on it
//! - `samples.rs`: which file lends its picture to an album, an artist, a genre
//! - `scan_watch.rs`: what a scan finds comes onto the pages, and the first song is played
//! - `music.rs`: what a person may point at, and the tracks that it is
//! - `place.rs`: the pages, and the way back
//! - `preferences.rs`: settings: changed in their file first, then everywhere else
//! - `news.rs`, `browser.rs`: what the player has told; who shows a web page
//! - `toasts.rs`: sentences that stand for a moment
//! - `words.rs`: what it says, in the person's language
//! - `icons.rs`: the letters of the icon font
//! - `theme/`: how it looks: `tokens` (all numbers), `colour` (contrast), `fonts`, `style`
//! - `frame/`: around the page: `sidebar`, `banner`, `palette`, `dialog` (asks for a name), `folder_dialog`, `shortcuts`,
//!   `equaliser`, `mini`; `play_bar/` (`track`, `volume`; `more` and `tuning`: the panel of the sound)
//! - `pages/`: a page a file or folder: `home/`, `albums`, `album`, `artists`, `artist`, `songs`, `genres`, `genre`, `playlists`,
//!   `playlist/` (`draft`, `editor`: of rules), `queue`, `radio/` (`form`; `read`: from playlist files), `search/`,
//!   `playing/` (`backdrop`, `lyrics`, `broadcast`), `problems`; `hero` (the heads of pages), `gallery` (what pages of
//!   cards share); `lists_tests`, `gallery_tests`
//! - `pages/lineup/`: feeds and reserve: `timeline` (from the journal to a day), `bar` (drawn), `story` (told), `feed`, `health`,
//!   `reserve`, `drill`
//! - `pages/settings/`: `values` (what is set), `row`, `control` (what changes it), `folders`, `about`
//! - `widgets/`: what views are made of: `button`, `text`, `link`, `field`, `panel`, `empty`, `cover`; `grid` of `card`s,
//!   `song_row`, `menu` (of music), `dragged`, `folders` (chooses one); `slide`, `seek`, `pill`, `transport`
//! - `widgets/`: what views are made of: `bidi` (Hebrew and Arabic, as they are drawn), `button`, `cover`, `dragged`, `empty`, `link`, `pill`, `seek`, `slide`, `text`,
//!   `transport`
//! - `frame/`: around the page: `sidebar`, `play_bar`, `banner`, `palette`, `folder_dialog`
//! - `pages/`: a page a file: `home`, `albums`, `album`, `artists`, `artist`, `songs`, `genres`, `genre`, `playlists`, `playlist`, `queue`,
//!   `hero` (the heads of pages), `lists_tests`, `radio`, `lineup`, `search`, `playing`, `settings`, `problems`;
//!   `gallery`, `gallery_tests` (what pages of cards share)
//! - `widgets/`: what views are made of: `button`, `cover`, `dragged`, `empty`, `text`; `grid` of `card`s, `song_row`, `menu` (of
//!   music), `field`, `folders` (chooses one), `panel`
//! - `widgets/track_list/`: the one list of tracks: `source` (rows, as they are seen), `geometry`, `columns`, `header`, `row`,
//!   `selection`, `keys`, `menu`, `choosing` (what is done then), `moving` (reordering), `details`
//! - `testing.rs`: a stage for its tests
//!
//! **`desktop`, Segue as a citizen of the desktop (feature `window`)**
//!
//! - `stay.rs`: one connection to the session's bus after the other, and what is done while it lasts
//! - `mpris.rs`, `properties.rs`, `song.rs`: a player for media keys and panels; a snapshot in its words, and a song
//! - `notices.rs`, `bubble.rs`: of what a person is told, and how often; and how it gets on the screen
//! - `awake.rs`: a machine that does not fall asleep while music plays
//! - `tray.rs`: the icon in the tray
//! - `words.rs`: what is said there
//!
//! **[`player`]**
//!
//! - `setup.rs`: what a player is made of
//! - `conductor.rs`: the thread with one inbox: take in, reconcile, publish
//! - `conductor/`: its arms: `begin`, `command`, `queue`, `library`, `report`, `reconcile`, `sleep`, `tune`, `lineup`, `publish`, `story` (for the journal)
//! - `air.rs`: what is on air and what is armed
//! - `bell.rs`: when a face has something new to show
//! - `decks.rs`: the decks with local music, and the floor beneath everything
//! - `keep.rs`: what is kept of what a person does: the queue, and what was played
//! - `links.rs`: the feeds' connections: one on air, one attempt unheard
//! - `mailroom.rs`: the mixer's reports into the conductor's inbox
//! - `outage.rs`: changes of the feeds' health, each told once
//! - `drill.rs`: breaks what is on air and measures the seam
//! - `event.rs`: what happened, once: words for people, fields for scripts
//! - `snapshot.rs`: all that a face may show, immutable
//!
//! **[`feeds`]**
//!
//! - `radio.rs`: a station with its mirrors: raced, poured into a buffer, reported
//! - `probe/`: walks to a station step by step and says where the way ends and why
//!
//! **[`library`]**
//!
//! - `collection.rs`, `collection_work.rs`: the person's collection at work, for those who hold it; and what its thread does
//! - `scanner.rs`, `scan.rs`: the scanner's thread, and one pass over the folders: new, changed, moved, gone, unseen
//! - `walk.rs`: finds the music in a folder, and what keeps some from being found
//! - `pool.rs`: the tag workers, and what is done with a file that one of them hangs on
//! - `writer.rs`: the one thread that writes to the index, and waits for room on a full disk
//! - `watch.rs`: what changes while Segue runs; folders that come and go
//! - `progress.rs`: how far a scan is
//! - `tags/`: what a file says of itself: `common` formats, `other`s, `words` to fields, `charset`, `art`, `lyrics`, `paged`
//! - `fingerprint/`: a number for a file's sound, whatever its tags: `region` (where the sound is)
//! - `audition.rs`: decodes whole files unheard: do they play to their end, and how loud are they?
//! - `covers/`: pictures, ready to be drawn: `picture` (decoded, square), `accent` (its colour), `known` (whose it is)
//! - `lyrics.rs`, `lyrics/`: the words to the music, from its tags or beside it: `lrc` (with times)
//! - `waveform.rs`: what a file looks like
//! - `cache.rs`: files that can be made anew at any time
//! - `place.rs`: where the user's files are, and how one is replaced whole
//! - `playlists/`: the folder of playlists: `edit`, `trade` (import, export), `trash`, `name`
//! - `loved.rs`: the playlist of what a person has given a heart
//! - `marks.rs`: the folders of music, and what is marked as reserve
//! - `history.rs`, `history/`: what has been played, and counted anew from that: `entry`
//! - `queue_file.rs`, `queue_file/`: the queue over a restart: `line` (its tracks), `slot` (where in them)
//! - `named.rs`: from named files, folders and playlists to tracks
//! - `moved.rs`: files that were moved, found again by playlists, queue and marks
//!
//! **[`reserve`]**
//!
//! - `pass.rs`: which track is next
//! - `rotation.rs`: an order in which nothing comes again soon
//! - `taste.rs`: what goes with what was on air
//! - `stock.rs`: all music of all sources, each file once, and how much of it there is
//! - `keeper.rs`: makes the stock, on a thread of its own
//! - `rung.rs`: one source, as far as it is known
//! - `readiness.rs`: how long the reserve can play, how much of that is proved; in words
//! - `memory.rs`: what outlives a restart
//! - `shelf.rs`: what the reserve asks of the library's index
//! - `scan.rs`: from a playlist, folder or file to the music that is there
//! - `worker.rs`: a thread a source: all that touches the disk
//! - `tags.rs`: title, artist and length from a file's head, without decoding
//! - `last_resort.rs`: the music inside the binary
//!
//! **[`audio`]**
//!
//! - `mixer.rs`, `mixer/`: the only code that decides what is *heard*; the `desk` that it is told at, and tells
//! - `segue.rs`: when the standing order fires, and how long its fade is
//! - `deck/`: a decoder's thread and the ring it fills: `worker`, `trim` (silence), `steer` (clock drift)
//! - `decoder/`: any input to stereo: `codecs`, `source`, `gapless`, `window`, `downmix`, `tags`, `errors`
//! - `ring.rs`: samples to the mixer without locks, and marks beside them
//! - `resampler.rs`: any rate to the mixer's
//! - `gain.rs`: volume along ramps
//! - `equaliser.rs`, `equaliser/`: ten bands: `design` (from gains to filters)
//! - `limiter.rs`: true peaks under the ceiling, the last step before the device
//! - `listen.rs`: dead air and noise, found before they are heard
//! - `loudness/`: one loudness for everything: `tags`, `measure`, `rider` (of the unknown) by its `blocks`, `knob`
//! - `meter.rs`: counters and levels for onlookers
//! - `output/`: devices: `supervisor` (heartbeat, change of device), `device`, `slot` (who may render), `ear`, `wav`
//! - `virtual_output.rs`: an output without a device, at any speed
//!
//! **[`net`]**
//!
//! - `http/`: one request and every way it can fail: `classify`, `page`, `shoutcast`
//! - `stream.rs`: a stream asked for, found to be sound, freed from titles
//! - `icy.rs`: titles woven into the sound
//! - `wrapper.rs`: the small playlist that stations hand out for an address
//! - `buffer.rs`: where async ends: bytes from network to decoder
//!
//! **[`store`]**
//!
//! - `whole.rs`: files that are replaced whole or not at all
//! - `journal/`: outages, switches, tracks, kept in SQLite: `entry`, `writer`, `table`
//! - `music/`: the index of the music on this machine, in its own words (`model`, `view`):
//!   `schema` (the tables), `writer` (its door for changes), `reader` (its door for questions)
//! - `music/batch.rs`: a transaction's work: `put` (a song, found again if it was moved), `song` (its tags as they are
//!   kept), `link` (what is shown is counted and findable), `names` (from names to rows), `roots` (what is in the library)
//! - `music/page.rs`: views in pages: `groups`, `tracks`, `rows` (from columns to rows), `select` (by the rules of a smart playlist)
//! - `music/one.rs`: one artist, album or genre; whose a file is
//! - `music/order.rs`, `music/home.rs`: whole tables as ids; albums of late, for a home page
//! - `music/find/`: the search: `expression` (what the full text is asked), `tracks`, `groups`
//! - `music/select.rs`: smart playlists: rules to SQL
//! - `music/testing.rs`, `music/views.rs`, `music/table.rs`: a small library to try things on; its views and tables, tried
//!
//! **[`failover`]**
//!
//! - `machine.rs`: which feed should be on air, and how to get there: start here
//! - `candidate/`: one feed: its standing, what sounds, the attempt at another
//! - `attempt.rs`: a connection that is decoded unheard
//! - `proof.rs`: what it must show before it may come on air
//! - `connection.rs`: what the evidence says about one connection
//! - `suspicion.rs`: when a silence is suspicious for this stream
//! - `level.rs`: will the buffer run dry, although bytes flow?
//! - `backoff.rs`: how often to retry; how long a feed that flaps must behave
//! - `health.rs`: the words for a feed's health
//! - `settings.rs`: what a person may choose
//! - `invariants.rs`, `simulation.rs`, `stories/`: its tests: what always holds, hours of bad networks, a story a fault
//!
//! **[`config`]**
//!
//! - `settings.rs`, `choice.rs`: the file's sections, their defaults, and settings that are a word of a few
//! - `keys.rs`: the file's keys, each read in one line
//! - `described.rs`: every key with its kind, for a page of settings
//! - `edit.rs`: changes to the file's text
//! - `preset.rs`: the equaliser's presets
//! - `rule.rs`: from text to a value; flags use it, too
//! - `check.rs`, `error.rs`: every mistake, with its place
//! - `place.rs`: where the files are
//! - `example.toml`: every key, explained: `segue config --example`
//!
//! **[`playlist_file`]**
//!
//! - `m3u.rs`, `pls.rs`, `xspf.rs`: the formats, read
//! - `write.rs`: and written
//! - `address.rs`: paths as percent-encoded addresses, byte for byte
//! - `target.rs`: from an entry to the file or address that it means
//! - `text.rs`: from bytes to lines, in whatever encoding
//!
//! **[`smart`]**
//!
//! - `read.rs`, `write.rs`: rules from TOML, every mistake told, and to TOML
//! - `word.rs`: the words that they are written in
//!
//! **[`search`]**
//!
//! - `fold.rs`: text as it is compared: no case, no accents
//! - `parse.rs`, `years.rs`: from what a person types to a query
//! - `score.rs`: how well a track fits it
//!
//! **[`fault`]**
//!
//! - `mod.rs`, `words.rs`: the closed list of what can go wrong; its sentences and remedies
//!
//! **Single files**
//!
//! - `queue.rs`: the tracks that a person asked for, and their order
//! - `model.rs`, `model/`: the words that every floor shares: tracks, feeds, the lineup; the bands of the `equaliser`
//! - `clock.rs`: the one place that reads the monotonic clock

pub mod audio;
pub mod cli;
pub mod clock;
pub mod config;
#[cfg(feature = "window")]
pub mod desktop;
pub mod failover;
pub mod fault;
pub mod feeds;
pub mod library;
pub mod model;
pub mod net;
pub mod player;
pub mod playlist_file;
pub mod queue;
pub mod remote;
pub mod reserve;
pub mod search;
pub mod smart;
pub mod store;
pub mod terminal;
#[cfg(feature = "window")]
pub mod window;
