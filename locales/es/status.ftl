### En qué punto está una solicitud, en palabras para la familia.

status-now = Cómo va su solicitud
status-late = Dijimos que tendría noticias el { $moment }. Estamos atrasados y lo sentimos. Puede llamarnos ahora al { $phone }.

status-family-received = Tenemos su solicitud. Una persona de nuestro equipo se comunicará con usted.
status-family-called = Tenemos su solicitud y ya hablamos con usted. Seguimos con ella y nos comunicaremos de nuevo.
status-family-in_intake = Una persona de nuestro equipo tiene su solicitud. Juntos reunimos los documentos médicos.
status-family-awaiting_information = Esperamos algunos papeles o documentos médicos. Le diremos si usted tiene que hacer algo.
status-family-ready_for_review = Tenemos los documentos necesarios. Un médico especialista en leucemia los leerá.
status-family-in_review = Un médico especialista en leucemia está leyendo los documentos.
status-family-conference = Todo nuestro equipo de médicos hablará de su caso en su próxima reunión.
status-family-decided = Nuestros médicos han visto todo. Una persona le llamará para hablar del siguiente paso.
status-family-advice_given = Nuestros médicos dieron consejo a su médico de siempre, y ya hablamos con usted.
status-family-arranging = Estamos planeando su visita con usted.
status-family-visit_scheduled = Su visita ya tiene fecha.
status-family-seen = Gracias por venir. Hablaremos con usted sobre lo que sigue.
status-family-on_hold = Su solicitud está en pausa por ahora. La guardamos y nos comunicaremos con usted.
status-family-closed = Su solicitud terminó. Puede llamarnos en cualquier momento si algo cambia.
status-family-not_a_referral = Esta solicitud terminó. Si nos necesita, llámenos.

status-decision-offer_evaluation = Nuestros médicos le invitan a venir a una visita. La planeamos con usted.
status-decision-advice_to_local_team = Nuestros médicos dan su consejo a su médico de siempre. La atención sigue allí.
status-decision-not_a_fit = Le dimos nuestra respuesta por teléfono. Puede llamarnos con cualquier pregunta.
status-talked = Hablamos con usted el { $moment }.
status-visit-title = Su visita
status-visit-place = Dónde
status-visit-way = Cómo entrar
status-visit-bring = Qué traer
status-visit-calendar = Poner la visita en mi calendario
status-visit-event = Visita { $reference }
status-visit-event-about = ¿Preguntas, o no puede venir? Llame al { $phone }.
status-visit = Su visita es el { $moment }.

status-quiet-title = Lo sentimos mucho
status-quiet = No llamaremos ni escribiremos sobre esta solicitud. Si desea hablar con alguien, llámenos al { $phone }.

status-step-received = Solicitud recibida
status-step-first_call = Primera llamada
status-step-records = Reunir documentos
status-step-doctors_review = Revisión de los médicos
status-step-planning_the_visit = Planear su visita
status-step-seen = Visita con nuestros médicos
status-step-paused = En pausa
status-step-finished = Terminada
status-step-is-done = listo
status-step-done-on = listo, { $day }
status-step-is-now = ahora

## La página privada de una solicitud

status-title = Su solicitud
status-steps-title = Los pasos
status-people-title = Quién le atiende
status-owner = { $name } es su persona de contacto.
status-social-worker = { $name } hace el trabajo social. Le ayuda con todo lo que rodea la visita.
status-waiting-family = Esperamos algo de usted.
status-waiting-doctor = Esperamos a su médico o su hospital.
status-waiting-insurer = Esperamos a su seguro.
status-waiting-partner = Esperamos a otra ayuda, como un lugar donde quedarse.
status-help-title = La ayuda que pidió
status-help-asked = Tenemos su pedido.
status-help-looking = Estamos buscando.
status-help-applied = La pedimos, y esperamos la respuesta.
status-help-approved = Hay aprobación.
status-help-in_place = Está lista.
status-help-not_available = No la pudimos conseguir. Llámenos y buscamos otra manera.
status-help-not_needed = Ya no hace falta.
status-invite-title = { $asker ->
        [patient] Invite a su médico
       *[family] Invite al médico de su hijo o hija
    }
