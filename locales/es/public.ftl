### Lo que leen las familias y los médicos en las páginas públicas, fuera del formulario. La fuente es el inglés.

## Cada página

shell-skip = Ir al contenido principal
shell-other-language-action = cambiar el idioma a inglés
shell-demo = Esto es una demostración. Las personas y los teléfonos son inventados.
shell-help-title = ¿Necesita ayuda?
shell-help-phone = { $hours }
shell-help-call-me = O deje su número.
shell-help-call-me-link = Solo quiero que me llamen
shell-help-doctors = Para médicos y enfermeros
shell-emergency = ¿Hay peligro en este momento? Llame al 911.
shell-footer = Nuestro equipo de atención lee lo que usted envía aquí. No lo vendemos y no mostramos anuncios.

back = Atrás
optional = (opcional)
change = Cambiar
not-given = Sin respuesta

## Elija su idioma

choose-title = Elija su idioma
choose-other = Otro idioma
choose-other-hint = Le llamamos con un intérprete gratis.

## Inicio

start-title = Pídanos que revisemos el caso de su hijo o hija
start-lead = Lamentamos que esté pasando por esto. Díganos cómo comunicarnos con usted. Una persona de nuestro equipo le llamará.
start-who = ¿Quién es usted?
start-family = Soy madre, padre o familiar
start-family-hint = Unos 10 minutos. No necesita papeles.
start-patient = Soy el paciente y tengo 18 años o más
start-patient-hint = Las mismas preguntas, sobre usted.
start-doctor = Soy médico o enfermero
start-doctor-hint = Unos 6 minutos. Puede parar y volver.
start-call-me = Solo quiero que me llamen
start-call-me-hint = Solo necesitamos su nombre y su teléfono.
start-urgent = ¿Su hijo o hija está en cuidados intensivos o empeora rápido? Llámenos primero:
start-emergency = Si su hijo o hija está en peligro en este momento, llame al 911.
start-next-title = Qué pasa después
start-next-1 = Usted responde unas preguntas cortas. Puede saltarse casi todas. Puede parar y volver, en este teléfono o en otro.
start-next-2 = Una persona de nuestro equipo le llama. Le decimos antes de qué día y hora.
start-next-3 = Le ayudamos a reunir los documentos médicos. Nuestros médicos los leen y hablan con usted.
start-private-title = Sus respuestas son privadas
start-private = Solo las lee nuestro equipo de atención. Puede pedirnos que las borremos.

## Solo quiero que me llamen

call-me-title = Le llamaremos
call-me-lead = Su nombre y su teléfono son suficientes. Lo demás lo preguntamos al hablar.
call-me-send = Pedir una llamada
call-me-private = Solo lo ve nuestro equipo de atención. Lo usamos solo para llamarle.
call-me-consent = Al presionar el botón, usted acepta que guardemos esto y le llamemos.

## Después de enviar

sent-title = Tenemos su solicitud
sent-reference = Su número de referencia
sent-reference-hint = Dígalo cuando nos llame.
sent-promise = Tendrá noticias nuestras el
sent-promise-call = Le llamaremos el
sent-promise-note = Es una promesa. Si nos atrasamos, llámenos al { $phone }.
sent-urgent = { $asker ->
        [patient] Nos dijo que está en cuidados intensivos. No tiene que esperar nuestra llamada.
       *[family] Nos dijo que su hijo o hija está en cuidados intensivos. No tiene que esperar nuestra llamada.
    }
sent-next-title = Qué pasa después
sent-next-1 = Leemos su solicitud. Una persona de nuestro equipo se encarga de ella.
sent-next-2-call = Esa persona le llama el { $moment }. La llamada viene del { $phone }.
sent-next-2-write = Esa persona le escribe el { $moment }. Si le llamamos, la llamada viene del { $phone }.
sent-next-3 = Juntos reunimos los documentos médicos. Después nuestros médicos los leen y hablamos con usted.
sent-help = Usted pidió ayuda. Empezamos con eso ahora, sin esperar a los médicos.
sent-papers-title = Fotos y papeles
sent-papers = Puede añadir fotos o papeles ahora. También puede hacerlo después, o no hacerlo.
sent-link-title = Vuelva desde cualquier teléfono
sent-link = Este es su enlace privado. Guárdelo. Muestra dónde está su solicitud, después de una pregunta. Si nos dio un correo electrónico, también lo recibe allí.
sent-safe-title = Cómo saber que somos nosotros
sent-safe = Llamamos desde el { $phone }. Nunca pedimos pagos ni contraseñas.
sent-worse-title = Si algo empeora
sent-worse = No espere nuestra llamada. Llámenos al { $phone }.
sent-worse-emergency = ¿Hay peligro en este momento? Llame al 911.
sent-copy-title = Lo que usted envió
sent-copy-hint = Lo envió el { $moment }.
sent-print = Imprimir o guardar esta página
sent-forget-title = ¿Otras personas usan este teléfono?
sent-forget = Pueden leer sus respuestas en esta página. Usted puede quitarlas de este teléfono. Guardamos su solicitud y le llamamos igual.
sent-forget-button = Olvidar esto en este teléfono
forgotten-title = Sus respuestas ya no están en este teléfono
forgotten = Si usted envió una solicitud, todavía la tenemos. Nuestro equipo sigue con ella y usted tendrá noticias nuestras.
forgotten-reference = Su número de referencia. Anótelo ahora.
forgotten-call = Para preguntar cómo va, llámenos al { $phone } y diga su número de referencia. Sin él, basta con su nombre.
sent-nothing-title = Aquí no hay nada que mostrar
sent-nothing = Esta página muestra una solicitud enviada desde este teléfono. Aquí no muestra ninguna. Si usted envió una, llámenos al { $phone } y la buscamos.
sent-nothing-start = Ir a la página de inicio

