### Days, months, times and zones in words. Used by src/support/words/moment.rs.

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

time-clock = { $clock } { $half }
time-noon = 12 noon
time-midnight = 12 midnight

zone-eastern = Eastern time
zone-central = Central time
zone-mountain = Mountain time
zone-pacific = Pacific time
zone-alaska = Alaska time
zone-hawaii = Hawaii time
zone-atlantic = Atlantic time
zone-other = { $city } time

moment-day = { $weekday }, { $month } { $day }
moment-date = { $month } { $day }, { $year }
moment-by = { $weekday }, { $month } { $day }, by { $time } { $zone }
moment-at = { $weekday }, { $month } { $day }, at { $time } { $zone }
