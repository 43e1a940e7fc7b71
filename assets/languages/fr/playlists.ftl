### The window: playlists.

playlists-new = Nouvelle playlist
playlists-new-smart = Nouvelle playlist intelligente
playlists-plain = Playlists
playlists-smart = Playlists intelligentes
playlists-trash = Supprimées
playlists-empty = Pas encore de playlists
playlists-empty-why = Une playlist réunit ce qui va ensemble. Y mettre des titres par leur menu, ou commencer par une playlist vide. Une playlist intelligente trouve ses titres par des règles.
playlists-tracks = { $count ->
    [one] { $count } titre
   *[other] { $count } titres
}
playlists-by-rules = par règles
playlists-restore = Restaurer
playlist-play = Lire
playlist-shuffle = Aléatoire
playlist-next = Lire ensuite
playlist-queue = Ajouter à la file
playlist-rename = Renommer…
playlist-duplicate = Copier…
playlist-delete = Supprimer
playlist-more = Plus pour { $name }
playlist-reserve = Mettre dans la réserve
playlist-reserved = Dans la réserve : passe quand le réseau tombe
playlist-unreserve = Retirer de la réserve
playlist-rules = Règles
playlist-empty = Encore vide
playlist-empty-why = Y mettre des titres par leur menu, ou déposer ici des fichiers et des dossiers.
playlist-nothing-fits = Rien ne répond à ses règles en ce moment
playlist-gone = Cette playlist n’existe plus

rules-match = Quels titres
rules-all = Titres qui répondent à toutes les règles
rules-any = Titres qui répondent à une des règles
rules-add = Ajouter une règle
rules-remove = Retirer cette règle
rules-field = Ce qui est testé
rules-test = Comment
rules-value = Valeur
rules-yes = Oui
rules-nested = { $count ->
    [one] Un groupe de règles du fichier reste tel quel.
   *[other] { $count } groupes de règles du fichier restent tels quels.
}
rules-order = Ordre
rules-descending = Inverser
rules-limit = Au plus, par ex. 100 tracks
rules-hint-between = De … à
rules-hint-time = Par ex. 30 days
rules-hint-day = Par ex. 2026-01-31
rules-hint-length = Par ex. 4 min
rules-order-shelf = Comme en rayon
rules-order-title = Par titre
rules-order-artist = Par artiste
rules-order-album = Par album
rules-order-year = Par année
rules-order-added = Par date d’ajout
rules-order-played = Par dernière écoute
rules-order-plays = Par nombre d’écoutes
rules-order-length = Par durée
rules-order-random = Au hasard
rules-field-title = Titre
rules-field-artist = Artiste
rules-field-album = Album
rules-field-album_artist = Artiste de l’album
rules-field-genre = Genre
rules-field-path = Place du fichier
rules-field-codec = Format
rules-field-year = Année
rules-field-added = Ajout
rules-field-played = Dernière écoute
rules-field-plays = Nombre d’écoutes
rules-field-length = Durée
rules-field-bitrate = Débit (kbit/s)
rules-field-loudness = Sonie (LUFS)
rules-field-number = Numéro de piste
rules-field-disc = Disque
rules-test-is = est
rules-test-is_not = n’est pas
rules-test-contains = contient
rules-test-contains_not = ne contient pas
rules-test-starts = commence par
rules-test-ends = finit par
rules-test-above = est plus que
rules-test-below = est moins que
rules-test-since = à partir du
rules-test-before = avant le
rules-test-between = est entre
rules-test-within = dans les derniers
rules-test-not_within = pas dans les derniers
rules-test-empty = n’a pas de valeur
