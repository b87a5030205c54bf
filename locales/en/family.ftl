### The family's form, page by page. `asker` is `patient` for a patient of 18 or older who asks for themselves.

step-place = Step { $number } of { $count }
continue = Continue
step-skip = You can skip this page.
saved-note = We save your answers each time you press Continue.
saved-not-yet = Not saved yet. We will keep trying. Your text stays on this page.
saved-at = Last saved { $time }.
saved-on = Last saved { $day }, { $time }.
urgent-title = Call us now
urgent-text = { $asker ->
        [patient] You told us you are in intensive care. Call us first. You can finish this form later.
       *[family] You told us your child is in intensive care. Call us first. You can finish this form later.
    }

## Reach

reach-title = How can we reach you?
reach-why = { $asker ->
        [patient] We use this only to talk with you about your care.
       *[family] We use this only to talk with you about your child's care.
    }
reach-name = Your full name
reach-name-hint = One name is fine.
reach-ways = Give us a phone number, an e-mail address, or both.
reach-phone = Phone number
reach-phone-hint = For example, 215-555-0100. From another country, start with + and the country code.
reach-email = E-mail address
reach-sent-before = You sent a request from this phone before. This form starts a new one.
reach-sent-before-link = See what you sent
reach-best_way = What is the best way to reach you?
reach-best_time = When is a good time to call?
reach-best_time-hint = { $hours }: these are our hours for calls. If you need another time, you can write to us after you send this.
reach-voicemail = May we leave a message?
reach-voicemail-hint = A message never says why we call.

## Language

language-title = What language should we use?
language-why = You may speak one language and read another.
language-spoken = Language you speak
language-spoken-none = Choose a language
language-spoken_other = If it is not in the list, write it here
language-written = What language should we write in?
language-interpreter = Do you want an interpreter?
language-interpreter-hint = Interpreters are free.

## Child

child-title = { $asker ->
        [patient] About you
       *[family] Who is your child?
    }
child-why = { $asker ->
        [patient] We have your name. This helps us find the right records.
       *[family] We use this to find the right records.
    }
child-given_names = First and middle names
child-family_names = Last name or names
child-only_one_name = My child has only one name
child-by_phone = I will tell you my child's name by phone
child-by_phone-hint = Then you can leave the name empty.
child-name_used = { $asker ->
        [patient] Name you like to be called
       *[family] Name your child likes to be called
    }
child-birth = Date of birth
child-birth-hint = For example, March 27 2016. The year alone is fine.
child-birth-month = Month
child-birth-day = Day
child-birth-year = Year
child-about_age = { $asker ->
        [patient] Or: about how old are you?
       *[family] Or: about how old is your child?
    }
child-about_age-hint = In years, for example 7.

## Relationship

relationship-title = What is your relationship to the child?
relationship-decides = Can you make medical decisions for the child?
relationship-decides-hint = Any answer is fine. It tells us who may need to sign papers later.

## Situation

situation-title = What has happened so far?
situation-hint = Not sure is a good answer. We ask the doctors. You can skip this page.
situation-first_told = When were you first told that it is leukemia?
situation-date-hint = Month and year. The year alone is fine. You can also write "about 2023" or "not sure".
situation-back = { $number ->
        [1] When were you told that it came back?
       *[other] When were you told that it came back, time { $number }?
    }
situation-add-back = Add another date
situation-sites = Where was it found this time?
situation-sites-hint = Choose all that you were told.
situation-type = What kind of leukemia is it?
situation-place = { $asker ->
        [patient] Where are you now?
       *[family] Where is your child now?
    }
situation-urgent = { $asker ->
        [patient] Are you in intensive care? Call us first:
       *[family] Is your child in intensive care? Call us first:
    }
situation-emergency = If there is danger right now, call 911.

## Treatment

treatment-title = { $asker ->
        [patient] What treatment have you had?
       *[family] What treatment has your child had?
    }
treatment-hint = A list from memory is fine. We get the records from the doctor. You can skip this page.
treatment-note = What do you remember?
treatment-note-hint = Names, dates, how it went. Up to 2,000 letters, and a few words are enough.

## Treating doctor

treating-title = { $asker ->
        [patient] Who is your cancer doctor?
       *[family] Who is your child's cancer doctor?
    }
treating-why = The doctor has the records that we need. Write what you know.
treating-doctor_name = Name of the doctor
treating-doctor_hospital = Hospital or clinic
treating-doctor_city = City
treating-doctor_phone = Phone number of the doctor
treating-may_contact = May we get in touch with this doctor?
treating-may_contact-hint = The choice is yours, and you can change it later.
treating-doctor_reference = Reference that your doctor gave you
treating-doctor_reference-hint = Only where the doctor has written to us already. It looks like RL-7KX2-94Q.

## Help

help-title = { $asker ->
        [patient] How can we help you come here?
       *[family] How can we help your family come here?
    }
help-hint = Choose all that you need, or none. Asking for help does not change the medical decision.
help-town = Where would you come from?
help-town-hint = The town and state, or the country.
help-insurance = Name of your health insurance
help-insurance-hint = We ask for the number later. Write "none" if you have none.
help-note = What else would help you?
help-note-hint = Up to 500 letters. A few words are enough.

## More

more-title = What else should we know?
more-worry = What worries you most right now?
more-worry-hint = We read this first. Up to 1,000 letters.
more-other = { $asker ->
        [patient] Someone who helps you
       *[family] Another parent or guardian
    }
