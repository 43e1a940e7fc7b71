### The window: the banner of an outage, the lineup, the stations.

## The banner

banner-since = { $feed } ist seit { $clock } weg ({ $lasting }).
banner-plays = Jetzt läuft: { $title }.
banner-plays-feed = Stattdessen läuft { $name }.
banner-plays-buffer = Der Puffer spielt weiter.
banner-reserve = Die Reserve reicht { $left }.
banner-next = Nächster Versuch in { $rest }.
banner-trying = Wird gerade versucht.
banner-proves = { $feed } ist wieder da und auf Probe: { $rest }.
banner-login = Anmeldeseite öffnen
banner-details = Details
banner-offline = Du bleibst offline. Die Sender warten.
banner-go-online = Online gehen
banner-no-device = { $remedy } Bis dahin läuft die Musik ungehört weiter.
banner-doubt = { $feed }: { $sentence } { $seconds } s sind gepuffert.
banner-back = { $feed } ist nach { $lasted } wieder da. Nichts verpasst: 0,0 s Stille.
banner-back-silence = { $feed } ist nach { $lasted } wieder da. Stille: { $seconds } s.

## How a feed is

health-idle = Wartet
health-connecting = Verbindet
health-buffering = Füllt den Puffer
health-probation = Auf Probe: { $rest }
health-suspect = Fraglich
health-down = Ausgefallen
health-on-air = Auf Sendung
health-healthy = Bereit

## The lineup

lineup-empty = Noch keine Sender
lineup-empty-why = Es läuft deine eigene Musik, ganz ohne Netz. Füge einen Sender hinzu, dann wird sie zur Reserve dahinter.
lineup-empty-add = Sender hinzufügen
lineup-buffered = { $time } gepuffert
lineup-no-outage = Kein Ausfall in den letzten 24 Stunden.
lineup-bridged = { $count ->
    [one] Ein Ausfall von { $time }, überbrückt.
   *[other] { $count } Ausfälle, zusammen { $time }, überbrückt.
}
lineup-bridged-silence = { $count ->
    [one] Ein Ausfall von { $time }, überbrückt: { $seconds } s Stille.
   *[other] { $count } Ausfälle, zusammen { $time }, überbrückt: { $seconds } s Stille.
}
lineup-day-of = Die letzten 24 Stunden von { $feed }
lineup-legend-on-air = Auf Sendung
lineup-legend-standing-by = Bereit
lineup-legend-down = Ausgefallen
lineup-legend-off = Segue war aus
lineup-span-on-air = Auf Sendung von { $from } bis { $to } ({ $long })
lineup-span-standing-by = Bereit von { $from } bis { $to } ({ $long })
lineup-span-down = Ausgefallen von { $from } bis { $to } ({ $long })
lineup-span-off = Segue war aus von { $from } bis { $to } ({ $long })
lineup-gap = Ausgefallen von { $from } bis { $to }: { $why }
lineup-gap-lasts = Ausgefallen seit { $from }: { $why }
lineup-gap-silence = { $seconds } s Stille
lineup-by-reserve = von der Reserve überbrückt
lineup-by-buffer = vom Puffer überbrückt
lineup-by-other = etwas anderes lief
lineup-outages = Ausfälle
lineup-outages-why = Der letzten 24 Stunden, die neuesten zuerst. Das Journal bewahrt mehr: segue journal
lineup-outage-of = { $feed }: { $long }
lineup-reserve = Reserve
lineup-reserve-why = Musik auf diesem Gerät, falls das Netz ausfällt. Sie braucht nichts von außen.
lineup-left = { $time } ohne Wiederholung
lineup-last-resort = Nur Segues eigene Musik ist da: genug, dass nie Stille herrscht, aber wenig. Ein Musikordner schafft mehr.
lineup-playing-from = Sie läuft gerade, aus { $source }.
lineup-source = { $count ->
    [one] Ein Titel
   *[other] { $count } Titel
} · { $time } · { $percent } % geprüft
lineup-verified = Geprüft
lineup-damaged = { $count ->
    [one] Eine beschädigte Datei
   *[other] { $count } beschädigte Dateien
}
lineup-drill = Probe
lineup-drill-why = Hör, was geschieht, wenn jetzt das Netz ausfällt. Segue kappt, was auf Sendung ist, wie es ein Ausfall täte, und misst, was zu hören ist: höchstens eine halbe Minute, dann geht alles weiter wie zuvor.
lineup-drill-start = Jetzt kappen
lineup-drill-going = Die Probe läuft. Hör hin.
lineup-drill-progress = Horcht auf Stille und Knackser … { $seconds } s
lineup-drill-passed = Bestanden: Niemand hätte einen Ausfall bemerkt
lineup-drill-failed = Nicht bestanden: Ein Ausfall wäre zu hören gewesen
lineup-drill-course = { $from } wurde gekappt; { $to } kam nach { $after } s, mit einer Blende von { $fade } s.
lineup-drill-no-silence = Es gab keine Stille.
lineup-drill-silence = Stille: { $seconds } s.
lineup-drill-clicks = { $count ->
    [0] Nichts hat geknackst.
    [one] Einmal hat es geknackst.
   *[other] { $count }-mal hat es geknackst.
}

## The stations

radio-empty = Radio, das nie verstummt
radio-empty-why = Füge einen Sender hinzu, und Segue hält den Ton am Laufen: Fällt das Netz aus, setzt deine eigene Musik ein wie der nächste Titel und geht wieder, sobald der Sender zurück ist. Die Reserve ist immer da, auch ohne Musikordner.
radio-add = Sender hinzufügen
radio-change = Sender ändern
radio-form-why = Die Adresse des Streams selbst oder die der .m3u- oder .pls-Datei, die der Sender anbietet. Weitere Adressen desselben Programms machen es sicherer.
radio-name = Name
radio-addresses = Adressen, eine pro Zeile
radio-save = Speichern
radio-cancel = Abbrechen
radio-refused = „{ $given }“ ist nicht brauchbar: { $why }
radio-order = Der erste spielt; jeder weitere springt für die vor ihm ein, und die Reserve für alle.
radio-play = { $name } abspielen
radio-play-short = Abspielen
radio-edit = { $name } bearbeiten
radio-up = { $name } nach oben
radio-down = { $name } nach unten
radio-remove = { $name } entfernen
radio-removed = { $name } wurde entfernt.
