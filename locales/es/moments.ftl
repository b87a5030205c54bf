### Días, meses, horas y zonas en palabras.

weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo

month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre

time-clock = { $clock } { $half }
time-noon = mediodía
time-midnight = medianoche

zone-eastern = hora del Este
zone-central = hora del Centro
zone-mountain = hora de la Montaña
zone-pacific = hora del Pacífico
zone-alaska = hora de Alaska
zone-hawaii = hora de Hawái
zone-atlantic = hora del Atlántico
zone-other = hora de { $city }

moment-day = { $weekday } { $day } de { $month }
moment-date = { $day } de { $month } de { $year }
moment-by = { $weekday } { $day } de { $month }, { $form ->
        [noon] antes del mediodía
        [midnight] antes de la medianoche
        [one] antes de la { $time }
       *[many] antes de las { $time }
    }, { $zone }
moment-at = { $weekday } { $day } de { $month }, { $form ->
        [noon] al mediodía
        [midnight] a medianoche
        [one] a la { $time }
       *[many] a las { $time }
    }, { $zone }
