### El formulario de la familia, página por página. `asker` es `patient` cuando pregunta un paciente de 18 años o más.

step-place = Paso { $number } de { $count }
continue = Continuar
step-skip = Puede saltarse esta página.
saved-note = Guardamos sus respuestas cada vez que presiona Continuar.
saved-not-yet = Aún no se guardó. Seguimos intentando. Su texto queda en esta página.
saved-at = Guardado por última vez: { $time }.
saved-on = Guardado por última vez: { $day }, { $time }.
urgent-title = Llámenos ahora
urgent-text = { $asker ->
        [patient] Nos dijo que está en cuidados intensivos. Llámenos primero. Puede terminar este formulario después.
       *[family] Nos dijo que su hijo o hija está en cuidados intensivos. Llámenos primero. Puede terminar este formulario después.
    }

## Contacto

reach-title = ¿Cómo podemos comunicarnos con usted?
reach-why = { $asker ->
        [patient] Lo usamos solo para hablar con usted sobre su atención.
       *[family] Lo usamos solo para hablar con usted sobre la atención de su hijo o hija.
    }
reach-name = Su nombre completo
reach-name-hint = Un solo nombre está bien.
reach-ways = Denos un teléfono, un correo electrónico o los dos.
reach-phone = Número de teléfono
reach-phone-hint = Por ejemplo, 215-555-0100. Si es de otro país, empiece con + y el código del país.
reach-email = Correo electrónico
reach-sent-before = Ya envió una solicitud desde este teléfono. Este formulario empieza una nueva.
reach-sent-before-link = Ver lo que envió
reach-best_way = ¿Cuál es la mejor manera de comunicarnos con usted?
reach-best_time = ¿Cuándo es buena hora para llamarle?
reach-best_time-hint = { $hours }: en ese horario llamamos. Si necesita otra hora, puede escribirnos después de enviar esto.
reach-voicemail = ¿Podemos dejar un mensaje?
reach-voicemail-hint = El mensaje nunca dice por qué llamamos.

## Idioma

language-title = ¿Qué idioma debemos usar?
language-why = Puede hablar un idioma y leer otro.
language-spoken = Idioma que usted habla
language-spoken-none = Elija un idioma
language-spoken_other = Si no está en la lista, escríbalo aquí
language-written = ¿En qué idioma debemos escribirle?
language-interpreter = ¿Quiere un intérprete?
language-interpreter-hint = El intérprete es gratis.

## Hijo o hija

child-title = { $asker ->
        [patient] Sobre usted
       *[family] ¿Quién es su hijo o hija?
    }
child-why = { $asker ->
        [patient] Ya tenemos su nombre. Esto nos ayuda a encontrar los documentos correctos.
       *[family] Lo usamos para encontrar los documentos correctos.
    }
child-given_names = Primer nombre y segundo nombre
child-family_names = Apellido o apellidos
child-only_one_name = Mi hijo o hija tiene un solo nombre
child-by_phone = Diré el nombre por teléfono
child-by_phone-hint = Entonces puede dejar el nombre vacío.
child-name_used = { $asker ->
        [patient] Cómo le gusta que le llamen
       *[family] Cómo le gusta a su hijo o hija que le llamen
    }
child-birth = Fecha de nacimiento
child-birth-hint = Por ejemplo, 27 de marzo de 2016. También puede escribir solo el año.
child-birth-month = Mes
child-birth-day = Día
child-birth-year = Año
child-about_age = { $asker ->
        [patient] O bien: ¿más o menos cuántos años tiene usted?
       *[family] O bien: ¿más o menos cuántos años tiene su hijo o hija?
    }
child-about_age-hint = En años, por ejemplo 7.

## Relación

relationship-title = ¿Cuál es su relación con el niño o la niña?
relationship-decides = ¿Puede tomar decisiones médicas por el niño o la niña?
relationship-decides-hint = Cualquier respuesta está bien. Nos dice quién tal vez firme papeles después.

## Situación

situation-title = ¿Qué ha pasado hasta ahora?
situation-hint = «No sé» es una buena respuesta. Nosotros preguntamos a los médicos. Puede saltarse esta página.
situation-first_told = ¿Cuándo le dijeron por primera vez que es leucemia?
situation-date-hint = Mes y año. Puede escribir solo el año, «hacia 2023» o «no sé».
situation-back = { $number ->
        [1] ¿Cuándo le dijeron que volvió?
       *[other] ¿Cuándo le dijeron que volvió, vez { $number }?
    }
