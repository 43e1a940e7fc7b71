### The window: playlists.

playlists-new = Nueva lista
playlists-new-smart = Nueva lista inteligente
playlists-plain = Listas de reproducción
playlists-smart = Listas inteligentes
playlists-trash = Eliminadas
playlists-empty = Aún no hay listas
playlists-empty-why = Una lista reúne lo que va junto. Añádele canciones desde su menú o empieza con una vacía. Una lista inteligente encuentra sus canciones con reglas.
playlists-tracks = { $count ->
    [one] una canción
   *[other] { $count } canciones
}
playlists-by-rules = por reglas
playlists-restore = Restaurar
playlist-play = Reproducir
playlist-shuffle = Aleatorio
playlist-next = Reproducir a continuación
playlist-queue = Añadir a la cola
playlist-rename = Cambiar el nombre…
playlist-duplicate = Hacer una copia…
playlist-delete = Eliminar
playlist-more = Más opciones para { $name }
playlist-reserve = Usar como reserva
playlist-reserved = Parte de la reserva: suena cuando falla la red
playlist-unreserve = Quitar de la reserva
playlist-rules = Reglas
playlist-empty = Aún no contiene nada
playlist-empty-why = Añade canciones desde su menú o suelta aquí archivos y carpetas.
playlist-nothing-fits = Ahora nada cumple sus reglas
playlist-gone = Esta lista ya no existe

rules-match = Qué canciones
rules-all = Canciones que cumplen todas las reglas
rules-any = Canciones que cumplen alguna de las reglas
rules-add = Añadir una regla
rules-remove = Quitar esta regla
rules-field = Qué se comprueba
rules-test = Cómo
rules-value = Valor
rules-yes = Sí
rules-nested = { $count ->
    [one] Un grupo de reglas del archivo queda como está.
   *[other] { $count } grupos de reglas del archivo quedan como están.
}
rules-order = Orden
rules-descending = En orden inverso
rules-limit = Como máximo, p. ej. 100 tracks
rules-hint-between = De … a
rules-hint-time = P. ej. 30 days
rules-hint-day = P. ej. 2026-01-31
rules-hint-length = P. ej. 4 min
rules-order-shelf = Como en un estante
rules-order-title = Por título
rules-order-artist = Por artista
rules-order-album = Por álbum
rules-order-year = Por año
rules-order-added = Por fecha de adición
rules-order-played = Por última escucha
rules-order-plays = Por número de escuchas
rules-order-length = Por duración
rules-order-random = Al azar
rules-field-title = Título
rules-field-artist = Artista
rules-field-album = Álbum
rules-field-album_artist = Artista del álbum
rules-field-genre = Género
rules-field-path = Ubicación del archivo
rules-field-codec = Formato
rules-field-year = Año
rules-field-added = Añadida
rules-field-played = Última escucha
rules-field-plays = Veces escuchada
rules-field-length = Duración
rules-field-bitrate = Tasa de bits (kbit/s)
rules-field-loudness = Sonoridad (LUFS)
rules-field-number = Número de pista
rules-field-disc = Disco
rules-test-is = es
rules-test-is_not = no es
rules-test-contains = contiene
rules-test-contains_not = no contiene
rules-test-starts = empieza por
rules-test-ends = termina en
rules-test-above = es más de
rules-test-below = es menos de
rules-test-since = fue el día o después
rules-test-before = fue antes de
rules-test-between = está entre
rules-test-within = fue en los últimos
rules-test-not_within = no fue en los últimos
rules-test-empty = no tiene valor
