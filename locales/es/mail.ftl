### Correos. Dicen poco a propósito: el correo electrónico no es privado.

## Lo que está en todos los correos

mail-fact-reference = Referencia
mail-fact-promise = Tendrá noticias nuestras
mail-fact-due = Plazo
mail-fact-code = Su código
mail-fact-kept = Guardamos sus respuestas hasta

mail-open-family = Ver su solicitud
mail-open-doctor = Ver su remisión
mail-open-draft = Seguir con su formulario
mail-open-staff = Abrir la solicitud

mail-call-family = ¿Tiene preguntas o no puede esperar? Llámenos: { $phone }. En una emergencia, llame primero al número de emergencias de su zona.
mail-call-doctor = ¿Preguntas, o no puede esperar? Llámenos: { $phone }.
mail-call-draft = ¿Preguntas, o no tiene tiempo de escribir? Llámenos: { $phone }. Podemos llenarlo con usted por teléfono. En una emergencia, llame primero al número de emergencias de su zona.
mail-call-staff = { $programme }, { $phone }

mail-footer-family = Este mensaje dice poco a propósito, porque el correo electrónico no es privado. Nunca pedimos dinero ni contraseñas por correo electrónico.
mail-footer-family-reply = Nadie lee las respuestas a este mensaje. Para hablar con una persona, llámenos.
mail-footer-doctor = Este mensaje dice poco a propósito, porque el correo electrónico no es privado.
mail-footer-draft = Este mensaje dice poco a propósito, porque el correo electrónico no es privado. Lo recibe porque alguien lo pidió en nuestro sitio. Si no fue usted, no tiene que hacer nada.
mail-footer-draft-reply = Nadie lee las respuestas a este mensaje. Para hablar con una persona, llámenos.
mail-footer-staff = Recibe este mensaje por su trabajo en { $programme }. El contenido de la solicitud solo se muestra después de iniciar sesión.
mail-footer-doctor-reply = Nadie lee las respuestas a este mensaje. Para hablar con una persona, llámenos.
mail-footer-staff-reply = Nadie lee las respuestas a este mensaje.

## A las familias

mail-family-receipt-subject = Hemos recibido su solicitud { $reference }
mail-family-receipt-lead = Su solicitud nos ha llegado y está segura. No hace falta que la envíe otra vez.
mail-family-receipt-next = Una persona de nuestro equipo se comunicará con usted. Si no ha tenido noticias nuestras en el plazo que aparece aquí, llámenos y diga su referencia.

mail-family-contact-person-subject = Hay novedades sobre su solicitud { $reference }
mail-family-contact-person-lead = Una persona de nuestro equipo se encarga ahora de su solicitud.
mail-family-contact-person-next = Esa persona se comunicará con usted. Tenga a mano esta referencia cuando hablemos.

mail-family-items-needed-subject = Hay noticias sobre su solicitud { $reference }
mail-family-items-needed-lead = Falta algo para que podamos seguir con su solicitud. Puede ver qué es cuando abra su solicitud, o llámenos.
mail-family-items-needed-next = Si no lo encuentra o no está seguro, llámenos. Muchas veces podemos conseguirlo por usted.

mail-family-update-subject = Hay novedades sobre su solicitud { $reference }
mail-family-update-lead = Hay noticias sobre su solicitud. No las escribimos en un correo electrónico.
mail-family-update-next = Puede ver su solicitud, o llamarnos y se lo contamos.

mail-family-promise-missed-subject = Hay noticias sobre su solicitud { $reference }
mail-family-promise-missed-lead = Le dijimos que tendría noticias nuestras, y no fue así. Lo sentimos.
mail-family-promise-missed-next = Hemos avisado a la persona responsable del equipo. El plazo que aparece aquí es nuestra nueva promesa. También puede llamarnos ahora.

mail-family-visit-subject = Hay noticias sobre su solicitud { $reference }
mail-family-visit-lead = Hay un plan para que usted lo vea. No escribimos los detalles en un correo electrónico.
mail-family-visit-next = Si algo no le conviene, llámenos. Buscaremos juntos otra manera.

mail-family-feedback-subject = Dos preguntas sobre su solicitud { $reference }
mail-family-feedback-lead = Queremos saber cómo fue para usted.
mail-family-feedback-next = Hay dos preguntas en su página. Responda solo si quiere. Nadie se lo pedirá otra vez.

mail-family-message-subject = Hay un mensaje sobre su solicitud { $reference }
mail-family-message-lead = Una persona de nuestro equipo le ha escrito. No ponemos lo que dice en un correo.
mail-family-message-next = Puede leerlo y responder en su página. También puede llamarnos.

mail-family-link-subject = El enlace de su solicitud { $reference }
mail-family-link-lead = Aquí está el enlace de su solicitud. Usted nos lo pidió, o le hicimos uno nuevo.
mail-family-link-next = ¿No lo esperaba? Entonces no tiene que hacer nada. El enlace se abre solo para quien puede responder nuestra pregunta.

