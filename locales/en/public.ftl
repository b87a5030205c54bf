### What families and doctors read on the public pages, outside the family's form. English is the source language.

## Every page

shell-skip = Skip to main content
shell-other-language-action = change language to Spanish
shell-demo = This is a demo. The people and phone numbers in it are made up.
shell-help-title = Need help?
shell-help-phone = { $hours }
shell-help-call-me = Or leave your number.
shell-help-call-me-link = Just call me
shell-help-doctors = For doctors and nurses
shell-emergency = In danger right now? Call 911.
shell-footer = Our care team reads what you send here. We do not sell it and we show no ads.

back = Back
optional = (optional)
change = Change
not-given = Not given

## Choose your language

choose-title = Choose your language
choose-other = Another language
choose-other-hint = We call you with a free interpreter.

## Start

start-title = Ask us to look at your child's case
start-lead = We are sorry you are facing this. Tell us how to reach you. A person from our team will call you.
start-who = Who are you?
start-family = I am a parent or family member
start-family-hint = About 10 minutes. You need no papers.
start-patient = I am the patient and 18 or older
start-patient-hint = The same questions, about you.
start-doctor = I am a doctor or nurse
start-doctor-hint = About 6 minutes. You can stop and come back.
start-call-me = Just call me
start-call-me-hint = We only need your name and phone number.
start-urgent = Is your child in intensive care, or getting worse fast? Call us first:
start-emergency = If your child is in danger right now, call 911.
start-next-title = What happens next
start-next-1 = You answer a few short questions. You can skip most of them. You can stop and come back, on this phone or on another.
start-next-2 = A person from our team calls you. We tell you by which day and hour.
start-next-3 = We help you gather your child's records. Our doctors read them and talk with you.
start-private-title = Your answers are private
start-private = Only our care team reads them. You can ask us to delete them.

## Just call me

call-me-title = We will call you
call-me-lead = Your name and phone number are enough. We ask the rest when we talk.
call-me-send = Ask for a call
call-me-private = Only our care team sees this. We use it only to call you.
call-me-consent = When you press the button, you agree that we keep this and call you.

## After sending

sent-title = We have your request
sent-reference = Your reference
sent-reference-hint = Say it when you call us.
sent-promise = You will hear from us on
sent-promise-call = We will call you on
sent-promise-note = This is a promise. If we are late, call us at { $phone }.
sent-urgent = { $asker ->
        [patient] You told us you are in intensive care. You do not have to wait for our call.
       *[family] You told us your child is in intensive care. You do not have to wait for our call.
    }
sent-next-title = What happens next
sent-next-1 = We read your request. One person from our team takes care of it.
sent-next-2-call = That person calls you on { $moment }. The call comes from { $phone }.
sent-next-2-write = That person writes to you on { $moment }. A call from us comes from { $phone }.
sent-next-3 = { $asker ->
        [patient] Together we gather your records. Then our doctors read them and we talk with you.
       *[family] Together we gather your child's records. Then our doctors read them and we talk with you.
    }
sent-help = You asked for help. We start on that now, and it does not wait for the doctors.
sent-papers-title = Photos and papers
sent-papers = You can add photos or papers now. You can also do it later, or not at all.
sent-link-title = Come back from any phone
sent-link = This is your private link. Keep it. It shows where your request is, after one question. If you gave us an e-mail address, you also get it there.
sent-safe-title = How to know it is us
sent-safe = We call from { $phone }. We never ask for payment or passwords.
sent-worse-title = If things get worse
sent-worse = Do not wait for our call. Call us at { $phone }.
sent-worse-emergency = In danger right now? Call 911.
sent-copy-title = What you sent
sent-copy-hint = You sent this on { $moment }.
sent-print = Print or save this page
sent-forget-title = Do other people use this phone?
sent-forget = They can read your answers on this page. You can take them off this phone. We keep your request and still call you.
sent-forget-button = Forget this on this phone
forgotten-title = Your answers are gone from this phone
forgotten = We still have a request that you sent. Our team goes on with it, and you still hear from us.
forgotten-reference = Your reference. Write it down now.
forgotten-call = To ask where it stands, call us at { $phone } and say your reference. Without it, your name is enough.
sent-nothing-title = There is nothing to show here
sent-nothing = This page shows a request after it was sent from this phone. Here it shows none. If you sent one, call us at { $phone } and we look for it.
sent-nothing-start = Go to the start page

## The same request, sent again with other answers

again-title = You already sent this
again-lead = We have your first request. Its reference is { $reference }. We did not send the new answers.
again-elsewhere = We have this request. We did not send the new answers.
again-call = Did something change? Call us at { $phone } and tell us. We add it to your request.
again-new-title = What you typed now
again-message = Send this as a message
again-message-why = We add it to your request, and a person reads it.
again-first = See what you sent first

## Finish later

later-button = Save and finish later
later-title = Your answers are saved
later-lead = You can go on here later, or on any other phone or computer.
later-code = Your code. Write it down, or print this page.
later-needs-either = You also need the last 4 numbers of your phone, or your e-mail address.
later-needs-phone = You also need the last 4 numbers of your phone.
later-needs-email = You also need your e-mail address.
later-how = To go on, open this page and type your code:
later-until = We keep your answers until { $day }. Nothing is sent before you press Send.
later-means = To come back with a code, give us a phone number or an e-mail address first. We ask for it when you come back, so that nobody else can open your form.
later-show = Show my code
later-go-on = Go on now
later-mail-title = By e-mail
later-mail = We write to the e-mail address in your form. The message does not hold any of your answers.
later-mail-code = Send me the code by e-mail
later-code-sent = We are sending your code to the e-mail address in your form. Nothing there after 10 minutes? Look among unwanted mail, or write the code down here. We send it 3 times a day at most.
later-remind = Remind me if I do not finish
later-remind-hint = One message after 1 day and one after 3 days. You can stop them at any time.
later-remind-save = Save this choice
later-reminded = A reminder comes on { $day }, if you have not sent the form by then.
later-reminded-twice = Reminders come on { $day } and on { $last }, if you have not sent the form by then.
later-remind-off = We do not remind you of this form.
later-shared-title = { $asker ->
        [doctor] Do other people use this device?
       *[family] Do other people use this phone?
    }
later-shared = { $asker ->
        [doctor] You can take the form off this device. Your code still brings it back.
       *[family] You can take the form off this phone. Your code still brings it back.
    }
later-shared-first = { $asker ->
        [doctor] You can take the form off this device. Ask for a code first: without one, your answers cannot come back.
       *[family] You can take the form off this phone. Ask for a code first: without one, your answers cannot come back.
    }
later-shared-reminders = Reminders stop, too.
later-clear = { $asker ->
        [doctor] Take it off this device
       *[family] Take it off this phone
    }
resume-title = Go on with your form
resume-lead = Type your code, and what you gave us to reach you.
resume-code = Your code
resume-code-hint = 10 letters and numbers, for example, 258B-EHMQ-TX.
resume-means = The last 4 numbers of your phone, or your e-mail address
resume-means-hint = As you typed it in the form.
resume-button = Go on
resume-cleared = The form is gone from here. Your code brings it back.
resume-dropped = The form is gone from here. It had no code, so it starts empty.
resume-stop-title = No more reminders?
resume-stop = Stop the reminders
resume-stopped = We remind you of this form no more. Your code still brings it back.
resume-call = No code? Call us at { $phone }. We can do it together by phone.
resume-sent = I have already sent my request
start-resume = Go on with a form you saved
start-status = See where your request is
