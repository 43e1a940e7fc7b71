### The window's frame: pages, actions, what is said after something was done.

page-home = Inicio
page-albums = Álbumes
page-artists = Artistas
page-songs = Canciones
page-genres = Géneros
page-playlists = Listas
page-queue = Cola
page-radio = Radio
page-lineup = Parrilla
page-search = Buscar
page-playing = En reproducción
page-settings = Ajustes
page-problems = Problemas
group-library = BIBLIOTECA
group-on-air = EN EL AIRE
menu = Menú
close = Cerrar

action-play-pause = Reproducir o pausar
action-next = Canción siguiente
action-previous = Canción anterior
action-seek-forward = Avanzar 10 segundos
action-seek-back = Retroceder 10 segundos
action-louder = Subir el volumen
action-softer = Bajar el volumen
action-mute = Silenciar
action-shuffle = Orden aleatorio
action-repeat = Repetir
action-love = Marcar como favorita
action-back = Atrás
action-forward = Adelante
action-palette = Buscar una acción
action-search = Buscar
action-add-folder = Añadir una carpeta de música
action-mini = Minirreproductor
action-full-screen = Pantalla completa
action-undo = Deshacer
action-new-playlist = Nueva lista de reproducción
action-clear-queue = Vaciar la cola
action-try-now = Reintentar ahora
action-stay-offline = Seguir sin conexión
action-drill = Simular un fallo
action-show-playing = Mostrar lo que suena
action-larger = Aumentar el texto
action-smaller = Reducir el texto
action-normal-size = Tamaño de texto normal
action-shortcuts = Atajos de teclado
action-quit = Salir

nothing-to-play = Aquí no hay nada que se pueda reproducir ahora.
nothing-to-undo = No hay nada que deshacer.
queued-next = { $count ->
    [one] Sonará a continuación.
   *[other] { $count } canciones sonarán a continuación.
}
queued-end = { $count ->
    [one] Añadida a la cola.
   *[other] { $count } canciones añadidas a la cola.
}
done-created = Se creó «{ $name }».
done-saved = Se guardó «{ $name }».
done-appended = Añadido a «{ $name }».
done-removed = Quitado de «{ $name }».
done-restored = «{ $name }» vuelve a estar como antes.
done-renamed = Ahora se llama «{ $name }».
done-deleted = Se eliminó «{ $name }».
done-folder-added = Examinando la música de { $name }.
done-folder-removed = { $name } ya no forma parte de la biblioteca. Sus archivos no se han tocado.
done-marked = Ahora forma parte de la reserva.
done-unmarked = Ya no forma parte de la reserva.

palette-hint = ¿Qué quieres hacer?
palette-nothing = Nada se llama así. Prueba con menos letras.

dialog-new-smart = Nueva lista inteligente
dialog-rename = Cambiar el nombre de la lista
dialog-duplicate = Copia de la lista
dialog-name = Nombre
dialog-save = Guardar
dialog-cancel = Cancelar

desktop-play = Reproducir
desktop-pause = Pausar
desktop-show = Mostrar Segue
desktop-out = { $feed } ha dejado de emitir
desktop-back = { $feed } ha vuelto
desktop-after = Tras { $time }.
desktop-now = Suena ahora: { $what }.
desktop-awake = Se está reproduciendo música

drop-play = Suelta para reproducir
drop-playlist = Suelta para añadirlo a «{ $name }»
drop-station = Suelta aquí el archivo de una emisora
