### The window: settings.

settings-search = Buscar un ajuste
settings-nothing = Ningún ajuste tiene que ver con «{ $what }».
settings-restart = Se aplica desde el próximo inicio.
settings-reset = Volver al valor predeterminado: { $name }
settings-one-a-line = Uno por línea
settings-homeless = No se conoce ninguna carpeta personal, así que no se pueden guardar los ajustes. Inicia Segue con --config FILE.
settings-changed-meanwhile = El archivo de ajustes cambió entretanto: se queda como está.

settings-window = Ventana
settings-audio = Sonido
settings-failover = Cuando falla una emisora
settings-reserve = Reserva
settings-library = Biblioteca
settings-journal = Historial
settings-probe = ¿Internet o la emisora?
settings-log = Mensajes
settings-about = Acerca de

settings-folders = Carpetas de música
settings-folders-why = La biblioteca es la música de estas carpetas. Segue solo las lee.
settings-no-folders = Aún no hay ninguna. Añade la carpeta en la que está tu música.
settings-rescan = Buscar cambios
settings-rescanning = Examinando las carpetas.
settings-remove = Quitar { $name }
settings-marks = Marcado como reserva
settings-marks-why = Suena mientras no suena ninguna emisora. Las listas y las carpetas se marcan donde se muestran.
settings-no-marks = No hay nada marcado: toda la biblioteca es la reserva. Las listas se pueden marcar en su página.

settings-version = Segue { $version }
settings-promise = Nunca en silencio, haga lo que haga la red.
settings-licence = Software libre bajo la licencia { $licence }.
settings-fonts = Letra: Inter, bajo la SIL Open Font License. Iconos: Phosphor, bajo la licencia MIT.
settings-file = Los ajustes están en { $file }

## Each setting: its name, and what it does

set-window-look = Aspecto
set-window-look-why = Claro u oscuro, como el escritorio, o siempre igual.
set-window-language = Idioma
set-window-language-why = El idioma de la ventana.
set-window-text-size = Tamaño del texto
set-window-text-size-why = Lo grande que es todo, de 70 a 200.
set-window-motion = Movimiento
set-window-motion-why = Si los elementos pueden deslizarse y desvanecerse.
set-window-notify-songs = Avisar de cada canción
set-window-notify-songs-why = El escritorio muestra un aviso con cada canción, no solo con un corte y un regreso.
set-window-tray = Icono en la bandeja
set-window-tray-why = Si el escritorio tiene una bandeja.

set-audio-output = Salida
set-audio-output-why = Se sigue la elección del sistema cuando cambia.
set-audio-volume = Volumen inicial
set-audio-volume-why = De 0 a 100.
set-audio-crossfade = Fundido cruzado
set-audio-crossfade-why = Cuánto tarda una canción en fundirse con la siguiente, de 0s a 12s. Con 0s se siguen sin fundido.
set-audio-fade = Forma del fundido
set-audio-fade-why = La potencia constante mantiene la sonoridad entre dos canciones distintas.
set-audio-gapless = Álbumes sin pausas
set-audio-gapless-why = Las canciones de un álbum se siguen tal como se grabaron.
set-audio-ceiling = Pico máximo
set-audio-ceiling-why = El limitador no deja pasar nada por encima, de −20 a 0.
set-audio-loudness = Sonoridad uniforme
set-audio-loudness-why = Todo se lleva a la misma sonoridad: canción por canción, o álbum por álbum para que lo suave siga siendo suave.
set-audio-loudness-target = Nivel de sonoridad
set-audio-loudness-target-why = −18 deja margen para los picos; −14 es como la mayoría de las emisoras. De −30 a −8.
set-audio-preamp = Preamplificación
set-audio-preamp-why = Hace que las canciones de sonoridad conocida suenen más o menos fuerte que eso, de −12 a 12.
set-audio-equaliser = Ecualizador
set-audio-equaliser-why = Un preajuste; sus diez bandas están junto a la barra de reproducción.

