### The window: playlists.

playlists-new = Neue Playlist
playlists-new-smart = Neue intelligente Playlist
playlists-plain = Playlists
playlists-smart = Intelligente Playlists
playlists-trash = Gelöscht
playlists-empty = Noch keine Playlists
playlists-empty-why = Eine Playlist hält zusammen, was zusammengehört. Titel kommen über ihr Menü hinein, oder beginne mit einer leeren. Eine intelligente Playlist findet ihre Titel nach Regeln.
playlists-tracks = { $count ->
    [one] ein Titel
   *[other] { $count } Titel
}
playlists-by-rules = nach Regeln
playlists-restore = Zurückholen
playlist-play = Abspielen
playlist-shuffle = Zufällig
playlist-next = Als Nächstes spielen
playlist-queue = Zur Warteschlange
playlist-rename = Umbenennen …
playlist-duplicate = Kopieren …
playlist-delete = Löschen
playlist-more = Mehr zu { $name }
playlist-reserve = In die Reserve aufnehmen
playlist-reserved = Teil der Reserve: läuft, wenn das Netz ausfällt
playlist-unreserve = Aus der Reserve nehmen
playlist-rules = Regeln
playlist-empty = Noch nichts darin
playlist-empty-why = Titel kommen über ihr Menü hinein, oder ziehe Dateien und Ordner hierher.
playlist-nothing-fits = Gerade passt nichts zu den Regeln
playlist-gone = Diese Playlist gibt es nicht mehr

rules-match = Welche Titel
rules-all = Titel, auf die alle Regeln zutreffen
rules-any = Titel, auf die eine der Regeln zutrifft
rules-add = Regel hinzufügen
rules-remove = Diese Regel entfernen
rules-field = Was geprüft wird
rules-test = Wie
rules-value = Wert
rules-yes = Ja
rules-nested = { $count ->
    [one] Eine Gruppe von Regeln der Datei bleibt, wie sie ist.
   *[other] { $count } Gruppen von Regeln der Datei bleiben, wie sie sind.
}
rules-order = Reihenfolge
rules-descending = Umgekehrt
rules-limit = Höchstens, etwa 100 tracks
rules-hint-between = Von … bis
rules-hint-time = Etwa 30 days
rules-hint-day = Etwa 2026-01-31
rules-hint-length = Etwa 4 min
rules-order-shelf = Wie im Regal
rules-order-title = Nach Titel
rules-order-artist = Nach Künstler
rules-order-album = Nach Album
rules-order-year = Nach Jahr
rules-order-added = Nach Hinzufügen
rules-order-played = Nach letztem Abspielen
rules-order-plays = Nach Häufigkeit
rules-order-length = Nach Länge
rules-order-random = Zufällig
rules-field-title = Titel
rules-field-artist = Künstler
rules-field-album = Album
rules-field-album_artist = Albumkünstler
rules-field-genre = Genre
rules-field-path = Ort der Datei
rules-field-codec = Format
rules-field-year = Jahr
rules-field-added = Hinzugefügt
rules-field-played = Zuletzt gespielt
rules-field-plays = Wie oft gespielt
rules-field-length = Länge
rules-field-bitrate = Bitrate (kbit/s)
rules-field-loudness = Lautheit (LUFS)
rules-field-number = Titelnummer
rules-field-disc = CD
rules-test-is = ist
rules-test-is_not = ist nicht
rules-test-contains = enthält
rules-test-contains_not = enthält nicht
rules-test-starts = beginnt mit
rules-test-ends = endet mit
rules-test-above = ist mehr als
rules-test-below = ist weniger als
rules-test-since = war ab dem
rules-test-before = war vor dem
rules-test-between = liegt zwischen
rules-test-within = in den letzten
rules-test-not_within = nicht in den letzten
rules-test-empty = hat keinen Wert