mail-family-closing-subject = Hay noticias sobre su solicitud { $reference }
mail-family-closing-lead = Hay una nota para usted sobre su solicitud. Léala cuando tenga un momento tranquilo.
mail-family-closing-next = Puede volver a comunicarse con nosotros cuando quiera. Su referencia sigue siendo la misma.

## A los médicos que remiten

mail-doctor-receipt-subject = Hemos recibido su remisión { $reference }
mail-doctor-receipt-lead = Su remisión nos ha llegado y está segura. No hace falta que la envíe otra vez.
mail-doctor-receipt-next = Una persona de nuestro equipo le llamará. Si no ha tenido noticias nuestras en el plazo que aparece aquí, llámenos y diga la referencia.

mail-doctor-items-needed-subject = Hay novedades sobre su remisión { $reference }
mail-doctor-items-needed-lead = Faltan informes para que podamos seguir con su remisión. No ponemos cuáles en un correo.
mail-doctor-items-needed-next = Puede verlos en la página de su remisión, enviarlos allí o decirnos que ya los envió. También puede llamarnos.

mail-doctor-update-subject = Hay novedades sobre su remisión { $reference }
mail-doctor-update-lead = Hay novedades sobre su remisión. No ponemos lo que es en un correo.
mail-doctor-update-next = Puede ver la página de su remisión o llamarnos, y se lo diremos.

mail-doctor-link-subject = El enlace a su remisión { $reference }
mail-doctor-link-lead = Este es el enlace a la página de su remisión. Usted nos lo pidió, o le hicimos uno nuevo.
mail-doctor-link-next = ¿No lo esperaba? Entonces no tiene que hacer nada. El enlace se abre solo para quien sabe responder a nuestra pregunta.

mail-doctor-patients-subject = El enlace a todas sus remisiones
mail-doctor-patients-lead = Este es el enlace a todas las remisiones que llegaron desde esta dirección. Funciona durante una hora.
mail-doctor-patients-next = ¿No fue usted quien lo pidió? Entonces no tiene que hacer nada. El enlace solo se abre para quien pueda responder a nuestra pregunta.

mail-doctor-letter-subject = Hay una carta sobre su remisión { $reference }
mail-doctor-letter-lead = Hay una carta para usted. No la enviamos por correo.
mail-doctor-letter-next = Puede leerla en la página de su remisión y guardarla en PDF.

mail-doctor-confirm-subject = Se envió una remisión { $reference } en su nombre
mail-doctor-confirm-lead = Alguien de su institución nos envió una remisión en su nombre. Ya está en camino.
mail-doctor-confirm-next = Abra la página de la remisión, lea lo que se envió y confírmelo. Si algo está mal, llámenos.

mail-doctor-message-subject = Hay un mensaje sobre su remisión { $reference }
mail-doctor-message-lead = Una persona de nuestro equipo le ha escrito. No ponemos lo que dice en un correo.
mail-doctor-message-next = Puede leerlo y responder en la página de su remisión. También puede llamarnos.

mail-doctor-promise-missed-subject = Hay noticias sobre su remisión { $reference }
mail-doctor-promise-missed-lead = Le dijimos que tendría noticias nuestras, y no fue así. Lo sentimos.
mail-doctor-promise-missed-next = Hemos avisado a la persona responsable del equipo. El plazo que aparece aquí es nuestra nueva promesa. También puede llamarnos ahora.

## Al personal

mail-intake-new-request-subject = { $priority ->
        [emergency] Emergencia: nueva solicitud { $reference }
        [urgent] Urgente: nueva solicitud { $reference }
       *[standard] Nueva solicitud { $reference }
    }
mail-intake-new-request-lead = Ha llegado una nueva solicitud. Nadie se ocupa de ella todavía.
mail-intake-new-request-next = Ábrala y tómela o asígnela. A la familia se le ha comunicado el plazo que aparece aquí.

mail-on-call-urgent-subject = { $priority ->
        [emergency] Emergencia, responda ahora: solicitud { $reference }
       *[urgent] Urgente, responda ahora: solicitud { $reference }
    }
mail-on-call-urgent-lead = Ha llegado una solicitud urgente durante su guardia. Nadie se ocupa de ella todavía.
mail-on-call-urgent-next = Ábrala y tómela ahora. Hasta que alguien lo haga, usted y la persona a cargo recibirán otro aviso.

mail-social-work-help-asked-subject = Piden ayuda: solicitud { $reference }
mail-social-work-help-asked-lead = Una familia ha pedido una ayuda que da su equipo.
mail-social-work-help-asked-next = La ayuda empieza el primer día. Abra la solicitud y vea qué se ha pedido.

mail-insurance-help-asked-subject = Piden ayuda con el seguro: solicitud { $reference }
mail-insurance-help-asked-lead = Una familia ha pedido ayuda con el seguro.
mail-insurance-help-asked-next = La ayuda empieza el primer día. Abra la solicitud y vea qué se ha pedido.