## La misma solicitud, enviada otra vez con otras respuestas

again-title = Usted ya envió esto
again-lead = Tenemos su primera solicitud. Su referencia es { $reference }. No enviamos las respuestas nuevas.
again-elsewhere = Tenemos esta solicitud. No enviamos las respuestas nuevas.
again-call = ¿Algo cambió? Llámenos al { $phone } y díganos. Lo agregamos a su solicitud.
again-new-title = Lo que escribió ahora
again-message = Enviar esto como mensaje
again-message-why = Lo agregamos a su solicitud y una persona lo lee.
again-first = Ver lo que envió primero

## Terminar después

later-button = Guardar y terminar después
later-title = Sus respuestas están guardadas
later-lead = Puede seguir aquí más tarde, o en otro teléfono o computadora.
later-code = Su código. Anótelo o imprima esta página.
later-needs-either = También necesita los últimos 4 números de su teléfono, o su correo electrónico.
later-needs-phone = También necesita los últimos 4 números de su teléfono.
later-needs-email = También necesita su correo electrónico.
later-how = Para seguir, abra esta página y escriba su código:
later-until = Guardamos sus respuestas hasta el { $day }. No se envía nada hasta que presione Enviar.
later-means = Para volver con un código, denos primero un teléfono o un correo electrónico. Se lo pedimos al volver, para que nadie más pueda abrir su formulario.
later-show = Mostrar mi código
later-go-on = Seguir ahora
later-mail-title = Por correo electrónico
later-mail = Escribimos al correo electrónico de su formulario. El mensaje no lleva ninguna de sus respuestas.
later-mail-code = Enviarme el código por correo electrónico
later-code-sent = Enviamos su código al correo electrónico de su formulario. ¿No llega en 10 minutos? Mire entre el correo no deseado, o anote aquí el código. Lo enviamos 3 veces al día como máximo.
later-remind = Recordármelo si no termino
later-remind-hint = Un mensaje después de 1 día y otro después de 3 días. Puede detenerlos cuando quiera.
later-remind-save = Guardar esta elección
later-reminded = Le llegará un recordatorio el { $day }, si para entonces no ha enviado el formulario.
later-reminded-twice = Le llegarán recordatorios el { $day } y el { $last }, si para entonces no ha enviado el formulario.
later-remind-off = No le recordamos este formulario.
later-shared-title = { $asker ->
        [doctor] ¿Otras personas usan este dispositivo?
       *[family] ¿Otras personas usan este teléfono?
    }
later-shared = { $asker ->
        [doctor] Puede quitar el formulario de este dispositivo. Su código lo trae de vuelta.
       *[family] Puede quitar el formulario de este teléfono. Su código lo trae de vuelta.
    }
later-shared-first = { $asker ->
        [doctor] Puede quitar el formulario de este dispositivo. Pida antes un código: sin él, sus respuestas no pueden volver.
       *[family] Puede quitar el formulario de este teléfono. Pida antes un código: sin él, sus respuestas no pueden volver.
    }
later-shared-reminders = Los recordatorios también se detienen.
later-clear = { $asker ->
        [doctor] Quitarlo de este dispositivo
       *[family] Quitarlo de este teléfono
    }
resume-title = Siga con su formulario
resume-lead = Escriba su código y lo que nos dio para comunicarnos con usted.
resume-code = Su código
resume-code-hint = 10 letras y números; por ejemplo, 258B-EHMQ-TX.
resume-means = Los últimos 4 números de su teléfono, o su correo electrónico
resume-means-hint = Como lo escribió en el formulario.
resume-button = Seguir
resume-cleared = El formulario ya no está aquí. Su código lo trae de vuelta.
resume-dropped = El formulario ya no está aquí. No tenía código, así que empieza vacío.
resume-stop-title = ¿No quiere más recordatorios?
resume-stop = Detener los recordatorios
resume-stopped = Ya no le recordaremos este formulario. Su código lo trae de vuelta.
resume-call = ¿No tiene código? Llámenos al { $phone }. Podemos hacerlo juntos por teléfono.
resume-sent = Ya envié mi solicitud
start-resume = Seguir con un formulario guardado
start-status = Ver dónde está su solicitud
