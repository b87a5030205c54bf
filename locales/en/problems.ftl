### Pages that stand where a page cannot be shown. Used by src/web/layers/error_page.rs.

problem-bad-request-title = We could not read that
problem-bad-request = This form or address is not one that we know. Go back and try again. What you saved before is still there.
problem-sign-in-title = Sign in first
problem-sign-in = This page is for people who are signed in.
problem-forbidden-title = This is not open to you
problem-forbidden = You may not do this here. If you came from another site, go back and start from our first page.
problem-not-found-title = We cannot find that page
problem-not-found = Check the address, or start from our first page.
problem-too-large-title = That was too much at once
problem-too-large = Go back and make the text shorter. What you saved before is still there.
problem-not-a-form-title = We can only take our own forms here
problem-not-a-form = Go back and use the form on our page.
problem-conflict-title = This page was out of date
problem-conflict = Something changed while the page was open. Go back, load the page again and look once more.
problem-too-many-title = Too many tries in a short time
problem-too-many = Wait a minute, then try again. What you saved before is still there. You can also call us.
problem-unavailable-title = We cannot save right now
problem-unavailable = Wait a minute, then go back and try again. If it is urgent, call us now.
problem-internal-title = Something went wrong on our side
problem-internal = It is not your fault. Go back and try again, or call us.
problem-call = Call us:
problem-start = Go to the first page
problem-number = Tell us this number if you call about it: { $id }
