### Mails. They say little on purpose: e-mail is not private. Only $reference, $programme, $phone and $priority may stand here.

## What stands in every mail

mail-fact-reference = Reference
mail-fact-promise = You will hear from us
mail-fact-due = Due
mail-fact-code = Your code
mail-fact-kept = We keep your answers until

mail-open-family = Look at your request
mail-open-doctor = Look at your referral
mail-open-draft = Go on with your form
mail-open-staff = Open the request

mail-call-family = Questions, or this cannot wait? Call us: { $phone }. In an emergency, call your local emergency number first.
mail-call-doctor = Questions, or this cannot wait? Call us: { $phone }.
mail-call-draft = Questions, or no time to type? Call us: { $phone }. We can fill it in with you by phone. In an emergency, call your local emergency number first.
mail-call-staff = { $programme }, { $phone }

mail-footer-family = This message says little on purpose, because e-mail is not private. We never ask for money or passwords by e-mail.
mail-footer-family-reply = Nobody reads replies to this message. To reach a person, please call us.
mail-footer-doctor = This message says little on purpose, because e-mail is not private.
mail-footer-draft = This message says little on purpose, because e-mail is not private. You get it because somebody asked for it on our site. If that was not you, you need not do anything.
mail-footer-draft-reply = Nobody reads replies to this message. To reach a person, call us.
mail-footer-staff = You get this message because of your work at { $programme }. What the request is about is shown only after you sign in.
mail-footer-doctor-reply = Nobody reads replies to this message. To reach a person, please call us.
mail-footer-staff-reply = Nobody reads replies to this message.

## To families

mail-family-receipt-subject = We have your request { $reference }
mail-family-receipt-lead = Your request has reached us and is safe. You do not need to send it again.
mail-family-receipt-next = A person from our team will contact you. If you have not heard from us by the time shown here, please call us and give your reference.

mail-family-contact-person-subject = There is news about your request { $reference }
mail-family-contact-person-lead = One person on our team now looks after your request.
mail-family-contact-person-next = They will contact you. Please keep this reference at hand when we talk.

mail-family-items-needed-subject = There is news about your request { $reference }
mail-family-items-needed-lead = Something is missing before we can go on with your request. You can see what it is when you look at your request, or call us.
mail-family-items-needed-next = If you cannot find it, or are not sure, please call us. We can often get it for you.

mail-family-update-subject = There is news about your request { $reference }
mail-family-update-lead = There is news about your request. We do not write what it is in an e-mail.
mail-family-update-next = You can look at your request, or call us and we will tell you.

mail-family-promise-missed-subject = There is news about your request { $reference }
mail-family-promise-missed-lead = We said that you would hear from us, and you did not. We are sorry.
mail-family-promise-missed-next = The head of our team has been told. The time shown here is our new promise. You can also call us now.

mail-family-visit-subject = There is news about your request { $reference }
mail-family-visit-lead = There is a plan for you to look at. We do not write its details in an e-mail.
mail-family-visit-next = If something in it does not work for you, please call us. We will find another way together.

mail-family-feedback-subject = Two questions about your request { $reference }
mail-family-feedback-lead = We would like to know how it was for you.
mail-family-feedback-next = There are two questions on your page. Answer them only if you like. Nobody asks you again.

mail-family-message-subject = There is a message about your request { $reference }
mail-family-message-lead = A person from our team has written to you. We do not write what it is in an e-mail.
mail-family-message-next = You can read it and answer on your page. You can also call us.

mail-family-link-subject = The link to your request { $reference }
mail-family-link-lead = Here is the link to your request. You asked us for it, or we made you a new one.
mail-family-link-next = Did you not expect it? Then you do not need to do anything. The link opens only for somebody who can answer our question.

mail-family-closing-subject = There is news about your request { $reference }
mail-family-closing-lead = There is a note for you about your request. Please read it when you have a quiet moment.
mail-family-closing-next = You can come back to us at any time. Your reference stays the same.

## To doctors who refer

mail-doctor-receipt-subject = We have your referral { $reference }
mail-doctor-receipt-lead = Your referral has reached us and is safe. You do not need to send it again.
mail-doctor-receipt-next = A person from our team will call you. If you have not heard from us by the time shown here, please call us and give the reference.

mail-doctor-items-needed-subject = There is news about your referral { $reference }
mail-doctor-items-needed-lead = Records are missing before we can go on with your referral. We do not write in an e-mail which ones.
mail-doctor-items-needed-next = You can see them on the page of your referral, send them there, or say that you have sent them. You can also call us.

mail-doctor-update-subject = There is news about your referral { $reference }
mail-doctor-update-lead = There is news about your referral. We do not write what it is in an e-mail.
mail-doctor-update-next = You can look at the page of your referral, or call us and we will tell you.

mail-doctor-link-subject = The link to your referral { $reference }
mail-doctor-link-lead = Here is the link to the page of your referral. You asked us for it, or we made you a new one.
mail-doctor-link-next = Did you not expect it? Then you do not need to do anything. The link opens only for somebody who can answer our question.

mail-doctor-patients-subject = The link to all your referrals
mail-doctor-patients-lead = Here is the link to all referrals that came from this address. It works for one hour.
mail-doctor-patients-next = Was it not you who asked? Then you do not need to do anything. The link opens only for somebody who can answer our question.

mail-doctor-letter-subject = There is a letter about your referral { $reference }
mail-doctor-letter-lead = There is a letter for you. We do not send it by e-mail.
mail-doctor-letter-next = You can read it on the page of your referral, and save it as PDF.

mail-doctor-confirm-subject = A referral { $reference } was sent in your name
mail-doctor-confirm-lead = Somebody of your practice sent us a referral in your name. It is on its way already.
mail-doctor-confirm-next = Open the page of the referral, read what was sent, and confirm it. If it is wrong, call us.

