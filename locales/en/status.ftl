### Where a request stands, in the family's words. One sentence or two, then what comes next.
### Never a decision: a person tells it on the phone first.

status-now = Where your request is now
status-late = We said you would hear from us on { $moment }. We are late, and we are sorry. You can call us now at { $phone }.

status-family-received = We have your request. A person from our team will get in touch with you.
status-family-called = We have your request, and we have talked with you. We go on with it and get in touch again.
status-family-in_intake = A person from our team has your request. Together we gather the records.
status-family-awaiting_information = We are waiting for some papers or records. We will tell you if you need to do anything.
status-family-ready_for_review = We have the records we need. A leukemia doctor will read them next.
status-family-in_review = A leukemia doctor is reading the records now.
status-family-conference = Our whole team of doctors will talk about your case at their next meeting.
status-family-decided = Our doctors have looked at everything. A person will call you to talk about the next step.
status-family-advice_given = Our doctors have given advice to your doctor at home, and we have talked with you about it.
status-family-arranging = We are planning your visit with you.
status-family-visit_scheduled = Your visit has a date.
status-family-seen = Thank you for coming. We will talk with you about what comes next.
status-family-on_hold = Your request is paused for now. We keep it safe and will check with you.
status-family-closed = Your request is finished. You can call us at any time if something changes.
status-family-not_a_referral = This request is finished. If you need us, call us.

status-decision-offer_evaluation = Our doctors invite you to come for a visit. We plan it with you.
status-decision-advice_to_local_team = Our doctors give their advice to your doctor at home. Your care stays there.
status-decision-not_a_fit = We have told you our answer on the phone. You can call us with any question.
status-talked = We talked with you on { $moment }.
status-visit-title = Your visit
status-visit-place = Where
status-visit-way = Getting in
status-visit-bring = What to bring
status-visit-calendar = Put the visit in my calendar
status-visit-event = Visit { $reference }
status-visit-event-about = Questions, or you cannot come? Call { $phone }.
status-visit = Your visit is on { $moment }.

status-quiet-title = We are so sorry
status-quiet = We will not call or write about this request. If you would like to talk with someone, call us at { $phone }.

status-step-received = Request received
status-step-first_call = First call
status-step-records = Gathering records
status-step-doctors_review = Doctors review
status-step-planning_the_visit = Planning your visit
status-step-seen = Visit with our doctors
status-step-paused = Paused
status-step-finished = Finished
status-step-is-done = done
status-step-done-on = done, { $day }
status-step-is-now = now

## The private page of a request

status-title = Your request
status-steps-title = The steps
status-people-title = Who looks after you
status-owner = { $name } is your contact person.
status-social-worker = { $name } is your social worker. They help with everything around the visit.
status-waiting-family = We are waiting for you.
status-waiting-doctor = We are waiting for your doctor or hospital.
status-waiting-insurer = We are waiting for your insurance.
status-waiting-partner = We are waiting for another helper, such as a place to stay.
status-help-title = The help you asked for
status-help-asked = We have your wish.
status-help-looking = We are looking for it.
status-help-applied = We have asked for it, and wait for the answer.
status-help-approved = It was approved.
status-help-in_place = It is in place.
status-help-not_available = We could not get it. Call us, and we look for another way.
status-help-not_needed = No longer needed.
status-invite-title = { $asker ->
        [patient] Invite your doctor
       *[family] Invite your child's doctor
    }
