### The window: library.

## Grids

grid-unknown-artist = Artista desconocido
grid-no-album = Sin álbum
grid-tracks = { $count ->
    [one] 1 canción
   *[other] { $count } canciones
}
grid-albums = { $count ->
    [one] 1 álbum
   *[other] { $count } álbumes
}
grid-album = { $title } de { $artist }, { $tracks }
grid-album-of-year = { $title } de { $artist }, { $year }, { $tracks }
grid-play = Reproducir { $title }
grid-more = Más opciones para { $title }
grid-play-now = Reproducir
grid-shuffle = Aleatorio
grid-play-next = Reproducir a continuación
grid-play-last = Añadir a la cola
grid-add-to-playlist = Añadir a una lista
grid-new-playlist = Nueva lista «{ $name }»
grid-go-to-artist = Ir al artista
grid-artist-gone = La biblioteca ya no tiene ningún artista con este nombre.
grid-clear = Borrar el texto
grid-filter = Filtrar
grid-count = { $count }
grid-count-of = { $count } de { $all }
grid-show-all = Mostrar todo
grid-filtered = Nada coincide con «{ $words }»
grid-filtered-why = El filtro mira nombres, artistas y años. Para canciones, usa la búsqueda.
grid-unreadable = No se puede leer la biblioteca
grid-scanning = Examinando tu música
grid-scanning-why = Lo que se encuentra va apareciendo en esta página.
grid-empty = Aún no hay música
grid-empty-why = Dile a Segue dónde está tu música. Tus archivos se quedan donde están y como están.

albums-by-artist = Por artista
albums-by-title = Por título
albums-by-year = Más recientes primero
albums-by-added = Añadidos hace poco
albums-by-played = Más escuchados

folders-path = Carpeta
folders-add = Añadir esta carpeta
folders-up = Carpeta superior
folders-none-below = No hay carpetas dentro de esta.
folders-missing = Esa carpeta no existe. Escribe su ruta completa, como /home/anna/Music.
folders-no-folder = Esto es un archivo, no una carpeta.
folders-no-music = Aún no contiene música; cuando llegue, se encontrará.
folders-music = { $count ->
    [one] Un archivo de música.
   *[other] Unos { $count } archivos de música.
}
folders-much-music = Más de { $count } archivos de música.

## Lists

done-loved = «{ $name }» es ahora una de tus favoritas.
done-unloved = «{ $name }» ya no es una de tus favoritas.
list-name = Canciones
list-title = Título
list-artist = Artista
list-album = Álbum
list-album-artist = Artista del álbum
list-genre = Género
list-year = Año
list-added = Añadida
list-plays = Escuchas
list-played = Última escucha
list-loved = favorita
list-length = Duración
list-number = Número
list-format = Formato
list-size = Tamaño
list-loudness = Sonoridad
list-file = Archivo
list-disk = Disco
list-trouble = Problema
list-playing = en reproducción
list-away = sin conectar
list-gone = Ya no está en la biblioteca
list-waiting = …
list-ascending = ascendente
list-descending = descendente
list-dragged = { $count ->
    [one] 1 canción
   *[other] { $count } canciones
}
list-play-now = Reproducir ahora
list-play-next = Reproducir a continuación
list-enqueue = Añadir a la cola
list-add-to = Añadir a una lista
list-new-playlist = Nueva lista
list-love = Marcar como favorita
list-unlove = Quitar de favoritas
list-go-to-album = Ir al álbum
list-go-to-artist = Ir al artista
list-reveal = Mostrar en su carpeta
list-details = Detalles
list-not-in-library = Esta canción no está en la biblioteca, así que no tiene esa página.
list-path-copied = No se pudo abrir ningún gestor de archivos. Se copió la ruta del archivo.
list-count = { $count ->
    [one] 1 canción
   *[other] { $count } canciones
}
list-play = Reproducir
list-shuffle = Aleatorio
list-more = Más
list-filter = Filtrar
list-unreadable = No se puede leer la biblioteca
list-filtered = Nada coincide con «{ $words }»
list-filtered-why = El filtro mira títulos, artistas, álbumes y géneros.
list-show-all = Mostrar todo
list-empty = Aún no hay música
list-empty-why = Añade una carpeta con música: se examina enseguida, y las primeras canciones se pueden reproducir antes de que termine.
list-scanning = Examinando tu música
list-scanning-why = Las canciones aparecen aquí a medida que se encuentran.
songs-shown = { $shown } de { $count ->
    [one] 1 canción
   *[other] { $count } canciones
}
album-kind = ÁLBUM
album-disc = Disco { $number }
album-others = Más de { $artist }
album-gone = Este álbum ya no está en la biblioteca
album-gone-why = Sus archivos se movieron, se eliminaron o tienen ahora otras etiquetas.
artist-kind = ARTISTA
artist-top = Lo más escuchado
artist-albums = Álbumes
artist-tracks = Todas las canciones
artist-gone = Este artista ya no está en la biblioteca
genre-kind = GÉNERO
genre-gone = Este género ya no está en la biblioteca
queue-place = { $place } de { $count }
queue-left = Quedan { $time }
queue-remove = Quitar de la cola
queue-save = Guardar como lista
queue-saved-name = Cola
queue-clear = Vaciar
queue-empty = La cola está vacía
queue-empty-why = Aquí está lo que elijas escuchar después. Haz doble clic en una canción o arrastra música aquí.
queue-to-albums = Ir a los álbumes
queue-repeat-off = Repetir: no
queue-repeat-all = Repetir: toda la cola
queue-repeat-one = Repetir: esta canción
queue-again = Tras la última canción, vuelve a empezar.
queue-then-feed = Después vuelve a sonar { $name }.
queue-then-reserve = Después sigue tu reserva: { $time } de música antes de que se repita algo.
queue-then-builtin = Después sigue la música incluida en Segue. Elige una reserva en la parrilla para escuchar la tuya.
queue-removed = { $count ->
    [one] Quitada de la cola.
   *[other] { $count } canciones quitadas de la cola.
}
queue-cleared = Se vació la cola.
queue-moved = Movido.
queue-replaced = { $count ->
    [one] Se reemplazó la cola.
   *[other] Se reemplazó la cola de { $count } canciones.
}
grid-song = { $title } de { $artist }