more-other-why = We do not write to this person before we have talked with you.
more-other_name = Their full name
more-other_relation = { $asker ->
        [patient] Who are they to you?
       *[family] Who are they to the child?
    }
more-other_phone = Their phone number
more-other_email = Their e-mail address
more-other_access = Should they be able to follow this request too?
more-other_access-hint = They would get their own private page. They do not see what you write to us.
more-not_share-heading = Someone we should not tell
more-not_share = Is there anyone we should not share with?
more-not_share-hint = You can say why, but you do not have to. Only the people who work on this request read it.

## Check and send

check-title = Check your answers
check-lead = Nothing is sent until you press the button at the end.
check-reach = How to reach you
check-language = Language
check-child = { $asker ->
        [patient] About you
       *[family] Your child
    }
check-relationship = Your relationship to the child
check-situation = What has happened
check-treatment = { $asker ->
        [patient] Your treatment so far
       *[family] Treatment so far
    }
check-treating = { $asker ->
        [patient] Your cancer doctor
       *[family] Your child's cancer doctor
    }
check-help = Help
check-more = What else we should know
check-consent-title = Your permission
check-consent = I agree that you keep my answers and get in touch with me about them.
check-consent-hint = E-mail and text messages are not fully private. So we put no health details in them. You can change your mind at any time.
check-send = Send my request

## Names of the answers, in lists and in messages

field-asker = Who you are
field-name = Your name
field-submission_key = Sending
field-phone = Phone number
field-email = E-mail address
field-best_way = Best way to reach you
field-best_time = Best time to call
field-voicemail = May we leave a message
field-spoken = Language you speak
field-spoken_other = Other language
field-written = Language we write in
field-interpreter = Interpreter
field-child-name = Child's name
field-given_names = First and middle names
field-family_names = Last name
field-only_one_name = Only one name
field-by_phone = Name by phone
field-name_used = Name to use
field-birth = Date of birth
field-about_age = Age
field-relation = Relationship
field-decides = Can make medical decisions
field-happened = What has happened
field-place = Where now
field-first_told = First told
field-back = Told that it came back
field-told_sites = Where it was found
field-told_type = Kind of leukemia
field-treatments = Treatment so far
field-treatment_note = What you remember
field-doctor_name = Doctor
field-doctor_hospital = Hospital or clinic
field-doctor_city = City
field-doctor_phone = The doctor's phone number
field-doctor_reference = Reference from the doctor
field-may_contact = May we get in touch with the doctor
field-town = Where you would come from
field-insurance = Health insurance
field-worry = What worries you most
field-other_name = Another person's name
field-other_relation = Who they are
field-other_phone = Their phone number
field-other_email = Their e-mail address
field-other_access = May follow the request
field-not_share = Not to be told
field-kinds = Help you asked for
field-note = What you added
field-phone_end = End of the phone number
field-code = Your code
field-reference = Your reference
field-means = E-mail address or phone number
field-consent = Your permission

value-by-phone = Will tell you by phone
value-about-age = { $years ->
        [0] Under 1 year
        [one] About 1 year
       *[other] About { $years } years
    }
value-about-year = About { $year }
value-month-year = { $month } { $year }

## Choices

choice-yes = Yes
choice-no = No
choice-not_sure = I am not sure
choice-best_way-call = Call me
choice-best_way-text = Text me
choice-best_way-email = Write me an e-mail
choice-best_time-morning = Morning
choice-best_time-afternoon = Afternoon
choice-best_time-evening = Evening
choice-best_time-any = Any time
choice-spoken-ase = American Sign Language (ASL)
choice-spoken-other = Another language
choice-relation-mother = Mother
choice-relation-father = Father
choice-relation-guardian = Legal guardian
choice-relation-grandparent = Grandparent
choice-relation-other_family = Other family
choice-relation-someone_else = Someone else
choice-happened-came_back_once = The leukemia came back for the first time (relapsed)
choice-happened-came_back_more = The leukemia came back more than once
choice-happened-not_working = Treatment is not working (refractory)
choice-happened-not_sure = I am not sure
choice-place-home = At home
choice-place-hospital = In the hospital
choice-place-intensive_care = In intensive care (ICU)
choice-place-not_sure = I am not sure
choice-site-marrow = In the bone marrow
choice-site-cns = In the brain or the spinal fluid
choice-site-testis = In the testicles
choice-site-other = Somewhere else
choice-site-not_sure = I am not sure
choice-type-b = B-cell
choice-type-t = T-cell
choice-type-other = Mixed, or another kind
choice-type-not_sure = I am not sure
choice-treatment-chemotherapy = Chemotherapy (chemo)
choice-treatment-radiation = Radiation
choice-treatment-transplant = Bone marrow or stem cell transplant
choice-treatment-car_t = CAR T-cells
choice-treatment-blinatumomab = Blinatumomab (Blincyto)
choice-treatment-inotuzumab = Inotuzumab (Besponsa)
choice-treatment-targeted = Targeted pills
choice-treatment-trial = A treatment in a research study
choice-treatment-other = Something else
choice-treatment-not_sure = I am not sure
choice-may_contact-yes = Yes
choice-may_contact-ask_first = Talk to me first
choice-may_contact-no = No
choice-help-travel = Getting here and back
choice-help-lodging = A place to stay
choice-help-insurance = Questions about insurance
choice-help-funding = Money for travel and daily costs
choice-help-interpreter = An interpreter
choice-help-letters = Letters for school or work
choice-help-other = Something else
