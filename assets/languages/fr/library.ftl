### The window: library.

## Grids

grid-unknown-artist = Artiste inconnu
grid-no-album = Sans album
grid-tracks = { $count ->
    [one] { $count } titre
   *[other] { $count } titres
}
grid-albums = { $count ->
    [one] { $count } album
   *[other] { $count } albums
}
grid-album = { $title } de { $artist }, { $tracks }
grid-album-of-year = { $title } de { $artist }, { $year }, { $tracks }
grid-play = Lire { $title }
grid-more = Plus pour { $title }
grid-play-now = Lire
grid-shuffle = Aléatoire
grid-play-next = Lire ensuite
grid-play-last = Ajouter à la file
grid-add-to-playlist = Ajouter à une playlist
grid-new-playlist = Nouvelle playlist « { $name } »
grid-go-to-artist = Voir l’artiste
grid-artist-gone = La bibliothèque n’a plus d’artiste de ce nom.
grid-clear = Effacer le texte
grid-filter = Filtrer
grid-count = { $count }
grid-count-of = { $count } sur { $all }
grid-show-all = Tout afficher
grid-filtered = Rien ne correspond à « { $words } »
grid-filtered-why = Le filtre porte sur les noms, les artistes et les années. Pour les titres, utiliser la recherche.
grid-unreadable = La bibliothèque est illisible
grid-scanning = Analyse de la musique
grid-scanning-why = Ce qui est trouvé apparaît ici au fur et à mesure.
grid-empty = Pas encore de musique
grid-empty-why = Indiquer à Segue où se trouve la musique. Les fichiers restent où ils sont, et tels qu’ils sont.

albums-by-artist = Par artiste
albums-by-title = Par titre
albums-by-year = Plus récents d’abord
albums-by-added = Ajouts récents
albums-by-played = Les plus écoutés

folders-path = Dossier
folders-add = Ajouter ce dossier
folders-up = Dossier parent
folders-none-below = Aucun dossier dans celui-ci.
folders-missing = Ce dossier n’existe pas. Écrire le chemin complet, comme /home/anna/Musique.
folders-no-folder = C’est un fichier, pas un dossier.
folders-no-music = Pas encore de musique ; elle sera trouvée dès qu’il y en aura.
folders-music = { $count ->
    [one] Un fichier de musique.
   *[other] Environ { $count } fichiers de musique.
}
folders-much-music = Plus de { $count } fichiers de musique.

## Lists

done-loved = « { $name } » est maintenant en favori.
done-unloved = « { $name } » n’est plus en favori.
list-name = Titres
list-title = Titre
list-artist = Artiste
list-album = Album
list-album-artist = Artiste de l’album
list-genre = Genre
list-year = Année
list-added = Ajout
list-plays = Écoutes
list-played = Dernière écoute
list-loved = favori
list-length = Durée
list-number = Numéro
list-format = Format
list-size = Taille
list-loudness = Sonie
list-file = Fichier
list-disk = Disque
list-trouble = Problème
list-playing = en cours
list-away = non connecté
list-gone = N’est plus dans la bibliothèque
list-waiting = …
list-ascending = croissant
list-descending = décroissant
list-dragged = { $count ->
    [one] { $count } titre
   *[other] { $count } titres
}
list-play-now = Lire maintenant
list-play-next = Lire ensuite
list-enqueue = Ajouter à la file
list-add-to = Ajouter à une playlist
list-new-playlist = Nouvelle playlist
list-love = Mettre en favori
list-unlove = Retirer des favoris
list-go-to-album = Voir l’album
list-go-to-artist = Voir l’artiste
list-reveal = Afficher dans son dossier
list-details = Détails
list-not-in-library = Ce titre n’est pas dans la bibliothèque : cette page n’existe donc pas.
list-path-copied = Aucun gestionnaire de fichiers n’a pu être ouvert. Le chemin du fichier a été copié.
list-count = { $count ->
    [one] { $count } titre
   *[other] { $count } titres
}
list-play = Lire
list-shuffle = Aléatoire
list-more = Plus
list-filter = Filtrer
list-unreadable = La bibliothèque est illisible
list-filtered = Rien ne correspond à « { $words } »
list-filtered-why = Le filtre porte sur les titres, les artistes, les albums et les genres.
list-show-all = Tout afficher
list-empty = Pas encore de musique
list-empty-why = Ajouter un dossier de musique : il est analysé aussitôt, et ses premiers titres peuvent être lus avant la fin.
list-scanning = Analyse de la musique
list-scanning-why = Les titres apparaissent ici au fur et à mesure.
songs-shown = { $shown } sur { $count ->
    [one] { $count } titre
   *[other] { $count } titres
}
album-kind = ALBUM
album-disc = Disque { $number }
album-others = Plus de { $artist }
album-gone = Cet album n’est plus dans la bibliothèque
album-gone-why = Ses fichiers ont été déplacés, supprimés, ou ont maintenant d’autres étiquettes.
artist-kind = ARTISTE
artist-top = Les plus écoutés
artist-albums = Albums
artist-tracks = Tous les titres
artist-gone = Cet artiste n’est plus dans la bibliothèque
genre-kind = GENRE
genre-gone = Ce genre n’est plus dans la bibliothèque
queue-place = { $place } sur { $count }
queue-left = encore { $time }
queue-remove = Retirer de la file
queue-save = Enregistrer en playlist
queue-saved-name = File d’attente
queue-clear = Vider
queue-empty = La file d’attente est vide
queue-empty-why = Ici se trouve ce qui passera ensuite. Double-cliquer sur un titre, ou glisser de la musique ici.
queue-to-albums = Voir les albums
queue-repeat-off = Répéter : non
queue-repeat-all = Répéter : toute la file
queue-repeat-one = Répéter : ce titre
queue-again = Après le dernier titre, elle recommence.
queue-then-feed = Ensuite, { $name } reprend.
queue-then-reserve = Ensuite, la réserve continue : { $time } de musique avant la moindre répétition.
queue-then-builtin = Ensuite, la musique incluse dans Segue continue. Pour entendre la tienne, choisir une réserve sous « Relève ».
queue-removed = { $count ->
    [one] Retiré de la file d’attente.
   *[other] { $count } titres retirés de la file d’attente.
}
queue-cleared = La file d’attente a été vidée.
queue-moved = Déplacé.
queue-replaced = { $count ->
    [one] La file d’attente a été remplacée.
   *[other] La file d’attente de { $count } titres a été remplacée.
}
grid-song = { $title } de { $artist }

