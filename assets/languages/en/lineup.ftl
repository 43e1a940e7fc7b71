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
