### Where a request stands, in the family's words. One sentence or two, then what comes next.
### Never a decision: a person tells it on the phone first.

status-now = Where your request is now
status-late = We said you would hear from us on { $moment }. We are late, and we are sorry. You can call us now at { $phone }.

status-family-received = We have your request. A person from our team will get in touch with you.
status-family-in_intake = A person from our team has your request. Together we gather the records.
status-family-awaiting_information = We are waiting for some papers or records. We will tell you if you need to do anything.
status-family-ready_for_review = We have the records we need. A leukemia doctor will read them next.
status-family-in_review = A leukemia doctor is reading the records now.
status-family-conference = Our whole team of doctors will talk about your case at their next meeting.
status-family-decided = Our doctors have looked at everything. A person will call you to talk about the next step.
status-family-advice_given = Our doctors have given advice to your doctor at home, and we have talked with you about it.
status-family-arranging = We are planning your visit with you.
status-family-visit_scheduled = Your visit has a date. We will send you what to bring and where to go.
status-family-seen = Thank you for coming. We will talk with you about what comes next.
status-family-on_hold = Your request is paused for now. We keep it safe and will check with you.
status-family-closed = Your request is finished. You can call us at any time if something changes.
status-family-not_a_referral = This request is finished. If you need us, call us.

status-decision-offer_evaluation = Our doctors invite you to come for a visit. We plan it with you.
status-decision-advice_to_local_team = Our doctors give their advice to your doctor at home. Your care stays there.
status-decision-not_a_fit = We have told you our answer on the phone. You can call us with any question.
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
status-step-is-now = now