situation-add-back = Añadir otra fecha
situation-sites = ¿Dónde se encontró esta vez?
situation-sites-hint = Elija todo lo que le dijeron.
situation-type = ¿Qué tipo de leucemia es?
situation-place = { $asker ->
        [patient] ¿Dónde está usted ahora?
       *[family] ¿Dónde está su hijo o hija ahora?
    }
situation-urgent = { $asker ->
        [patient] ¿Está en cuidados intensivos? Llámenos primero:
       *[family] ¿Su hijo o hija está en cuidados intensivos? Llámenos primero:
    }
situation-emergency = Si hay peligro en este momento, llame al 911.

## Tratamiento

treatment-title = { $asker ->
        [patient] ¿Qué tratamiento ha tenido?
       *[family] ¿Qué tratamiento ha tenido su hijo o hija?
    }
treatment-hint = Basta lo que recuerde. Pedimos los documentos al médico. Puede saltarse esta página.
treatment-note = ¿Qué recuerda?
treatment-note-hint = Nombres, fechas, cómo le fue. Hasta 2,000 letras; unas pocas palabras bastan.

## Médico que atiende

treating-title = { $asker ->
        [patient] ¿Quién es su médico del cáncer?
       *[family] ¿Quién es el médico del cáncer de su hijo o hija?
    }
treating-why = El médico tiene los documentos que necesitamos. Escriba lo que sepa.
treating-doctor_name = Nombre del médico
treating-doctor_hospital = Hospital o clínica
treating-doctor_city = Ciudad
treating-doctor_phone = Teléfono del médico
treating-may_contact = ¿Podemos hablar con este médico?
treating-may_contact-hint = Usted decide, y puede cambiarlo después.
treating-doctor_reference = Referencia que le dio su médico
treating-doctor_reference-hint = Solo si el médico ya nos escribió. Se ve así: RL-7KX2-94Q.

## Ayuda

help-title = { $asker ->
        [patient] ¿Cómo podemos ayudarle a venir?
       *[family] ¿Cómo podemos ayudar a su familia a venir?
    }
help-hint = Elija todo lo que necesite, o nada. Pedir ayuda no cambia la decisión médica.
help-town = ¿De dónde vendría?
help-town-hint = La ciudad y el estado, o el país.
help-insurance = Nombre de su seguro médico
help-insurance-hint = Pedimos el número después. Escriba «ninguno» si no tiene.
help-note = ¿Qué más le ayudaría?
help-note-hint = Hasta 500 letras. Unas pocas palabras bastan.

## Algo más

more-title = ¿Qué más debemos saber?
more-worry = ¿Qué le preocupa más en este momento?
more-worry-hint = Esto lo leemos primero. Hasta 1,000 letras.
more-other = { $asker ->
        [patient] Alguien que le ayuda
       *[family] Otro padre, madre o tutor
    }
more-other-why = No escribimos a esta persona antes de hablar con usted.
more-other_name = Nombre completo de esa persona
more-other_relation = { $asker ->
        [patient] ¿Quién es para usted?
       *[family] ¿Quién es para el niño o la niña?
    }
more-other_phone = Teléfono de esa persona
more-other_email = Correo electrónico de esa persona
more-other_access = ¿Debe esta persona poder seguir también la solicitud?
more-other_access-hint = Tendría su propia página privada. No ve lo que usted nos escribe.
more-not_share-heading = Alguien a quien no debemos decir nada
more-not_share = ¿Hay alguien con quien no debamos compartir?
more-not_share-hint = Puede decir por qué, pero no tiene que hacerlo. Solo lo leen quienes trabajan en esta solicitud.

## Revisar y enviar

check-title = Revise sus respuestas
check-lead = No se envía nada hasta que presione el botón al final.
check-reach = Cómo comunicarnos con usted
check-language = Idioma
check-child = { $asker ->
        [patient] Sobre usted
       *[family] Su hijo o hija
    }
check-relationship = Su relación con el niño o la niña
check-situation = Qué ha pasado
check-treatment = { $asker ->
        [patient] Su tratamiento hasta ahora
       *[family] El tratamiento hasta ahora
    }
check-treating = { $asker ->
        [patient] Su médico del cáncer
       *[family] El médico del cáncer de su hijo o hija
    }
check-help = Ayuda
check-more = Qué más debemos saber
check-consent-title = Su permiso
check-consent = Acepto que guarden mis respuestas y se comuniquen conmigo sobre ellas.
check-consent-hint = El correo electrónico y los mensajes de texto no son del todo privados. Por eso no ponemos en ellos datos de salud. Puede cambiar de opinión en cualquier momento.
check-send = Enviar mi solicitud

## Nombres de las respuestas