mail-supervisor-overdue-subject = Fuera de plazo: solicitud { $reference }
mail-supervisor-overdue-lead = Ha pasado un plazo de esta solicitud: una promesa, o el tiempo en que alguien debía tomarla.
mail-supervisor-overdue-next = Procure que alguien llame y lo anote. Hasta entonces, la solicitud queda la primera de la lista.

mail-case-assigned-subject = La solicitud { $reference } es ahora suya
mail-case-assigned-lead = Se le ha asignado esta solicitud.
mail-case-assigned-next = El paso siguiente y lo que se prometió están en su página.

mail-reviewer-case-ready-subject = Lista para su revisión: solicitud { $reference }
mail-reviewer-case-ready-lead = Los informes de esta solicitud bastan para que un médico decida.
mail-reviewer-case-ready-next = Ábrala y empiece la revisión.

mail-coordinator-case-ready-subject = Lista para revisión: solicitud { $reference }
mail-coordinator-case-ready-lead = Esta solicitud está lista para revisión y puede ir a la próxima reunión.
mail-coordinator-case-ready-next = Compruebe que la tiene un médico, o póngala en el orden del día.

mail-conference-agenda-subject = En el orden del día: solicitud { $reference }
mail-conference-agenda-lead = Esta solicitud se tratará en la próxima reunión.
mail-conference-agenda-next = Léala antes de la reunión.

mail-visit-team-arranging-subject = Visita por organizar: solicitud { $reference }
mail-visit-team-arranging-lead = Se está organizando una visita y empieza la parte de su equipo.
mail-visit-team-arranging-next = Abra la solicitud y comuníquese con la familia en el plazo que aparece aquí.

mail-staff-case-reopened-subject = Reabierta: solicitud { $reference }
mail-staff-case-reopened-lead = Esta solicitud estaba cerrada y se ha abierto de nuevo.
mail-staff-case-reopened-next = El motivo y el paso siguiente están en su página.

mail-staff-death-told-subject = Una noticia triste, ábrala ahora: solicitud { $reference }
mail-staff-death-told-lead = La familia nos dijo en su página algo que usted debe saber antes de que alguien llame. Se han detenido todos los mensajes automáticos.
mail-staff-death-told-next = Abra la solicitud y lea lo que está arriba.

mail-staff-death-taken-back-subject = Fue un error: solicitud { $reference }
mail-staff-death-taken-back-lead = Lo que la familia nos dijo en su página fue un error. Los mensajes siguen como antes.
mail-staff-death-taken-back-next = Abra la solicitud. Si no está seguro, llame a la familia antes de escribir.

mail-staff-hold-review-subject = La solicitud en pausa { $reference } necesita atención
mail-staff-hold-review-lead = Esta solicitud está en pausa y ha llegado el día de volver a verla.
mail-staff-hold-review-next = Decida si sigue adelante y avise a la familia.

mail-staff-message-came-subject = Mensaje nuevo: solicitud { $reference }
mail-staff-message-came-lead = Alguien de fuera ha escrito sobre esta solicitud y espera una respuesta.
mail-staff-message-came-next = Abra la solicitud, lea el mensaje y responda. Si no hace falta responder, dígalo ahí.

mail-staff-answer-late-subject = Respuesta atrasada: solicitud { $reference }
mail-staff-answer-late-lead = Alguien de fuera escribió sobre esta solicitud. Se le dijo cuándo respondemos, y no lo hemos hecho.
mail-staff-answer-late-next = Abra la solicitud y responda ahora, o llame.

mail-staff-papers-came-subject = Documentos nuevos: solicitud { $reference }
mail-staff-papers-came-lead = Se han añadido documentos a esta solicitud.
mail-staff-papers-came-next = Abra la solicitud y véalos. Pueden llegar más; le avisamos una vez por hora como máximo.

mail-staff-paper-refused-subject = Un documento no se aceptó: solicitud { $reference }
mail-staff-paper-refused-lead = Un documento de esta solicitud no se abre y queda cerrado: puede ser dañino, o nadie puede leerlo.
mail-staff-paper-refused-next = Abra la solicitud y vea cuál es. Si hace falta, pídalo de otra manera.

## A quien llena un formulario

mail-draft-code-subject = { $programme }
mail-draft-code-lead = Nos pidió el código del formulario que guardó.
mail-draft-code-next = Para seguir, abra esta página. Escriba el código, y este correo electrónico o los últimos 4 números de su teléfono. No se envía nada hasta que presione Enviar.

mail-draft-reminder-subject = { $programme }
mail-draft-reminder-lead = Nos pidió que se lo recordáramos. Un formulario que guardó aún no se ha enviado.
mail-draft-reminder-next = Para seguir, abra esta página y escriba su código. Allí también puede detener estos recordatorios.
