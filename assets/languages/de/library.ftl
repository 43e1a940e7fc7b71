### The window: library.

## Grids

grid-unknown-artist = Unbekannter Künstler
grid-no-album = Ohne Album
grid-tracks = { $count ->
    [one] 1 Titel
   *[other] { $count } Titel
}
grid-albums = { $count ->
    [one] 1 Album
   *[other] { $count } Alben
}
grid-album = { $title } von { $artist }, { $tracks }
grid-album-of-year = { $title } von { $artist }, { $year }, { $tracks }
grid-play = { $title } abspielen
grid-more = Mehr zu { $title }
grid-play-now = Abspielen
grid-shuffle = Zufällig
grid-play-next = Als Nächstes spielen
grid-play-last = Zur Warteschlange
grid-add-to-playlist = Zu einer Playlist
grid-new-playlist = Neue Playlist „{ $name }“
grid-go-to-artist = Zum Künstler
grid-artist-gone = Einen Künstler dieses Namens gibt es in der Bibliothek nicht mehr.
grid-clear = Text löschen
grid-filter = Filtern
grid-count = { $count }
grid-count-of = { $count } von { $all }
grid-show-all = Alle anzeigen
grid-filtered = Nichts passt zu „{ $words }“
grid-filtered-why = Der Filter gilt für Namen, Künstler und Jahre. Titel findet die Suche.
grid-unreadable = Die Bibliothek ist nicht lesbar
grid-scanning = Musik wird eingelesen
grid-scanning-why = Was gefunden wird, erscheint sofort auf dieser Seite.
grid-empty = Noch keine Musik
grid-empty-why = Zeig Segue, wo deine Musik liegt. Die Dateien bleiben, wo und wie sie sind.

albums-by-artist = Nach Künstler
albums-by-title = Nach Titel
albums-by-year = Neueste zuerst
albums-by-added = Zuletzt hinzugefügt
albums-by-played = Meistgespielt

folders-path = Ordner
folders-add = Ordner hinzufügen
folders-up = Eine Ebene höher
folders-none-below = Hier gibt es keine Unterordner.
folders-missing = Diesen Ordner gibt es nicht. Gebraucht wird der ganze Pfad, etwa /home/anna/Musik.
folders-no-folder = Das ist eine Datei, kein Ordner.
folders-no-music = Noch keine Musik darin; sie wird gefunden, sobald welche da ist.
folders-music = { $count ->
    [one] Eine Musikdatei.
   *[other] Etwa { $count } Musikdateien.
}
folders-much-music = Mehr als { $count } Musikdateien.

## Lists

done-loved = „{ $name }“ gehört jetzt zu den Favoriten.
done-unloved = „{ $name }“ gehört nicht mehr zu den Favoriten.
list-name = Titelliste
list-title = Titel
list-artist = Künstler
list-album = Album
list-album-artist = Albumkünstler
list-genre = Genre
list-year = Jahr
list-added = Hinzugefügt
list-plays = Gespielt
list-played = Zuletzt gespielt
list-loved = Favorit
list-length = Länge
list-number = Nummer
list-format = Format
list-size = Größe
list-loudness = Lautheit
list-file = Datei
list-disk = Laufwerk
list-trouble = Problem
list-playing = läuft
list-away = nicht verbunden
list-gone = Nicht mehr in der Bibliothek
list-waiting = …
list-ascending = aufsteigend
list-descending = absteigend
list-dragged = { $count ->
    [one] 1 Titel
   *[other] { $count } Titel
}
list-play-now = Jetzt spielen
list-play-next = Als Nächstes spielen
list-enqueue = Zur Warteschlange
list-add-to = Zu einer Playlist
list-new-playlist = Neue Playlist
list-love = Zu den Favoriten
list-unlove = Aus den Favoriten
list-go-to-album = Zum Album
list-go-to-artist = Zum Künstler
list-reveal = Im Ordner anzeigen
list-details = Details
list-not-in-library = Dieser Titel ist nicht in der Bibliothek, daher gibt es diese Seite nicht.
list-path-copied = Kein Dateimanager ließ sich öffnen. Der Pfad der Datei wurde kopiert.
list-count = { $count ->
    [one] 1 Titel
   *[other] { $count } Titel
}
list-play = Abspielen
list-shuffle = Zufällig
list-more = Mehr
list-filter = Filtern
list-unreadable = Die Bibliothek ist nicht lesbar
list-filtered = Nichts passt zu „{ $words }“
list-filtered-why = Der Filter gilt für Titel, Künstler, Alben und Genres.
list-show-all = Alle anzeigen
list-empty = Noch keine Musik
list-empty-why = Füge einen Musikordner hinzu: Er wird sofort eingelesen, und die ersten Titel sind schon vorher spielbar.
list-scanning = Musik wird eingelesen
list-scanning-why = Titel erscheinen hier, sobald sie gefunden sind.
songs-shown = { $shown } von { $count ->
    [one] 1 Titel
   *[other] { $count } Titeln
}
album-kind = ALBUM
album-disc = CD { $number }
album-others = Mehr von { $artist }
album-gone = Dieses Album ist nicht mehr in der Bibliothek
album-gone-why = Seine Dateien wurden verschoben, gelöscht oder haben jetzt andere Tags.
artist-kind = KÜNSTLER
artist-top = Meistgespielt
artist-albums = Alben
artist-tracks = Alle Titel
artist-gone = Dieser Künstler ist nicht mehr in der Bibliothek
genre-kind = GENRE
genre-gone = Dieses Genre ist nicht mehr in der Bibliothek
queue-place = { $place } von { $count }
queue-left = noch { $time }
queue-remove = Aus der Warteschlange nehmen
queue-save = Als Playlist speichern
queue-saved-name = Warteschlange
queue-clear = Leeren
queue-empty = Die Warteschlange ist leer
queue-empty-why = Hier steht, was als Nächstes läuft. Doppelklicke auf einen Titel oder ziehe Musik hierher.
queue-to-albums = Zu den Alben
queue-repeat-off = Wiederholen: aus
queue-repeat-all = Wiederholen: ganze Warteschlange
queue-repeat-one = Wiederholen: dieser Titel
queue-again = Nach dem letzten Titel beginnt sie von vorn.
queue-then-feed = Danach läuft wieder { $name }.
queue-then-reserve = Danach spielt die Reserve weiter: { $time } Musik, bevor sich etwas wiederholt.
queue-then-builtin = Danach spielt Segues eigene Musik weiter. Für deine eigene wähle in der Aufstellung eine Reserve.
queue-removed = { $count ->
    [one] Aus der Warteschlange genommen.
   *[other] { $count } Titel aus der Warteschlange genommen.
}
queue-cleared = Die Warteschlange ist geleert.
queue-moved = Verschoben.
queue-replaced = { $count ->
    [one] Die Warteschlange wurde ersetzt.
   *[other] Die Warteschlange mit { $count } Titeln wurde ersetzt.
}
grid-song = { $title } von { $artist }