field-asker = Quién es usted
field-name = Su nombre
field-submission_key = El envío
field-phone = Número de teléfono
field-email = Correo electrónico
field-best_way = Mejor manera de contacto
field-best_time = Mejor hora para llamar
field-voicemail = Podemos dejar un mensaje
field-spoken = Idioma que habla
field-spoken_other = Otro idioma
field-written = Idioma en que escribimos
field-interpreter = Intérprete
field-child-name = Nombre del niño o la niña
field-given_names = Nombres
field-family_names = Apellido
field-only_one_name = Un solo nombre
field-by_phone = Nombre por teléfono
field-name_used = Nombre que usa
field-birth = Fecha de nacimiento
field-about_age = Edad
field-relation = Relación
field-decides = Puede tomar decisiones médicas
field-happened = Qué ha pasado
field-place = Dónde está ahora
field-first_told = Primera noticia
field-back = Noticia de que volvió
field-told_sites = Dónde se encontró
field-told_type = Tipo de leucemia
field-treatments = Tratamiento hasta ahora
field-treatment_note = Lo que recuerda
field-doctor_name = Médico
field-doctor_hospital = Hospital o clínica
field-doctor_city = Ciudad
field-doctor_phone = Teléfono del médico
field-doctor_reference = Referencia del médico
field-may_contact = Podemos hablar con el médico
field-town = De dónde vendría
field-insurance = Seguro médico
field-worry = Lo que más le preocupa
field-other_name = Nombre de otra persona
field-other_relation = Quién es esa persona
field-other_phone = Teléfono de esa persona
field-other_email = Correo electrónico de esa persona
field-other_access = Puede seguir la solicitud
field-not_share = A quién no decir nada
field-kinds = Ayuda que pidió
field-note = Lo que agregó
field-phone_end = Final del teléfono
field-code = Su código
field-reference = Su referencia
field-means = Correo electrónico o teléfono
field-consent = Su permiso

value-by-phone = Lo dirá por teléfono
value-about-age = { $years ->
        [0] Menos de 1 año
        [one] Alrededor de 1 año
       *[other] Alrededor de { $years } años
    }
value-about-year = Hacia { $year }
value-month-year = { $month } de { $year }

## Opciones

choice-yes = Sí
choice-no = No
choice-not_sure = No sé
choice-best_way-call = Llamarme
choice-best_way-text = Enviarme un mensaje de texto
choice-best_way-email = Escribirme un correo electrónico
choice-best_time-morning = Por la mañana
choice-best_time-afternoon = Por la tarde
choice-best_time-evening = Por la noche
choice-best_time-any = A cualquier hora
choice-spoken-ase = Lengua de señas americana (ASL)
choice-spoken-other = Otro idioma
choice-relation-mother = Madre
choice-relation-father = Padre
choice-relation-guardian = Tutor o tutora legal
choice-relation-grandparent = Abuela o abuelo
choice-relation-other_family = Otro familiar
choice-relation-someone_else = Otra persona
choice-happened-came_back_once = La leucemia volvió por primera vez (recaída)
choice-happened-came_back_more = La leucemia volvió más de una vez
choice-happened-not_working = El tratamiento no está funcionando (refractaria)
choice-happened-not_sure = No sé
choice-place-home = En casa
choice-place-hospital = En el hospital
choice-place-intensive_care = En cuidados intensivos (UCI)
choice-place-not_sure = No sé
choice-site-marrow = En la médula ósea
choice-site-cns = En el cerebro o el líquido de la columna
choice-site-testis = En los testículos
choice-site-other = En otro lugar
choice-site-not_sure = No sé
choice-type-b = De células B
choice-type-t = De células T
choice-type-other = Mixta, o de otro tipo
choice-type-not_sure = No sé
choice-treatment-chemotherapy = Quimioterapia
choice-treatment-radiation = Radiación
choice-treatment-transplant = Trasplante de médula ósea o de células madre
choice-treatment-car_t = Células CAR T
choice-treatment-blinatumomab = Blinatumomab (Blincyto)
choice-treatment-inotuzumab = Inotuzumab (Besponsa)
choice-treatment-targeted = Pastillas dirigidas
choice-treatment-trial = Un tratamiento de un estudio
choice-treatment-other = Otra cosa
choice-treatment-not_sure = No sé
choice-may_contact-yes = Sí
choice-may_contact-ask_first = Hablen antes conmigo
choice-may_contact-no = No
choice-help-travel = Llegar aquí y regresar
choice-help-lodging = Un lugar donde quedarse
choice-help-insurance = Preguntas sobre el seguro
choice-help-funding = Dinero para el viaje y los gastos diarios
choice-help-interpreter = Un intérprete
choice-help-letters = Cartas para la escuela o el trabajo
choice-help-other = Otra cosa