mail-doctor-message-subject = There is a message about your referral { $reference }
mail-doctor-message-lead = A person from our team has written to you. We do not write what it is in an e-mail.
mail-doctor-message-next = You can read it and answer on the page of your referral. You can also call us.

mail-doctor-promise-missed-subject = There is news about your referral { $reference }
mail-doctor-promise-missed-lead = We said that you would hear from us, and you did not. We are sorry.
mail-doctor-promise-missed-next = The head of our team has been told. The time shown here is our new promise. You can also call us now.

## To staff

mail-intake-new-request-subject = { $priority ->
        [emergency] Emergency: new request { $reference }
        [urgent] Urgent: new request { $reference }
       *[standard] New request { $reference }
    }
mail-intake-new-request-lead = A new request has arrived. Nobody has taken it yet.
mail-intake-new-request-next = Please open it, then take it or assign it. The family has been told the time shown here.

mail-on-call-urgent-subject = { $priority ->
        [emergency] Emergency, please answer now: request { $reference }
       *[urgent] Urgent, please answer now: request { $reference }
    }
mail-on-call-urgent-lead = An urgent request has arrived while you are on call. Nobody has taken it yet.
mail-on-call-urgent-next = Please open it and take it now. Until somebody does, you and the supervisor hear of it again.

mail-social-work-help-asked-subject = Help asked for: request { $reference }
mail-social-work-help-asked-lead = A family has asked for help that your team gives.
mail-social-work-help-asked-next = Help starts on the first day. Please open the request and see what was asked.

mail-insurance-help-asked-subject = Insurance help asked for: request { $reference }
mail-insurance-help-asked-lead = A family has asked for help with insurance.
mail-insurance-help-asked-next = Help starts on the first day. Please open the request and see what was asked.

mail-supervisor-overdue-subject = Overdue: request { $reference }
mail-supervisor-overdue-lead = A time that was set on this request has passed: a promise, or the time by which somebody should have taken it.
mail-supervisor-overdue-next = Please see that somebody calls and records it. The request stays on top of the list until then.

mail-case-assigned-subject = Request { $reference } is now yours
mail-case-assigned-lead = This request has been given to you.
mail-case-assigned-next = The next step, and what was promised, are on its page.

mail-reviewer-case-ready-subject = Ready for your review: request { $reference }
mail-reviewer-case-ready-lead = The records of this request are complete enough for a doctor to decide.
mail-reviewer-case-ready-next = Please open it and start the review.

mail-coordinator-case-ready-subject = Ready for review: request { $reference }
mail-coordinator-case-ready-lead = This request is ready for review and may come to the next meeting.
mail-coordinator-case-ready-next = Please check that a doctor has it, or put it on the agenda.

mail-conference-agenda-subject = On the meeting's agenda: request { $reference }
mail-conference-agenda-lead = This request will be discussed at the next meeting.
mail-conference-agenda-next = Please read it before the meeting.

mail-visit-team-arranging-subject = Visit to arrange: request { $reference }
mail-visit-team-arranging-lead = A visit is being arranged and your team's part begins.
mail-visit-team-arranging-next = Please open the request and contact the family by the time shown here.

mail-staff-case-reopened-subject = Reopened: request { $reference }
mail-staff-case-reopened-lead = This request was closed and has been opened again.
mail-staff-case-reopened-next = The reason and the next step are on its page.

mail-staff-death-told-subject = Sad news, open now: request { $reference }
mail-staff-death-told-lead = The family has told us something on its page that you must know before anybody calls. All automatic messages to them are stopped.
mail-staff-death-told-next = Open the request and read what is said above it.

mail-staff-death-taken-back-subject = It was a mistake: request { $reference }
mail-staff-death-taken-back-lead = What the family told us on its page was a mistake. Messages to them go on as before.
mail-staff-death-taken-back-next = Open the request. If you are not sure, call them before you write.

mail-staff-hold-review-subject = Paused request { $reference } needs a look
mail-staff-hold-review-lead = This request is paused, and the day to look at it again has come.
mail-staff-hold-review-next = Please decide whether it goes on, and tell the family.

mail-staff-message-came-subject = New message: request { $reference }
mail-staff-message-came-lead = Somebody outside has written about this request, and waits for an answer.
mail-staff-message-came-next = Open the request, read it and answer. If it needs no answer, say so there.

mail-staff-answer-late-subject = Answer is late: request { $reference }
mail-staff-answer-late-lead = Somebody outside wrote about this request. They were told when we answer, and we have not.
mail-staff-answer-late-next = Open the request and answer now, or call them.

mail-staff-papers-came-subject = New papers: request { $reference }
mail-staff-papers-came-lead = Papers were added to this request.
mail-staff-papers-came-next = Open the request and look at them. More may come; you hear of them once an hour at most.

mail-staff-paper-refused-subject = A paper was refused: request { $reference }
mail-staff-paper-refused-lead = A paper of this request does not open and stays shut: it may be harmful, or nobody can read it.
mail-staff-paper-refused-next = Open the request and see which one. If it is needed, ask for it in another way.

## To whoever fills in a form

mail-draft-code-subject = { $programme }
mail-draft-code-lead = You asked us for the code of the form that you saved.
mail-draft-code-next = To go on, open the page here. Type the code, and this e-mail address or the last 4 numbers of your phone. Nothing is sent to us before you press Send.

mail-draft-reminder-subject = { $programme }
mail-draft-reminder-lead = You asked us to remind you. A form that you saved is not sent yet.
mail-draft-reminder-next = To go on, open the page here and type your code. There you can also stop these reminders.
