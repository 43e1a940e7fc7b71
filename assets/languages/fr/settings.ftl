### The window: settings.

settings-search = Chercher un réglage
settings-nothing = Aucun réglage n’a trait à « { $what } ».
settings-restart = Compte au prochain démarrage.
settings-reset = Rétablir la valeur par défaut : { $name }
settings-one-a-line = Un par ligne
settings-homeless = Aucun dossier personnel n’est connu ici, donc rien ne peut être conservé. Lancer Segue avec --config FICHIER.
settings-changed-meanwhile = Le fichier de réglages a changé entre-temps : il reste tel quel.

settings-window = Fenêtre
settings-audio = Son
settings-failover = Quand une station tombe
settings-reserve = Réserve
settings-library = Bibliothèque
settings-journal = Journal
settings-probe = Est-ce Internet ou la station ?
settings-log = Messages
settings-about = À propos

settings-folders = Dossiers de musique
settings-folders-why = La bibliothèque est la musique de ces dossiers. Segue ne fait que les lire.
settings-no-folders = Encore aucun. Ajouter le dossier où se trouve ta musique.
settings-rescan = Chercher les changements
settings-rescanning = Les dossiers sont en cours d’analyse.
settings-remove = Retirer { $name }
settings-marks = Marqués comme réserve
settings-marks-why = Ils passent quand aucune station ne passe. Playlists et dossiers se marquent là où ils sont affichés.
settings-no-marks = Rien n’est marqué : toute la bibliothèque est la réserve. Les playlists se marquent sur leur page.

settings-version = Segue { $version }
settings-promise = Pas de silence, quoi que fasse le réseau.
settings-licence = Logiciel libre sous licence { $licence }.
settings-fonts = Caractères : Inter, sous licence SIL Open Font License. Icônes : Phosphor, sous licence MIT.
settings-file = Les réglages sont dans { $file }

## Each setting: its name, and what it does

set-window-look = Apparence
set-window-look-why = Claire ou sombre comme le bureau, ou toujours la même.
set-window-language = Langue
set-window-language-why = La langue de la fenêtre.
set-window-text-size = Taille du texte
set-window-text-size-why = La taille de tout, de 70 à 200.
set-window-motion = Mouvement
set-window-motion-why = Si les choses peuvent glisser et s’estomper.
set-window-notify-songs = Annoncer chaque titre
set-window-notify-songs-why = Le bureau annonce chaque titre, et pas seulement une panne et un retour.
set-window-tray = Icône de notification
set-window-tray-why = Là où le bureau a une zone de notification.

set-audio-output = Sortie
set-audio-output-why = Le choix du système est suivi quand il change.
set-audio-volume = Volume au démarrage
set-audio-volume-why = De 0 à 100.
set-audio-crossfade = Fondu enchaîné
set-audio-crossfade-why = La durée du passage d’un titre au suivant, de 0s à 12s. 0s : ils se suivent sans fondu.
set-audio-fade = Forme du fondu
set-audio-fade-why = La puissance constante garde la sonie entre deux titres différents.
set-audio-gapless = Albums sans coupure
set-audio-gapless-why = Les titres d’un album se suivent comme à l’enregistrement.
set-audio-ceiling = Crête maximale
set-audio-ceiling-why = Le limiteur ne laisse rien passer au-dessus, de −20 à 0.
set-audio-loudness = Sonie égale
set-audio-loudness-why = Tout est amené à une même sonie : titre par titre, ou album par album pour que les pièces douces restent douces.
set-audio-loudness-target = Sonie visée
set-audio-loudness-target-why = −18 laisse de la place aux crêtes ; −14 est aussi fort que la plupart des stations. De −30 à −8.
set-audio-preamp = Préampli
set-audio-preamp-why = Rend les titres de sonie connue plus forts ou plus doux que cela, de −12 à 12.
set-audio-equaliser = Égaliseur
set-audio-equaliser-why = Un profil ; ses dix bandes sont à côté de la barre de lecture.

