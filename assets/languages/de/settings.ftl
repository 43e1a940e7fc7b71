### The window: settings.

settings-search = Einstellung suchen
settings-nothing = Keine Einstellung hat mit „{ $what }“ zu tun.
settings-restart = Gilt ab dem nächsten Start.
settings-reset = Zurück zum Standard: { $name }
settings-one-a-line = Eins pro Zeile
settings-homeless = Hier ist kein Benutzerordner bekannt, daher lässt sich nichts speichern. Starte Segue mit --config DATEI.
settings-changed-meanwhile = Die Einstellungsdatei wurde inzwischen geändert: Sie bleibt, wie sie ist.

settings-window = Fenster
settings-audio = Klang
settings-failover = Wenn ein Sender ausfällt
settings-reserve = Reserve
settings-library = Bibliothek
settings-journal = Journal
settings-probe = Liegt es am Internet oder am Sender?
settings-log = Meldungen
settings-about = Über Segue

settings-folders = Musikordner
settings-folders-why = Die Bibliothek ist die Musik in diesen Ordnern. Segue liest sie nur.
settings-no-folders = Noch keine. Füge den Ordner hinzu, in dem deine Musik liegt.
settings-rescan = Nach Änderungen suchen
settings-rescanning = Die Ordner werden eingelesen.
settings-remove = { $name } entfernen
settings-marks = Als Reserve markiert
settings-marks-why = Dies läuft, solange kein Sender läuft. Playlists und Ordner werden dort markiert, wo sie zu sehen sind.
settings-no-marks = Nichts ist markiert: Die ganze Bibliothek ist die Reserve. Playlists lassen sich auf ihrer Seite markieren.

settings-version = Segue { $version }
settings-promise = Keine Stille, was auch immer das Netz tut.
settings-licence = Freie Software unter der Lizenz { $licence }.
settings-fonts = Schrift: Inter, unter der SIL Open Font License. Symbole: Phosphor, unter der MIT-Lizenz.
settings-file = Die Einstellungen liegen in { $file }

## Each setting: its name, and what it does

set-window-look = Aussehen
set-window-look-why = Hell oder dunkel wie der Desktop, oder immer gleich.
set-window-language = Sprache
set-window-language-why = Die Sprache des Fensters.
set-window-text-size = Schriftgröße
set-window-text-size-why = Wie groß alles ist, 70 bis 200.
set-window-motion = Bewegung
set-window-motion-why = Ob sich etwas verschieben und ein- und ausblenden darf.
set-window-notify-songs = Jeden Titel melden
set-window-notify-songs-why = Der Desktop meldet jeden Titel, nicht nur Ausfall und Rückkehr.
set-window-tray = Symbol in der Leiste
set-window-tray-why = Wo der Desktop einen Infobereich hat.

set-audio-output = Ausgabe
set-audio-output-why = Wechselt das System sein Gerät, geht Segue mit.
set-audio-volume = Anfangslautstärke
set-audio-volume-why = Von 0 bis 100.
set-audio-crossfade = Überblenden
set-audio-crossfade-why = Wie lange ein Titel in den nächsten übergeht, 0s bis 12s. 0s: Sie folgen ohne Blende aufeinander.
set-audio-fade = Form der Blende
set-audio-fade-why = Gleiche Leistung hält die Lautheit zwischen zwei verschiedenen Titeln.
set-audio-gapless = Lückenlose Alben
set-audio-gapless-why = Titel eines Albums folgen aufeinander, wie sie aufgenommen wurden.
set-audio-ceiling = Höchster Pegel
set-audio-ceiling-why = Darüber lässt der Limiter nichts durch, −20 bis 0.
set-audio-loudness = Gleiche Lautheit
set-audio-loudness-why = Alles wird gleich laut: Titel für Titel, oder Album für Album, damit leise Stücke leise bleiben.
set-audio-loudness-target = Wie laut das ist
set-audio-loudness-target-why = −18 lässt Raum für Spitzen; −14 ist so laut wie die meisten Sender. −30 bis −8.
set-audio-preamp = Vorverstärkung
set-audio-preamp-why = Macht Titel bekannter Lautheit lauter oder leiser als das, −12 bis 12.
set-audio-equaliser = Equalizer
set-audio-equaliser-why = Ein Preset; die zehn Bänder sind neben der Wiedergabeleiste.