home-on-air = AUF SENDUNG
home-from-feed = AUF SENDUNG: { $name }
home-from-queue = AUS DER WARTESCHLANGE
home-from-reserve = AUS DER RESERVE
home-from-reserve-of = AUS DER RESERVE: { $name }
home-from-last-resort = SEGUES EIGENE MUSIK, WEIL SONST NICHTS DA IST
home-silent = Nichts läuft
home-silent-why = Wähle etwas aus – oder lass den Zufall wählen.
home-shuffle-all = Alles zufällig
home-pause = Pause
home-resume = Abspielen
home-jump-back-in = Weiterhören
home-recent = Zuletzt gespielt
home-added = Zuletzt hinzugefügt
home-most-played = Meistgespielt
home-no-music = Noch keine Musik in deinen Ordnern
home-no-music-why = Segue sieht wieder nach, sobald sich dort etwas ändert. Vielleicht liegt sie in einem anderen Ordner?
home-scan = Musik wird eingelesen
home-scan-waiting = Wartet auf freien Speicherplatz
home-scan-read = { $read } von { $all } Dateien gelesen
home-scan-left = noch etwa { $time }
home-play-first = Die ersten Titel schon spielen
home-reserve-name = RESERVE
home-reserve = { $time } Musik bereit
home-reserve-none = Noch keine Reserve
home-reserve-last-resort = Nur Segues eigene Musik
home-feeds = SENDER
home-feeds-none = Noch keine Sender
home-feeds-none-why = Hinzufügen auf der Seite „Radio“.
home-health-idle = wartet
home-health-connecting = verbindet
home-health-buffering = puffert
home-health-probation = auf Probe
home-health-healthy = bereit
home-health-suspect = fraglich
home-health-down = ausgefallen
home-welcome = Willkommen bei Segue
home-welcome-what = Segue spielt deine Musik und deine Radiosender. Fällt das Netz aus, geht es lückenlos mit deinen eigenen Dateien weiter.
home-welcome-where = Wo liegt deine Musik?
home-welcome-safe = Die Dateien bleiben, wo und wie sie sind. Weitere Ordner lassen sich jederzeit hinzufügen.

search-field = Musik suchen
search-recent = Letzte Suchen
search-how = So wird gesucht
search-how-long = Beliebige Wörter eingeben: Sie stehen für Wortanfänge in Titeln, Künstlern, Alben und Genres. Genauer geht es so:
search-top = Bester Treffer
search-top-spoken = Bester Treffer: { $name }, { $kind }
search-kind-artist = Künstler
search-kind-album = Album
search-kind-song = Titel
search-kind-playlist = Playlist
search-play-all = Alle Treffer spielen
search-nothing = Nichts passt zu „{ $words }“
search-nothing-scanning = Segue liest noch deine Ordner ein: Vielleicht findet es sich gleich.
search-nothing-empty = In deiner Bibliothek ist noch keine Musik.
search-nothing-narrow = Alles davon muss zugleich passen. Lass ein Jahr, ein Feld oder ein Wort mit Minus weg.
search-nothing-words = { $count ->
    [one] Kein Wort des einen Titels in deiner Bibliothek beginnt so. Versuch es mit weniger Buchstaben.
   *[other] Keine Wörter der { $count } Titel in deiner Bibliothek beginnen so. Versuch es mit weniger Wörtern oder Buchstaben.
}

problems-none = Alles in Ordnung
problems-none-why = Jede Datei in deinen Ordnern ist als Musik lesbar, und die Reserve ist, wie sie sein soll.
problems-count = { $count ->
    [0] Keine Datei hat Probleme
    [one] 1 Datei
   *[other] { $count } Dateien
}
problems-files = Dateien
problems-reserve = Reserve
problems-damaged = { $count ->
    [one] Eine Datei der Reserve ist beschädigt.
   *[other] { $count } Dateien der Reserve sind beschädigt.
}
problems-look-again = Erneut prüfen
problems-looking = Ordner werden eingelesen
problems-copy = Pfad von { $name } kopieren
problems-copied = Der Pfad wurde kopiert.
problems-show-folder = Ordner von { $name } anzeigen
problems-folder-copied = Hier zeigt kein Programm Ordner an. Stattdessen wurde der Pfad des Ordners kopiert.
list-remove-from-playlist = Aus der Wiedergabeliste nehmen