set-failover-start = Début d’une station
set-failover-start-why = Aussitôt, dès la première seconde de son ; ou quand son tampon est plein, avec la réserve d’ici là.
set-failover-return = Retour à une station
set-failover-return-why = Quand une station va de nouveau bien.
set-failover-probation = Temps d’essai
set-failover-probation-why = Combien de temps une station revenue doit passer sans faute, sans être entendue, de 0s à 15m.
set-failover-buffer = Tampon
set-failover-buffer-why = La durée de son entre le réseau et l’oreille, de 2s à 2m. Les défauts plus courts ne s’entendent pas.
set-failover-dead-air = Silence qui compte comme panne
set-failover-dead-air-why = Une station muette si longtemps est quittée, de 500ms à 10m. Plus long pour la musique à longues pauses.
set-failover-dead-air-level = Ce qui compte comme silence
set-failover-dead-air-level-why = Tout ce qui est plus faible, de −100 à −20.
set-failover-noise = Quitter le bruit
set-failover-noise-why = Une station qui devient du bruit est quittée.

set-reserve-sources = Fichiers, dossiers et playlists
set-reserve-sources-why = Ce qui passe quand aucune station ne passe, par ordre de préférence. Sans rien : ce qui est marqué dans la bibliothèque, sinon toute celle-ci.
set-reserve-shuffle = Mélanger aussi ceux-ci
set-reserve-shuffle-why = Sinon ils passent dans leur ordre.
set-reserve-artist-gap = Titres entre deux d’un même artiste
set-reserve-artist-gap-why = De 0 à 100.
set-reserve-track-gap = Temps entre deux passages d’un titre
set-reserve-track-gap-why = De 0s à 30days, par ex. 12h.

set-library-place = Emplacement
set-library-place-why = Le dossier de la bibliothèque, des playlists, de l’historique et de la file. Vide : l’habituel.
set-library-watch = Remarquer les changements
set-library-watch-why = La nouvelle musique est là dès qu’elle est dans un dossier.
set-library-verify = Vérifier les fichiers en arrière-plan
set-library-verify-why = Pour savoir s’ils se lisent jusqu’au bout, et quelle est leur sonie.
set-library-resume = Reprendre la dernière file
set-library-resume-why = Au démarrage de Segue.

set-journal-enabled = Tenir un journal
set-journal-enabled-why = Des pannes, des relais et de ce qui a été entendu. La page Relève en tire sa journée.
set-journal-keep-days = Durée
set-journal-keep-days-why = Les entrées plus anciennes sont supprimées, de 1 à 36500.
set-journal-path = Emplacement
set-journal-path-why = Un fichier. Vide : l’habituel.

set-probe-enabled = Interroger d’autres adresses
set-probe-enabled-why = Quand une station est en difficulté, pour distinguer Internet en panne d’une station en panne.
set-probe-targets = Adresses
set-probe-targets-why = Chacune répond 200 ou 204 quand tout va bien, avec les mots qui la suivent dans la réponse ; tcp://ADRESSE:PORT doit seulement accepter une connexion.

set-log-level = Ce qui est dit
set-log-level-why = Dans le terminal d’où Segue a été lancé.

choice-look-desktop = Comme le bureau
choice-look-light = Clair
choice-look-dark = Sombre
choice-look-contrast = Contraste élevé
choice-language-desktop = Comme le bureau
choice-motion-desktop = Comme le bureau
choice-motion-off = Rien ne bouge
choice-output-default = Choix du système
choice-output-null = Nulle part (muet)
choice-fade-equal-power = Puissance constante
choice-fade-linear = Linéaire
choice-loudness-track = Titre par titre
choice-loudness-album = Album par album
choice-loudness-off = Non
choice-equaliser-flat = Neutre
choice-equaliser-bass-boost = Plus de basses
choice-equaliser-treble-boost = Plus d’aigus
choice-equaliser-vocal = Voix
choice-equaliser-rock = Rock
choice-equaliser-pop = Pop
choice-equaliser-jazz = Jazz
choice-equaliser-classical = Classique
choice-equaliser-electronic = Électronique
choice-equaliser-acoustic = Acoustique
choice-equaliser-late-night = Tard le soir
choice-equaliser-small-speakers = Mini-enceintes
choice-start-fast = Aussitôt
choice-start-full = Avec un tampon plein
choice-return-track-end = À la fin du titre
choice-return-now = Aussitôt
choice-return-manual = Quand je le dis
choice-level-off = Rien
choice-level-error = Erreurs
choice-level-warn = Avertissements
choice-level-info = Plus
choice-level-debug = Beaucoup
choice-level-trace = Tout

unit-percent = %
unit-tracks = titres
unit-days = jours
unit-dbfs = dBFS
unit-dbtp = dBTP
unit-lufs = LUFS
unit-db = dB
