### Documentos que una familia añade a su solicitud.

status-papers = Añadir fotos o documentos
papers-title = Sus fotos y documentos
papers-back = Volver a su solicitud
papers-lead = Envíenos fotos o documentos sobre la enfermedad y el tratamiento. Basta una foto de la hoja. No hace falta tenerlos todos.
papers-kind = ¿Qué es?
field-file = Foto o archivo
papers-file = Elija una foto o un archivo
papers-file-hint = Una foto o un PDF, de hasta 20 MB. Puede enviar uno tras otro.
papers-button = Enviar
papers-private = Solo usted y nuestro equipo pueden abrir lo que envía. Antes revisamos si cada archivo tiene virus.
papers-closed = Esta solicitud ya terminó y ahora no recibe documentos. Llámenos al { $phone } si tiene algo para nosotros.
papers-added = Ya lo tenemos. Gracias. Puede enviar el siguiente ahora.
papers-sending = Enviando { $name }: { $percent } por ciento
papers-waiting = La conexión no es buena en este momento. Seguimos intentando. Puede dejar esta página abierta.
papers-broken = No se pudo enviar el archivo. Su solicitud está a salvo. Intente otra vez.
papers-sent-title = Lo que usted ha enviado
papers-state-pending = Lo revisamos
papers-state-here = Ya lo tenemos
papers-state-infected = No lo tomamos: puede tener un virus
papers-state-unreadable = No lo tomamos: no pudimos abrirlo. Envíe una foto

choice-paper-referral_letter = Una carta del médico
choice-paper-summary = Un resumen del tratamiento
choice-paper-pathology = Resultados de la médula ósea o de una biopsia
choice-paper-genetics = Resultados de pruebas de genes
choice-paper-mrd = Resultados sobre células de leucemia que quedan
choice-paper-imaging = Un informe de un estudio de imagen o rayos X
choice-paper-roadmap = El plan de tratamiento
choice-paper-hla = Tipo de tejido para un trasplante
choice-paper-labs = Resultados de análisis de sangre
choice-paper-discharge = Una carta después de estar en el hospital
choice-paper-insurance_card = La tarjeta del seguro
choice-paper-other = Otra cosa, o no sé
