### The window's frame: pages, actions, what is said after something was done.

page-home = Start
page-albums = Alben
page-artists = Künstler
page-songs = Titel
page-genres = Genres
page-playlists = Playlists
page-queue = Warteschlange
page-radio = Radio
page-lineup = Aufstellung
page-search = Suche
page-playing = Läuft gerade
page-settings = Einstellungen
page-problems = Probleme
group-library = BIBLIOTHEK
group-on-air = AUF SENDUNG
menu = Menü
close = Schließen

action-play-pause = Wiedergabe oder Pause
action-next = Nächster Titel
action-previous = Voriger Titel
action-seek-forward = 10 Sekunden vor
action-seek-back = 10 Sekunden zurück
action-louder = Lauter
action-softer = Leiser
action-mute = Stummschalten
action-shuffle = Zufällig
action-repeat = Wiederholen
action-love = Titel zu den Favoriten
action-back = Zurück
action-forward = Vor
action-palette = Befehl suchen
action-search = Suchen
action-add-folder = Musikordner hinzufügen
action-mini = Miniplayer
action-full-screen = Vollbild
action-undo = Rückgängig
action-new-playlist = Neue Playlist
action-clear-queue = Warteschlange leeren
action-try-now = Versuchen
action-stay-offline = Offline bleiben
action-drill = Ausfall proben
action-show-playing = Zeigen, was läuft
action-larger = Größere Schrift
action-smaller = Kleinere Schrift
action-normal-size = Normale Schriftgröße
action-shortcuts = Tastenkürzel
action-quit = Beenden

nothing-to-play = Davon lässt sich gerade nichts abspielen.
nothing-to-undo = Es gibt nichts rückgängig zu machen.
queued-next = { $count ->
    [one] Läuft als Nächstes.
   *[other] { $count } Titel laufen als Nächstes.
}
queued-end = { $count ->
    [one] Zur Warteschlange hinzugefügt.
   *[other] { $count } Titel zur Warteschlange hinzugefügt.
}
done-created = „{ $name }“ wurde erstellt.
done-saved = „{ $name }“ wurde gespeichert.
done-appended = Zu „{ $name }“ hinzugefügt.
done-removed = Aus „{ $name }“ entfernt.
done-restored = „{ $name }“ ist wieder wie zuvor.
done-renamed = Heißt jetzt „{ $name }“.
done-deleted = „{ $name }“ wurde gelöscht.
done-folder-added = Die Musik in { $name } wird eingelesen.
done-folder-removed = { $name } gehört nicht mehr zur Bibliothek. Die Dateien bleiben unberührt.
done-marked = Gehört jetzt zur Reserve.
done-unmarked = Gehört nicht mehr zur Reserve.

palette-hint = Was möchtest du tun?
palette-nothing = Nichts heißt so. Weniger Buchstaben finden mehr.

dialog-new-smart = Neue intelligente Playlist
dialog-rename = Playlist umbenennen
dialog-duplicate = Playlist kopieren
dialog-name = Name
dialog-save = Speichern
dialog-cancel = Abbrechen

desktop-play = Wiedergabe
desktop-pause = Pause
desktop-show = Segue anzeigen
desktop-out = { $feed } ist ausgefallen
desktop-back = { $feed } ist wieder da
desktop-after = Nach { $time }.
desktop-now = Jetzt läuft: { $what }.
desktop-awake = Musik läuft

drop-play = Loslassen, um es abzuspielen
drop-playlist = Loslassen, um es in „{ $name }“ einzufügen
drop-station = Die Datei eines Senders hier loslassen
