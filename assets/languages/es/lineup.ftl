### The window: the banner of an outage, the lineup, the stations.

## The banner

banner-since = { $feed } no emite desde las { $clock } ({ $lasting }).
banner-plays = Suena ahora: { $title }.
banner-plays-feed = { $name } suena en su lugar.
banner-plays-buffer = Sigue sonando desde su búfer.
banner-reserve = La reserva dura { $left }.
banner-next = Próximo intento en { $rest }.
banner-trying = Intentando conectar.
banner-proves = { $feed } ha vuelto y está a prueba: { $rest }.
banner-login = Abrir la página de acceso
banner-details = Detalles
banner-offline = Sigues sin conexión. Las emisoras esperan.
banner-go-online = Conectar
banner-no-device = { $remedy } Hasta entonces, la música sigue sin oírse.
banner-doubt = { $feed }: { $sentence } Hay { $seconds } s en el búfer.
banner-back = { $feed } ha vuelto tras { $lasted }. No te perdiste nada: 0.0 s de silencio.
banner-back-silence = { $feed } ha vuelto tras { $lasted }. Hubo { $seconds } s de silencio.

## How a feed is

health-idle = En espera
health-connecting = Conectando
health-buffering = Llenando el búfer
health-probation = A prueba: { $rest }
health-suspect = Dudosa
health-down = Caída
health-on-air = En el aire
health-healthy = Preparada

## The lineup

lineup-empty = Aún no hay emisoras
lineup-empty-why = Suena tu propia música, y para eso no hace falta la red. Añade una emisora, y esa música será la reserva que la respalda.
lineup-empty-add = Añadir una emisora
lineup-buffered = { $time } en el búfer
lineup-no-outage = Ningún corte en las últimas 24 horas.
lineup-bridged = { $count ->
    [one] Un corte de { $time }, cubierto.
   *[other] { $count } cortes, { $time } en total, cubiertos.
}
lineup-bridged-silence = { $count ->
    [one] Un corte de { $time }, cubierto: { $seconds } s de silencio.
   *[other] { $time } de cortes cubiertos ({ $count }): { $seconds } s de silencio.
}
lineup-day-of = Las últimas 24 horas de { $feed }
lineup-legend-on-air = En el aire
lineup-legend-standing-by = Preparada
lineup-legend-down = Caída
lineup-legend-off = Segue estaba apagado
lineup-span-on-air = En el aire de { $from } a { $to } ({ $long })
lineup-span-standing-by = Preparada de { $from } a { $to } ({ $long })
lineup-span-down = Caída de { $from } a { $to } ({ $long })
lineup-span-off = Segue no estuvo en marcha de { $from } a { $to } ({ $long })
lineup-gap = Caída de { $from } a { $to }: { $why }
lineup-gap-lasts = Caída desde las { $from }: { $why }
lineup-gap-silence = { $seconds } s de silencio
lineup-by-reserve = cubierto por la reserva
lineup-by-buffer = cubierto por su búfer
lineup-by-other = sonaba otra cosa
lineup-outages = Cortes
lineup-outages-why = De las últimas 24 horas, los más recientes primero. El historial guarda más: segue journal
lineup-outage-of = { $feed }: { $long }
lineup-reserve = Reserva
lineup-reserve-why = Música en este equipo, para cuando falle la red. No necesita nada de fuera.
lineup-left = { $time } sin repetir
lineup-last-resort = Solo está la música incluida en Segue: basta para que nada quede en silencio, pero es poca. Añade una carpeta de música para tener más.
lineup-playing-from = Está sonando, desde { $source }.
lineup-source = { $count ->
    [one] Una canción
   *[other] { $count } canciones
} · { $time } · { $percent } % verificado
lineup-verified = Verificado
lineup-damaged = { $count ->
    [one] Un archivo dañado
   *[other] { $count } archivos dañados
}
lineup-drill = Simulacro
lineup-drill-why = Escucha qué pasa si la red se corta ahora. Segue interrumpe lo que está en el aire, como lo haría un fallo, y mide lo que se oye: medio minuto como mucho, y después todo sigue como antes.
lineup-drill-start = Cortar ahora
lineup-drill-going = El simulacro está en marcha. Escucha.
lineup-drill-progress = Atento a silencios y chasquidos… { $seconds } s
lineup-drill-passed = Superado: nadie habría notado un fallo
lineup-drill-failed = No superado: se habría oído un fallo
lineup-drill-course = Se cortó { $from }; { $to } entró tras { $after } s, con un fundido de { $fade } s.
lineup-drill-no-silence = No hubo silencio.
lineup-drill-silence = Hubo { $seconds } s de silencio.
lineup-drill-clicks = { $count ->
    [0] No hubo chasquidos.
    [one] Hubo un chasquido.
   *[other] Hubo { $count } chasquidos.
}

## The stations

radio-empty = Radio que nunca calla
radio-empty-why = Añade una emisora, y Segue mantendrá el sonido: cuando falla la red, tu propia música entra como la siguiente canción, y se retira cuando la emisora vuelve. La reserva siempre está ahí, incluso sin una carpeta de música.
radio-add = Añadir una emisora
radio-change = Editar la emisora
radio-form-why = La dirección de la propia transmisión, o del .m3u o .pls que ofrece la emisora. Más direcciones del mismo programa dan más seguridad.
radio-name = Nombre
radio-addresses = Direcciones, una por línea
radio-save = Guardar
radio-cancel = Cancelar
radio-refused = No se puede usar «{ $given }»: { $why }
radio-order = Suena la primera; cada una de las demás suple a las anteriores, y la reserva a todas.
radio-play = Reproducir { $name }
radio-play-short = Reproducir
radio-edit = Editar { $name }
radio-up = Subir { $name }
radio-down = Bajar { $name }
radio-remove = Quitar { $name }
radio-removed = Se quitó { $name }.
