### The window: the banner of an outage, the lineup, the stations.

## The banner

banner-since = { $feed } has been away since { $clock } ({ $lasting }).
banner-plays = Now playing: { $title }.
banner-plays-feed = { $name } plays in its place.
banner-plays-buffer = It plays on from its buffer.
banner-reserve = The reserve lasts { $left }.
banner-next = Next try in { $rest }.
banner-trying = It is being tried.
banner-proves = { $feed } is back and proves itself: { $rest }.
banner-login = Open login page
banner-details = Details
banner-offline = You stay offline. Feeds wait.
banner-go-online = Go online
banner-no-device = { $remedy } The music goes on unheard until then.
banner-doubt = { $feed }: { $sentence } { $seconds } s are buffered.
banner-back = { $feed } is back after { $lasted }. Nothing was missed: 0.0 s of silence.
banner-back-silence = { $feed } is back after { $lasted }. There were { $seconds } s of silence.

## How a feed is

health-idle = Waits
health-connecting = Connecting
health-buffering = Filling its buffer
health-probation = Proves itself: { $rest }
health-suspect = In doubt
health-down = Down
health-on-air = On air
health-healthy = Standing by

## The lineup

lineup-empty = No stations yet
lineup-empty-why = Your own music plays, and no network is needed for it. Add a station, and that music becomes the reserve behind it.
lineup-empty-add = Add a station
lineup-buffered = { $time } buffered
lineup-no-outage = No outage in the last 24 hours.
lineup-bridged = { $count ->
    [one] One outage of { $time }, bridged.
   *[other] { $count } outages, { $time } in all, bridged.
}
lineup-bridged-silence = { $count ->
    [one] One outage of { $time }, bridged: { $seconds } s of silence.
   *[other] { $time } of outages bridged ({ $count }): { $seconds } s of silence.
}
lineup-day-of = The last 24 hours of { $feed }
lineup-legend-on-air = On air
lineup-legend-standing-by = Standing by
lineup-legend-down = Down
lineup-legend-off = Segue was off
lineup-span-on-air = On air from { $from } to { $to } ({ $long })
lineup-span-standing-by = Standing by from { $from } to { $to } ({ $long })
lineup-span-down = Down from { $from } to { $to } ({ $long })
lineup-span-off = Segue did not run from { $from } to { $to } ({ $long })
lineup-gap = Down from { $from } to { $to }: { $why }
lineup-gap-lasts = Down since { $from }: { $why }
lineup-gap-silence = { $seconds } s of silence
lineup-by-reserve = bridged by the reserve
lineup-by-buffer = bridged by its buffer
lineup-by-other = something else was playing
lineup-outages = Outages
lineup-outages-why = Of the last 24 hours, the newest first. The journal keeps more: segue journal
lineup-outage-of = { $feed }: { $long }
lineup-reserve = Reserve
lineup-reserve-why = Music on this machine, for when the network fails. It needs nothing from outside.
lineup-left = { $time } without a repeat
lineup-last-resort = Only the music inside Segue is there: enough that nothing falls silent, but short. Add a folder of music to have more.
lineup-playing-from = It plays now, from { $source }.
lineup-source = { $count ->
    [one] One track
   *[other] { $count } tracks
} · { $time } · { $percent } % verified
lineup-verified = Verified
lineup-damaged = { $count ->
    [one] One damaged file
   *[other] { $count } damaged files
}
lineup-drill = Rehearsal
lineup-drill-why = Hear what happens if the network goes now. Segue cuts off what is on the air, as a failure would, and measures what is heard: half a minute at most, and then all goes on as before.
lineup-drill-start = Cut it off now
lineup-drill-going = The rehearsal is on. Listen.
lineup-drill-progress = Listening for silence and clicks … { $seconds } s
lineup-drill-passed = Passed: nobody would have noticed a failure
lineup-drill-failed = Not passed: a failure would have been heard
lineup-drill-course = { $from } was cut off; { $to } came in after { $after } s, over a fade of { $fade } s.
lineup-drill-no-silence = There was no silence.
lineup-drill-silence = There were { $seconds } s of silence.
lineup-drill-clicks = { $count ->
    [0] Nothing clicked.
    [one] Something clicked once.
   *[other] Something clicked { $count } times.
}

## The stations

radio-empty = Radio that never falls silent
radio-empty-why = Add a station, and Segue keeps its sound going: when the network fails, your own music comes in like the next song, and goes again when the station is back. The reserve is always there, even without a folder of music.
radio-add = Add a station
radio-change = Change the station
radio-form-why = The address of the stream itself, or of the .m3u or .pls that the station hands out. More addresses of the same programme make it safer.
radio-name = Name
radio-addresses = Addresses, one a line
radio-save = Save
radio-cancel = Cancel
radio-refused = “{ $given }” cannot be used: { $why }
radio-order = The first plays; each of the others stands in for those before it, and the reserve for all.
radio-play = Play { $name }
radio-play-short = Play
radio-edit = Edit { $name }
radio-up = Move { $name } up
radio-down = Move { $name } down
radio-remove = Remove { $name }
radio-removed = { $name } was removed.