set-failover-start = Inicio de una emisora
set-failover-start-why = Enseguida, con el primer segundo de sonido; o con el búfer lleno, y la reserva hasta entonces.
set-failover-return = Regreso a una emisora
set-failover-return-why = Cuando una emisora vuelve a estar bien.
set-failover-probation = Tiempo de prueba
set-failover-probation-why = Cuánto debe sonar sin fallos y sin oírse una emisora que vuelve, de 0s a 15m.
set-failover-buffer = Búfer
set-failover-buffer-why = Cuánto sonido hay entre la red y tus oídos, de 2s a 2m. Los fallos más cortos no se oyen.
set-failover-dead-air = Silencio que cuenta como fallo
set-failover-dead-air-why = Se deja una emisora que calla tanto tiempo, de 500ms a 10m. Más para música con pausas largas.
set-failover-dead-air-level = Qué cuenta como silencio
set-failover-dead-air-level-why = Todo lo que sea más débil, de −100 a −20.
set-failover-noise = Evitar el ruido
set-failover-noise-why = Se deja una emisora que se convierte en ruido.

set-reserve-sources = Archivos, carpetas y listas
set-reserve-sources-why = Lo que suena mientras no suena ninguna emisora, lo preferido primero. Si no hay nada, es lo marcado en la biblioteca o, si no, toda ella.
set-reserve-shuffle = Mezclar también estos
set-reserve-shuffle-why = Si no, suenan en su orden.
set-reserve-artist-gap = Canciones entre dos del mismo artista
set-reserve-artist-gap-why = De 0 a 100.
set-reserve-track-gap = Tiempo entre dos escuchas de una canción
set-reserve-track-gap-why = De 0s a 30days, por ejemplo 12h.

set-library-place = Se guarda en
set-library-place-why = La carpeta de la biblioteca, las listas, el historial y la cola. Vacío: la habitual.
set-library-watch = Detectar cambios
set-library-watch-why = La música nueva está lista en cuanto llega a una carpeta.
set-library-verify = Comprobar archivos en segundo plano
set-library-verify-why = Para saber que suenan hasta el final y con qué sonoridad.
set-library-resume = Continuar con la última cola
set-library-resume-why = Al iniciar Segue.

set-journal-enabled = Llevar un historial
set-journal-enabled-why = De cortes, cambios y lo que se escuchó. De él saca la parrilla su día.
set-journal-keep-days = Durante
set-journal-keep-days-why = Las entradas más antiguas se eliminan, de 1 a 36500.
set-journal-path = Se guarda en
set-journal-path-why = Un archivo. Vacío: el habitual.

set-probe-enabled = Consultar otras direcciones
set-probe-enabled-why = Mientras una emisora tiene problemas, para distinguir un fallo de internet de un fallo de la emisora.
set-probe-targets = Direcciones
set-probe-targets-why = Cada una responde 200 o 204 cuando todo va bien, con las palabras que la siguen en la respuesta; tcp://ADDRESS:PORT solo tiene que aceptar una conexión.

set-log-level = Qué se cuenta
set-log-level-why = En el terminal desde el que se inició Segue.

choice-look-desktop = Como el escritorio
choice-look-light = Claro
choice-look-dark = Oscuro
choice-look-contrast = Alto contraste
choice-language-desktop = Como el escritorio
choice-motion-desktop = Como el escritorio
choice-motion-off = Nada se mueve
choice-output-default = La que elija el sistema
choice-output-null = Ninguna (en silencio)
choice-fade-equal-power = Potencia constante
choice-fade-linear = Lineal
choice-loudness-track = Canción por canción
choice-loudness-album = Álbum por álbum
choice-loudness-off = No
choice-equaliser-flat = Plano
choice-equaliser-bass-boost = Más graves
choice-equaliser-treble-boost = Más agudos
choice-equaliser-vocal = Voces
choice-equaliser-rock = Rock
choice-equaliser-pop = Pop
choice-equaliser-jazz = Jazz
choice-equaliser-classical = Clásica
choice-equaliser-electronic = Electrónica
choice-equaliser-acoustic = Acústica
choice-equaliser-late-night = De noche
choice-equaliser-small-speakers = Altavoces pequeños
choice-start-fast = Enseguida
choice-start-full = Con el búfer lleno
choice-return-track-end = Al terminar la canción
choice-return-now = Enseguida
choice-return-manual = Cuando yo lo diga
choice-level-off = Nada
choice-level-error = Errores
choice-level-warn = Advertencias
choice-level-info = Más
choice-level-debug = Mucho
choice-level-trace = Todo

unit-percent = %
unit-tracks = canciones
unit-days = días
unit-dbfs = dBFS
unit-dbtp = dBTP
unit-lufs = LUFS
unit-db = dB