status-invite = Su médico también puede escribirnos. Dele esta dirección y su referencia. Así nuestro equipo ve que las dos van juntas.
invite-reference = La referencia que debe darle:
status-messages-title = Nuestros mensajes
status-messages = Le escribimos cuando hay noticias. Puede detener todos los mensajes. Seguimos trabajando en su solicitud y puede mirar aquí cuando quiera.
status-messages-stop = Detener todos los mensajes
status-messages-stopped = Ya no le escribimos, como nos pidió. Seguimos trabajando en su solicitud y puede mirar aquí cuando quiera.
status-messages-start = Escríbanme otra vez
status-changed = Algo cambió en nuestra familia
status-changed-call = Puede escribirnos o llamarnos. No tiene que explicar nada.
status-tell = Decirnos que nuestro hijo o hija murió
tell-title = Decirnos que su hijo o hija murió
tell-lead = Lo sentimos mucho. No tiene que explicar nada.
tell-then = Al presionar el botón, detenemos de inmediato todos los mensajes a su familia. Avisamos a nuestro equipo para que nadie le llame por error.
tell-button = Nuestro hijo o hija murió
told-lead = Gracias por decírnoslo. Detuvimos todos los mensajes a su familia.
told-call = Si quiere hablar con alguien, llámenos al { $phone }. No tiene que hacer nada.
told-mistake = Lo presioné por error
status-again-title = Vuelva a esta página
status-again = Abra otra vez su enlace privado, o escriba esta dirección. Allí, con su referencia, puede recibir de nuevo su enlace.
status-private-title = Quién puede ver esta página
status-seen-by-you = Usted. Nadie más tiene su enlace
status-seen-by-team = Nuestro equipo
status-seen-by-family = Otro adulto de la familia, en su propia página
status-seen-by-other_adult = Otro adulto de la familia, en su propia página
status-seen-by-patient = El paciente, en su propia página
status-seen-by-doctor = El médico que nos escribió, en su propia página
status-seen-change = Nadie ve lo que otra persona escribió o envió. ¿Alguien debe verlo o dejar de verlo? Llámenos al { $phone }.
status-wrong = ¿Su teléfono o su correo está mal, o tiene uno nuevo? Escríbanos, o llámenos al { $phone }. Nosotros lo cambiamos.
status-private = ¿Otra persona usa este teléfono? Entonces cierre la sesión al terminar.
status-sign-out = Cerrar la sesión en este teléfono

## El enlace privado

link-open-title = Abra su solicitud
link-open-lead = Este enlace es solo suyo. Presione el botón y primero le hacemos una pregunta.
link-open-button = Abrir mi solicitud
link-question-title = Primero una pregunta
link-question-why = Preguntamos esto para que nadie más pueda abrir su solicitud.
link-question-birth = ¿Cuál es la fecha de nacimiento del paciente?
link-question-birth-hint = Como nos la dijo; por ejemplo, 27 de marzo de 2016.
link-question-phone = ¿Cuáles son los últimos 4 números de su teléfono?
link-question-phone-hint = El teléfono que nos dio.
link-question-email = ¿Qué correo electrónico nos dio?
link-question-button = Abrir
link-too-many-title = Demasiados intentos por ahora
link-too-many = Puede intentar de nuevo después de: { $time }. O llámenos al { $phone } y le ayudamos.
link-shut = Su solicitud no está abierta aquí ahora. Use el enlace de nuestro correo para abrirla.
link-signed-out = Cerró la sesión.
link-lost-way = Ya no tengo el enlace, o no funciona
link-lost-title = Reciba su enlace otra vez
link-lost-lead = Díganos su referencia y enviamos el enlace al correo electrónico que tenemos.
link-lost-reference = Su referencia
link-lost-reference-hint = Por ejemplo, RL-7KX2-94Q.
link-lost-means = Su correo electrónico o su teléfono
link-lost-means-hint = El que usted nos dio.
link-lost-button = Enviarme el enlace
link-lost-asked = Si esto coincide con lo que tenemos, el enlace va en camino al correo electrónico que nos dio.
link-lost-call = ¿No tiene correo o referencia? Llámenos al { $phone }. Su nombre basta.

status-feedback = Dos preguntas para usted
feedback-title = ¿Cómo fue para usted?
feedback-lead = Dos preguntas. Sus respuestas nos ayudan a ayudar a la próxima familia.
feedback-knew = ¿Supo en todo momento qué venía después?
choice-knew-yes = Sí, siempre
choice-knew-partly = No siempre
choice-knew-no = No
feedback-better = ¿Qué debemos hacer mejor?
feedback-button = Enviar
feedback-thanks = Gracias. Leemos cada palabra.
field-knew = Qué venía después
field-better = Qué debemos hacer mejor
error-knew-missing = Elija una de las respuestas

# Something was sent from a page that had been open for too long.
left-title = Ha pasado mucho tiempo
left-lead = Lo que envió todavía no nos llegó. Responda una pregunta y sale enseguida.
left-words = Lo que escribió
left-press = Lo que presionó todavía no se hizo. Responda primero una pregunta y presiónelo otra vez.
left-paper = Su foto o papel todavía no nos llegó. Responda primero una pregunta y elíjalo otra vez.
left-button = Seguir
left-button-send = Enviarlo ahora
left-kept = Esto no se envió. Cópielo antes de seguir.

# Who of us opened a request, by role.
status-looks = Ver quién abrió su solicitud
looks-title = Quién abrió su solicitud
looks-lead = Nuestro equipo abrió su solicitud en estas fechas.
looks-nobody = Nadie de nuestro equipo ha abierto su solicitud todavía.
looks-names = ¿Quiere saber los nombres? Llámenos al { $phone }.
looks-older-one = y otro día anterior
looks-older-many = y otros { $count } días anteriores
looks-intake = Quien recibe las solicitudes
looks-supervisor = Quien dirige la recepción de solicitudes
looks-reviewer = Un médico nuestro
looks-coordinator = Quien prepara la reunión de los médicos
looks-social_worker = Trabajo social
looks-insurance = Quien se ocupa del seguro
looks-finance = Quien se ocupa de la ayuda con dinero
looks-research = Una persona de investigación
looks-privacy = Quien cuida la privacidad
looks-admin = Quien maneja el sistema
