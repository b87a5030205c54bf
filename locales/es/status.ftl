### En qué punto está una solicitud, en palabras para la familia.

status-now = Cómo va su solicitud
status-late = Dijimos que tendría noticias el { $moment }. Estamos atrasados y lo sentimos. Puede llamarnos ahora al { $phone }.

status-family-received = Tenemos su solicitud. Una persona de nuestro equipo se comunicará con usted.
status-family-in_intake = Una persona de nuestro equipo tiene su solicitud. Juntos reunimos los documentos médicos.
status-family-awaiting_information = Esperamos algunos papeles o documentos médicos. Le diremos si usted tiene que hacer algo.
status-family-ready_for_review = Tenemos los documentos necesarios. Un médico especialista en leucemia los leerá.
status-family-in_review = Un médico especialista en leucemia está leyendo los documentos.
status-family-conference = Todo nuestro equipo de médicos hablará de su caso en su próxima reunión.
status-family-decided = Nuestros médicos han visto todo. Una persona le llamará para hablar del siguiente paso.
status-family-advice_given = Nuestros médicos dieron consejo a su médico de siempre, y ya hablamos con usted.
status-family-arranging = Estamos planeando su visita con usted.
status-family-visit_scheduled = Su visita tiene fecha. Le enviaremos qué traer y adónde ir.
status-family-seen = Gracias por venir. Hablaremos con usted sobre lo que sigue.
status-family-on_hold = Su solicitud está en pausa por ahora. La guardamos y nos comunicaremos con usted.
status-family-closed = Su solicitud terminó. Puede llamarnos en cualquier momento si algo cambia.
status-family-not_a_referral = Esta solicitud terminó. Si nos necesita, llámenos.

status-decision-offer_evaluation = Nuestros médicos le invitan a venir a una visita. La planeamos con usted.
status-decision-advice_to_local_team = Nuestros médicos dan su consejo a su médico de siempre. La atención sigue allí.
status-decision-not_a_fit = Le dimos nuestra respuesta por teléfono. Puede llamarnos con cualquier pregunta.
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
status-step-is-now = ahora
