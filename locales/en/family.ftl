### The family's form, page by page. `asker` is `patient` for a patient of 18 or older who asks for themselves.

step-place = Step { $number } of { $count }
continue = Continue
step-skip = You can skip this page.
saved-note = We save your answers each time you press Continue.
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
situation-place = { $asker ->
        [patient] Where are you now?
       *[family] Where is your child now?
    }
situation-urgent = { $asker ->
        [patient] Are you in intensive care? Call us first:
       *[family] Is your child in intensive care? Call us first:
    }
situation-emergency = If there is danger right now, call 911.

## Help

help-title = { $asker ->
        [patient] How can we help you come here?
       *[family] How can we help your family come here?
    }
help-hint = Choose all that you need, or none. Asking for help does not change the medical decision.
help-note = Is there anything else we should know?
help-note-hint = Up to 500 letters. A few words are enough.

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
check-help = Help
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
field-kinds = Help you asked for
field-note = What you added
field-consent = Your permission

value-by-phone = Will tell you by phone
value-about-age = { $years ->
        [0] Under 1 year
        [one] About 1 year
       *[other] About { $years } years
    }
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
choice-help-travel = Getting here and back
choice-help-lodging = A place to stay
choice-help-insurance = Questions about insurance
choice-help-funding = Money for travel and daily costs
choice-help-interpreter = An interpreter
choice-help-letters = Letters for school or work
choice-help-other = Something else
