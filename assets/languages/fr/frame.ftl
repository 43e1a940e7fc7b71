### The window's frame: pages, actions, what is said after something was done.

page-home = Accueil
page-albums = Albums
page-artists = Artistes
page-songs = Titres
page-genres = Genres
page-playlists = Playlists
page-queue = File d’attente
page-radio = Radio
page-lineup = Relève
page-search = Recherche
page-playing = En cours
page-settings = Paramètres
page-problems = Problèmes
group-library = BIBLIOTHÈQUE
group-on-air = À L’ANTENNE
menu = Menu
close = Fermer

action-play-pause = Lecture ou pause
action-next = Titre suivant
action-previous = Titre précédent
action-seek-forward = Avancer de 10 secondes
action-seek-back = Reculer de 10 secondes
action-louder = Plus fort
action-softer = Moins fort
action-mute = Couper le son
action-shuffle = Aléatoire
action-repeat = Répéter
action-love = Ajouter aux favoris
action-back = Retour
action-forward = Suivant
action-palette = Chercher une commande
action-search = Rechercher
action-add-folder = Ajouter un dossier
action-mini = Mini-lecteur
action-full-screen = Plein écran
action-undo = Annuler
action-new-playlist = Nouvelle playlist
action-clear-queue = Vider la file d’attente
action-try-now = Essayer
action-stay-offline = Rester hors ligne
action-drill = Simuler une panne
action-show-playing = Voir ce qui passe
action-larger = Agrandir le texte
action-smaller = Réduire le texte
action-normal-size = Taille normale du texte
action-shortcuts = Raccourcis clavier
action-quit = Quitter

nothing-to-play = Rien de cela ne peut être lu pour l’instant.
nothing-to-undo = Il n’y a rien à annuler.
queued-next = { $count ->
    [one] À suivre.
   *[other] { $count } titres à suivre.
}
queued-end = { $count ->
    [one] Ajouté à la file d’attente.
   *[other] { $count } titres ajoutés à la file d’attente.
}
done-created = « { $name } » a été créée.
done-saved = « { $name } » a été enregistrée.
done-appended = Ajouté à « { $name } ».
done-removed = Retiré de « { $name } ».
done-restored = « { $name } » est comme avant.
done-renamed = Le nouveau nom est « { $name } ».
done-deleted = « { $name } » a été supprimée.
done-folder-added = La musique de { $name } est en cours d’analyse.
done-folder-removed = { $name } ne fait plus partie de la bibliothèque. Ses fichiers n’ont pas été touchés.
done-marked = Fait maintenant partie de la réserve.
done-unmarked = Ne fait plus partie de la réserve.

palette-hint = Que veux-tu faire ?
palette-nothing = Rien ne s’appelle ainsi. Moins de lettres trouvent plus.

dialog-new-smart = Nouvelle playlist intelligente
dialog-rename = Renommer la playlist
dialog-duplicate = Copie de la playlist
dialog-name = Nom
dialog-save = Enregistrer
dialog-cancel = Annuler

desktop-play = Lecture
desktop-pause = Pause
desktop-show = Afficher Segue
desktop-out = { $feed } est en panne
desktop-back = { $feed } est de retour
desktop-after = Après { $time }.
desktop-now = En cours : { $what }.
desktop-awake = De la musique passe

drop-play = Déposer pour lire
drop-playlist = Déposer pour ajouter à « { $name } »
drop-station = Déposer ici le fichier d’une station
