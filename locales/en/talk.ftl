### What a person outside and our staff write to each other.

status-talk = Send us a message
status-talk-one = You have one new message
status-talk-many = You have { $count } new messages
talk-title = Messages
talk-lead = Write to us here at any time. Ask what you want to know.
talk-label = Your message
talk-hint = Do not put passwords or card numbers in it.
talk-button = Send the message
talk-expect = If you write now, we answer on { $moment }.
talk-waiting = We have your message. We answer on { $moment }.
talk-sent = We have your message. A person from our team reads it.
talk-urgent = Is it urgent, or is your child worse? Do not write. Call us: { $phone }.
talk-private = Only you and our care team can read this. Other people in your family have their own page.
talk-private-doctor = Only you and our care team can read this. The family has a page of its own.
talk-from-you = You
talk-from-us = Our care team
talk-from-staff = { $name }, our care team
field-text = Your message
error-text-missing = Write your message