set-failover-start = Beginn eines Senders
set-failover-start-why = Sofort, mit der ersten Sekunde Ton; oder mit vollem Puffer, bis dahin läuft die Reserve.
set-failover-return = Rückkehr zum Sender
set-failover-return-why = Wenn ein Sender wieder in Ordnung ist.
set-failover-probation = Probezeit
set-failover-probation-why = Wie lange ein zurückgekehrter Sender ungehört fehlerfrei spielen muss, 0s bis 15m.
set-failover-buffer = Puffer
set-failover-buffer-why = Wie viel Ton zwischen Netz und Ohr liegt, 2s bis 2m. Kürzere Störungen sind nicht zu hören.
set-failover-dead-air = Stille, die als Störung gilt
set-failover-dead-air-why = Ein Sender, der so lange still ist, wird verlassen, 500ms bis 10m. Länger für Musik mit langen Pausen.
set-failover-dead-air-level = Was als Stille gilt
set-failover-dead-air-level-why = Alles Leisere, −100 bis −20.
set-failover-noise = Rauschen verlassen
set-failover-noise-why = Ein Sender, der nur noch rauscht, wird verlassen.

set-reserve-sources = Dateien, Ordner und Playlists
set-reserve-sources-why = Was läuft, solange kein Sender läuft, das Liebste zuerst. Ohne Angabe das in der Bibliothek Markierte, sonst alles darin.
set-reserve-shuffle = Auch diese mischen
set-reserve-shuffle-why = Sonst laufen sie in ihrer Reihenfolge.
set-reserve-artist-gap = Titel zwischen zweien eines Künstlers
set-reserve-artist-gap-why = 0 bis 100.
set-reserve-track-gap = Zeit, bis ein Titel wiederkommt
set-reserve-track-gap-why = 0s bis 30days, etwa 12h.

set-library-place = Ablage
set-library-place-why = Der Ordner für Bibliothek, Playlists, Verlauf und Warteschlange. Leer: der übliche.
set-library-watch = Änderungen bemerken
set-library-watch-why = Neue Musik ist da, sobald sie in einem Ordner liegt.
set-library-verify = Dateien im Hintergrund prüfen
set-library-verify-why = Damit feststeht, dass sie bis zum Ende spielen und wie laut sie sind.
set-library-resume = Letzte Warteschlange fortsetzen
set-library-resume-why = Beim Start von Segue.

set-journal-enabled = Journal führen
set-journal-enabled-why = Über Ausfälle, Wechsel und Gehörtes. Die Aufstellung zeichnet daraus ihren Tag.
set-journal-keep-days = So lange
set-journal-keep-days-why = Ältere Einträge werden gelöscht, 1 bis 36500.
set-journal-path = Ablage
set-journal-path-why = Eine Datei. Leer: die übliche.

set-probe-enabled = Andere Adressen fragen
set-probe-enabled-why = Während ein Sender gestört ist, um totes Internet von einem toten Sender zu unterscheiden.
set-probe-targets = Adressen
set-probe-targets-why = Jede antwortet 200 oder 204, wenn alles gut ist, mit den Wörtern dahinter in der Antwort; tcp://ADRESSE:PORT muss nur eine Verbindung annehmen.

set-log-level = Was gemeldet wird
set-log-level-why = Im Terminal, aus dem Segue gestartet wurde.

choice-look-desktop = Wie der Desktop
choice-look-light = Hell
choice-look-dark = Dunkel
choice-look-contrast = Hoher Kontrast
choice-language-desktop = Wie der Desktop
choice-motion-desktop = Wie der Desktop
choice-motion-off = Nichts bewegt sich
choice-output-default = Wie das System
choice-output-null = Nirgends (stumm)
choice-fade-equal-power = Gleiche Leistung
choice-fade-linear = Linear
choice-loudness-track = Titel für Titel
choice-loudness-album = Album für Album
choice-loudness-off = Aus
choice-equaliser-flat = Linear
choice-equaliser-bass-boost = Mehr Bass
choice-equaliser-treble-boost = Mehr Höhen
choice-equaliser-vocal = Stimmen
choice-equaliser-rock = Rock
choice-equaliser-pop = Pop
choice-equaliser-jazz = Jazz
choice-equaliser-classical = Klassik
choice-equaliser-electronic = Elektronisch
choice-equaliser-acoustic = Akustisch
choice-equaliser-late-night = Spätabends
choice-equaliser-small-speakers = Kleine Boxen
choice-start-fast = Sofort
choice-start-full = Mit vollem Puffer
choice-return-track-end = Wenn der Titel endet
choice-return-now = Sofort
choice-return-manual = Wenn ich es sage
choice-level-off = Nichts
choice-level-error = Fehler
choice-level-warn = Warnungen
choice-level-info = Mehr
choice-level-debug = Viel
choice-level-trace = Alles

unit-percent = %
unit-tracks = Titel
unit-days = Tage
unit-dbfs = dBFS
unit-dbtp = dBTP
unit-lufs = LUFS
unit-db = dB