home-on-air = À L’ANTENNE
home-from-feed = À L’ANTENNE : { $name }
home-from-queue = DE LA FILE D’ATTENTE
home-from-reserve = DE LA RÉSERVE
home-from-reserve-of = DE LA RÉSERVE : { $name }
home-from-last-resort = LA MUSIQUE DE SEGUE, FAUTE D’AUTRE CHOSE
home-silent = Rien ne passe
home-silent-why = Choisir quelque chose, ou laisser faire le hasard.
home-shuffle-all = Tout en aléatoire
home-pause = Pause
home-resume = Lire
home-jump-back-in = Reprendre l’écoute
home-recent = Écoutes récentes
home-added = Ajouts récents
home-most-played = Les plus écoutés
home-no-music = Pas encore de musique dans tes dossiers
home-no-music-why = Segue regarde à nouveau dès que quelque chose y change. Peut-être est-elle dans un autre dossier ?
home-scan = Analyse de la musique
home-scan-waiting = En attente d’espace disque
home-scan-read = { $read } fichiers lus sur { $all }
home-scan-left = encore { $time } environ
home-play-first = Lire déjà les premiers titres
home-reserve-name = RÉSERVE
home-reserve = { $time } de musique
home-reserve-none = Pas encore de réserve
home-reserve-last-resort = Musique de Segue seule
home-feeds = STATIONS
home-feeds-none = Pas encore de stations
home-feeds-none-why = En ajouter une sur la page Radio.
home-health-idle = en attente
home-health-connecting = connexion
home-health-buffering = mise en tampon
home-health-probation = à l’essai
home-health-healthy = prête
home-health-suspect = incertaine
home-health-down = en panne
home-welcome = Bienvenue dans Segue
home-welcome-what = Segue lit ta musique et tes stations de radio, et quand le réseau tombe, il continue sans coupure avec tes propres fichiers.
home-welcome-where = Où se trouve ta musique ?
home-welcome-safe = Les fichiers restent où ils sont, et tels qu’ils sont. D’autres dossiers peuvent être ajoutés à tout moment.

search-field = Rechercher de la musique
search-recent = Recherches récentes
search-how = Comment rechercher
search-how-long = Taper des mots : ils valent pour le début des mots dans les titres, artistes, albums et genres. Plus précis :
search-top = Meilleur résultat
search-top-spoken = Meilleur résultat : { $name }, { $kind }
search-kind-artist = Artiste
search-kind-album = Album
search-kind-song = Titre
search-kind-playlist = Playlist
search-play-all = Lire tous les résultats
search-nothing = Rien ne correspond à « { $words } »
search-nothing-scanning = Segue analyse encore tes dossiers : cela se trouvera peut-être dans un instant.
search-nothing-empty = Il n’y a pas encore de musique dans ta bibliothèque.
search-nothing-narrow = Tout doit correspondre à la fois. Enlever une année, un champ ou un mot précédé d’un moins.
search-nothing-words = { $count ->
    [one] Aucun mot du seul titre de ta bibliothèque ne commence ainsi. Essayer moins de lettres.
   *[other] Aucun mot des { $count } titres de ta bibliothèque ne commence ainsi. Essayer moins de mots, ou moins de lettres.
}

problems-none = Tout va bien
problems-none-why = Chaque fichier de tes dossiers est lisible comme musique, et la réserve est comme elle doit être.
problems-count = { $count ->
    [0] Aucun fichier n’a de problème
    [one] { $count } fichier
   *[other] { $count } fichiers
}
problems-files = Fichiers
problems-reserve = Réserve
problems-damaged = { $count ->
    [one] Un fichier de la réserve est endommagé.
   *[other] { $count } fichiers de la réserve sont endommagés.
}
problems-look-again = Vérifier
problems-looking = Analyse des dossiers
problems-copy = Copier le chemin de { $name }
problems-copied = Le chemin a été copié.
problems-show-folder = Afficher le dossier de { $name }
problems-folder-copied = Aucun programme n’affiche les dossiers ici. Le chemin du dossier a été copié à la place.
list-remove-from-playlist = Retirer de la liste