home-on-air = EN EL AIRE
home-from-feed = EN EL AIRE DESDE { $name }
home-from-queue = DE TU COLA
home-from-reserve = DE LA RESERVA
home-from-reserve-of = DE LA RESERVA: { $name }
home-from-last-resort = LA MÚSICA DE SEGUE, PORQUE NO HAY NADA MÁS
home-silent = No suena nada
home-silent-why = Elige algo o deja que decida el azar.
home-shuffle-all = Todo en aleatorio
home-pause = Pausar
home-resume = Reproducir
home-jump-back-in = Volver a escuchar
home-recent = Escuchado hace poco
home-added = Añadido hace poco
home-most-played = Lo más escuchado
home-no-music = Aún no hay música en tus carpetas
home-no-music-why = Segue vuelve a mirar en cuanto algo cambia en ellas. ¿Estará en otra carpeta?
home-scan = Examinando tu música
home-scan-waiting = Esperando espacio en el disco
home-scan-read = { $read } de { $all } archivos leídos
home-scan-left = quedan unos { $time }
home-play-first = Reproducir ya las primeras canciones
home-reserve-name = RESERVA
home-reserve = { $time } de música lista
home-reserve-none = Aún no hay reserva
home-reserve-last-resort = Solo la música de Segue está en reserva
home-feeds = EMISORAS
home-feeds-none = Aún no hay emisoras
home-feeds-none-why = Añade una en la página Radio.
home-health-idle = en espera
home-health-connecting = conectando
home-health-buffering = llenando el búfer
home-health-probation = a prueba
home-health-healthy = estable
home-health-suspect = dudosa
home-health-down = caída
home-welcome = Te damos la bienvenida a Segue
home-welcome-what = Segue reproduce tu música y tus emisoras de radio, y cuando falla la red sigue sin pausa con tus propios archivos.
home-welcome-where = ¿Dónde está tu música?
home-welcome-safe = Tus archivos se quedan donde están y como están. Puedes añadir más carpetas cuando quieras.

search-field = Buscar música
search-recent = Búsquedas recientes
search-how = Cómo buscar
search-how-long = Escribe cualquier palabra: se busca al comienzo de las palabras de títulos, artistas, álbumes y géneros. Para precisar más:
search-top = Mejor resultado
search-top-spoken = Mejor resultado: { $name }, { $kind }
search-kind-artist = Artista
search-kind-album = Álbum
search-kind-song = Canción
search-kind-playlist = Lista
search-play-all = Reproducir todos los resultados
search-nothing = Nada coincide con «{ $words }»
search-nothing-scanning = Segue aún está examinando tus carpetas: puede que aparezca en un momento.
search-nothing-empty = Aún no hay música en tu biblioteca.
search-nothing-narrow = Todo tiene que coincidir a la vez. Quita un año, un campo o una palabra con un menos delante.
search-nothing-words = { $count ->
    [one] Ninguna palabra de la única canción de tu biblioteca empieza así. Prueba con menos letras.
   *[other] Ninguna palabra de las { $count } canciones de tu biblioteca empieza así. Prueba con menos palabras o menos letras.
}

problems-none = Todo está bien
problems-none-why = Todos los archivos de tus carpetas se pueden leer como música y la reserva está en orden.
problems-count = { $count ->
    [0] Ningún archivo tiene problemas
    [one] 1 archivo
   *[other] { $count } archivos
}
problems-files = Archivos
problems-reserve = Reserva
problems-damaged = { $count ->
    [one] Un archivo de la reserva está dañado.
   *[other] { $count } archivos de la reserva están dañados.
}
problems-look-again = Volver a examinar
problems-looking = Examinando las carpetas
problems-copy = Copiar la ruta de { $name }
problems-copied = Se copió la ruta.
problems-show-folder = Mostrar la carpeta de { $name }
problems-folder-copied = Aquí ningún programa muestra carpetas. Se copió la ruta de la carpeta.

list-remove-from-playlist = Quitar de la lista
