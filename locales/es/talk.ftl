### What a person outside and our staff write to each other.

status-talk = Enviarnos un mensaje
status-talk-one = Tiene un mensaje nuevo
status-talk-many = Tiene { $count } mensajes nuevos
talk-title = Mensajes
talk-lead = Escríbanos aquí cuando quiera. Pregunte lo que quiera saber.
talk-label = Su mensaje
talk-hint = No ponga contraseñas ni números de tarjeta.
talk-button = Enviar el mensaje
talk-expect = Si escribe ahora, le respondemos el { $moment }.
talk-waiting = Tenemos su mensaje. Le respondemos el { $moment }.
talk-sent = Tenemos su mensaje. Una persona de nuestro equipo lo lee.
talk-urgent = ¿Es urgente o su niño está peor? No escriba. Llámenos: { $phone }.
talk-private = Solo usted y nuestro equipo pueden leer esto. Otras personas de su familia tienen su propia página.
talk-private-doctor = Solo usted y nuestro equipo pueden leer esto. La familia tiene su propia página.
talk-from-you = Usted
talk-from-us = Nuestro equipo
talk-from-staff = { $name }, de nuestro equipo
field-text = Su mensaje
error-text-missing = Escriba su mensaje