status-invite = Your doctor can write to us too. Give them this address and your reference. Then our team sees that both belong together.
invite-reference = The reference to give them:
status-messages-title = Messages from us
status-messages = We write to you when there is news. You can stop all messages. We still work on your request, and you can look here at any time.
status-messages-stop = Stop all messages
status-messages-stopped = We do not write to you any more, as you asked. We still work on your request, and you can look here at any time.
status-messages-start = Write to me again
status-changed = Something has changed for our family
status-changed-call = You can write to us or call us. You do not have to explain.
status-tell = Tell us that our child has died
tell-title = Tell us that your child has died
tell-lead = We are so sorry. You do not have to explain anything.
tell-then = When you press the button, we stop all messages to your family at once. Our team is told, so that nobody calls you by mistake.
tell-button = Our child has died
told-lead = Thank you for telling us. We have stopped all messages to your family.
told-call = If you would like to talk with someone, call us at { $phone }. There is nothing you have to do.
told-mistake = I pressed this by mistake
status-again-title = Come back to this page
status-again = Open your private link again, or type this address. With your reference you can get your link again there.
status-private-title = Who can see this page
status-seen-by-you = You. Nobody else has your link
status-seen-by-team = Our care team
status-seen-by-family = Another adult of the family, on a page of their own
status-seen-by-other_adult = Another adult of the family, on a page of their own
status-seen-by-patient = The patient, on a page of their own
status-seen-by-doctor = The doctor who wrote to us, on a page of their own
status-seen-change = Nobody sees what another person wrote or sent. Should somebody see it, or not see it any more? Call us at { $phone }.
status-wrong = Is your phone number or e-mail wrong, or is there a new one? Write to us, or call us at { $phone }. We change it.
status-private = Does somebody else use this phone? Then sign out when you are done.
status-sign-out = Sign out of this phone

## The private link

link-open-title = Open your request
link-open-lead = This link is yours alone. Press the button, and we ask one question first.
link-open-button = Open my request
link-question-title = One question first
link-question-why = We ask this so that nobody else can open your request.
link-question-birth = What is the date of birth of the patient?
link-question-birth-hint = As you told us, for example, March 27 2016.
link-question-phone = What are the last 4 numbers of your phone?
link-question-phone-hint = The phone number that you gave us.
link-question-email = Which e-mail address did you give us?
link-question-button = Open
link-too-many-title = Too many tries for now
link-too-many = You can try again after { $time }. Or call us at { $phone }, and we help you.
link-shut = Your request is not open here now. Use the link in our e-mail to open it.
link-signed-out = You are signed out.
link-lost-way = I do not have the link any more, or it does not work
link-lost-title = Get your link again
link-lost-lead = Tell us your reference, and we send the link to the e-mail address that we have.
link-lost-reference = Your reference
link-lost-reference-hint = For example, RL-7KX2-94Q.
link-lost-means = Your e-mail address or phone number
link-lost-means-hint = The one that you gave us.
link-lost-button = Send me the link
link-lost-asked = If this fits what we have, the link is on its way to the e-mail address that you gave us.
link-lost-call = No e-mail, or no reference? Call us at { $phone }. Your name is enough.

status-feedback = Two questions for you
feedback-title = How was it for you?
feedback-lead = Two questions. Your answers help us to help the next family.
feedback-knew = Did you know at every moment what comes next?
choice-knew-yes = Yes, always
choice-knew-partly = Not always
choice-knew-no = No
feedback-better = What should we do better?
feedback-button = Send
feedback-thanks = Thank you. We read every word.
field-knew = What comes next
field-better = What we should do better
error-knew-missing = Choose one of the answers

# Something was sent from a page that had been open for too long.
left-title = You were away for a while
left-lead = What you sent is not with us yet. Answer one question, and it goes on its way.
left-words = What you wrote
left-press = What you pressed is not done yet. Answer one question first, then press it once more.
left-paper = Your photo or paper is not with us yet. Answer one question first, then choose it once more.
left-button = Go on
left-button-send = Send it now
left-kept = This was not sent. Copy it before you go on.

# Who of us opened a request, by role.
status-looks = See who opened your request
looks-title = Who opened your request
looks-lead = Our team opened your request on these days.
looks-nobody = Nobody from our team has opened your request yet.
looks-names = Do you want to know the names? Call us at { $phone }.
looks-older-one = and one earlier day
looks-older-many = and { $count } earlier days
looks-intake = The person who takes in requests
looks-supervisor = The person who leads the intake team
looks-reviewer = A doctor of ours
looks-coordinator = The person who plans the doctors' meeting
looks-social_worker = A social worker
looks-insurance = The person for insurance
looks-finance = The person for money help
looks-research = A person from research
looks-privacy = The person who guards privacy
looks-admin = The person who runs the system
