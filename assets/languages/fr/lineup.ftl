### The window: the banner of an outage, the lineup, the stations.

## The banner

banner-since = { $feed } est en panne depuis { $clock } ({ $lasting }).
banner-plays = En cours : { $title }.
banner-plays-feed = { $name } prend le relais.
banner-plays-buffer = Le tampon continue.
banner-reserve = La réserve dure { $left }.
banner-next = Prochain essai dans { $rest }.
banner-trying = Essai en cours.
banner-proves = { $feed } est de retour, à l’essai : { $rest }.
banner-login = Ouvrir la connexion
banner-details = Détails
banner-offline = Tu restes hors ligne. Les stations attendent.
banner-go-online = Aller en ligne
banner-no-device = { $remedy } D’ici là, la musique continue sans être entendue.
banner-doubt = { $feed } : { $sentence } { $seconds } s en tampon.
banner-back = { $feed } est de retour après { $lasted }. Rien n’a manqué : 0,0 s de silence.
banner-back-silence = { $feed } est de retour après { $lasted }. Silence : { $seconds } s.

## How a feed is

health-idle = En attente
health-connecting = Connexion
health-buffering = Remplit son tampon
health-probation = À l’essai : { $rest }
health-suspect = Incertaine
health-down = En panne
health-on-air = À l’antenne
health-healthy = Prête

## The lineup

lineup-empty = Pas encore de stations
lineup-empty-why = Ta propre musique passe, sans aucun réseau. Ajouter une station, et cette musique devient la réserve derrière elle.
lineup-empty-add = Ajouter une station
lineup-buffered = { $time } en tampon
lineup-no-outage = Aucune panne ces dernières 24 heures.
lineup-bridged = { $count ->
    [one] Une panne de { $time }, comblée.
   *[other] { $count } pannes, { $time } en tout, comblées.
}
lineup-bridged-silence = { $count ->
    [one] Une panne de { $time }, comblée : { $seconds } s de silence.
   *[other] { $count } pannes, { $time } en tout, comblées : { $seconds } s de silence.
}
lineup-day-of = Les dernières 24 heures de { $feed }
lineup-legend-on-air = À l’antenne
lineup-legend-standing-by = Prête
lineup-legend-down = En panne
lineup-legend-off = Segue était arrêté
lineup-span-on-air = À l’antenne de { $from } à { $to } ({ $long })
lineup-span-standing-by = Prête de { $from } à { $to } ({ $long })
lineup-span-down = En panne de { $from } à { $to } ({ $long })
lineup-span-off = Segue arrêté de { $from } à { $to } ({ $long })
lineup-gap = En panne de { $from } à { $to } : { $why }
lineup-gap-lasts = En panne depuis { $from } : { $why }
lineup-gap-silence = { $seconds } s de silence
lineup-by-reserve = comblée par la réserve
lineup-by-buffer = comblée par son tampon
lineup-by-other = autre chose passait
lineup-outages = Pannes
lineup-outages-why = Des dernières 24 heures, les plus récentes d’abord. Le journal en garde plus : segue journal
lineup-outage-of = { $feed } : { $long }
lineup-reserve = Réserve
lineup-reserve-why = De la musique sur cette machine, pour quand le réseau tombe. Elle n’a besoin de rien d’extérieur.
lineup-left = { $time } sans répétition
lineup-last-resort = Il n’y a que la musique de Segue : assez pour éviter le silence, mais courte. Ajouter un dossier de musique pour en avoir plus.
lineup-playing-from = Elle passe en ce moment, de { $source }.
lineup-source = { $count ->
    [one] { $count } titre
   *[other] { $count } titres
} · { $time } · { $percent } % vérifiés
lineup-verified = Vérifiés
lineup-damaged = { $count ->
    [one] { $count } fichier endommagé
   *[other] { $count } fichiers endommagés
}
lineup-drill = Simulation
lineup-drill-why = Entendre ce qui se passe si le réseau tombe maintenant. Segue coupe ce qui est à l’antenne, comme le ferait une panne, et mesure ce qui s’entend : une demi-minute au plus, puis tout reprend comme avant.
lineup-drill-start = Couper maintenant
lineup-drill-going = La simulation est en cours. Écoute.
lineup-drill-progress = À l’écoute des silences et des clics… { $seconds } s
lineup-drill-passed = Réussi : personne n’aurait remarqué une panne
lineup-drill-failed = Échoué : une panne se serait entendue
lineup-drill-course = { $from } a été coupé ; { $to } est arrivé après { $after } s, en un fondu de { $fade } s.
lineup-drill-no-silence = Il n’y a pas eu de silence.
lineup-drill-silence = Silence : { $seconds } s.
lineup-drill-clicks = { $count ->
    [0] Aucun clic.
    [one] Un clic.
   *[other] { $count } clics.
}

## The stations

radio-empty = La radio qui ne se tait jamais
radio-empty-why = Ajouter une station, et Segue maintient le son : quand le réseau tombe, ta propre musique arrive comme le titre suivant, puis s’efface quand la station revient. La réserve est toujours là, même sans dossier de musique.
radio-add = Ajouter une station
radio-change = Modifier la station
radio-form-why = L’adresse du flux lui-même, ou celle du .m3u ou .pls que la station propose. D’autres adresses du même programme le rendent plus sûr.
radio-name = Nom
radio-addresses = Adresses, une par ligne
radio-save = Enregistrer
radio-cancel = Annuler
radio-refused = « { $given } » est inutilisable : { $why }
radio-order = La première passe ; chacune des autres remplace celles d’avant, et la réserve les remplace toutes.
radio-play = Lire { $name }
radio-play-short = Lire
radio-edit = Modifier { $name }
radio-up = Monter { $name }
radio-down = Descendre { $name }
radio-remove = Retirer { $name }
radio-removed = { $name } a été retirée.
