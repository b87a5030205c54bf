### Lo que aparece junto a una respuesta que no se aceptó, y en una página que no se pudo mostrar.

error-page-title = Error: { $title }
error-summary-title = Hay un problema

error-name-missing = Escriba su nombre
error-phone-missing = Escriba un teléfono para poder llamarle
error-phone-or-email-missing = Escriba un teléfono o un correo electrónico para poder comunicarnos con usted
error-best-way-needs-phone = Escriba un teléfono, o elija el correo como la mejor manera de contacto
error-best-way-needs-email = Escriba un correo electrónico, o elija otra manera de contacto
error-given_names-missing = Escriba el nombre de su hijo o hija, o elija decirlo por teléfono
error-family_names-missing = Escriba el apellido de su hijo o hija, o marque "un solo nombre"
error-other_name-missing = Escriba el nombre de la otra persona, o deje vacías sus otras respuestas
error-link-does-not-fit = Eso no coincide con lo que tenemos, o este enlace ya no sirve. Intente otra vez, o llámenos
error-link-email-missing = Escriba el correo electrónico que nos dio
error-phone_end-missing = Escriba los últimos 4 números de su teléfono
error-reference-missing = Escriba su referencia, como RL-7KX2-94Q
error-not-a-reference = Escriba la referencia como se la dimos, como RL-7KX2-94Q
error-means-missing = Escriba el correo electrónico o el teléfono que nos dio
error-code-missing = Escriba su código, como 258B-EHMQ-TX
error-not-a-code = Escriba el código como se lo dimos: 10 letras y números, como 258B-EHMQ-TX
error-resume-not-found = No encontramos un formulario guardado que coincida. Revise el código y el número o correo. Un formulario enviado se abre con su enlace privado
error-consent-missing = Marque la casilla si acepta, para que podamos guardar sus respuestas y comunicarnos con usted
error-consent-changed = Nuestro texto de permiso cambió. Léalo y marque la casilla otra vez
error-check-stale = Sus respuestas cambiaron en otra ventana. Léalas otra vez y después envíelas
error-press-again = Todavía no se envió nada. Presione el botón otra vez
error-too-long = { $what }: use { $max } letras o menos
error-forbidden-character = { $what }: escríbalo otra vez sin signos ocultos. El texto pegado puede tenerlos
error-no-letter = { $what }: escriba al menos una letra
error-not-an-email = Escriba un correo electrónico, como nombre@example.org
error-not-a-phone = Escriba un número de teléfono, como 215-555-0100
error-not-an-npi = Un NPI tiene 10 dígitos, y este no coincide. Revise cada dígito
error-needs-month = { $what }: escriba también el mes
error-needs-year = { $what }: escriba también el año
error-needs-four-digits = Escriba el año con 4 números, como 2016
error-not-a-date = { $what }: escriba una fecha que exista, como marzo 27 2016
error-not-an-age = Escriba la edad en años, como 7
error-in-the-future = { $what }: escriba una fecha pasada
error-too-long-ago = { $what }: escriba una fecha de hace menos de 125 años
error-not-a-choice = { $what }: elija una de las respuestas que se muestran

error-file-missing = Elija una foto o un archivo
error-file-empty = El archivo está vacío. Elija otro
error-file-too-large = El archivo debe tener menos de 20 MB
error-file-kind = Elija una foto (JPEG, PNG, HEIC) o un PDF
error-file-pixels = La imagen es demasiado grande. Tome una foto de la hoja
error-file-too-many = Usted ha enviado 50 archivos y aquí no podemos recibir más. Llámenos y buscamos otra manera
error-file-case-full = Sus archivos juntos son demasiado grandes. Llámenos y buscamos otra manera
