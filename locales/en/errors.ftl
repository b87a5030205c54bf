### What stands beside an answer that was not taken, and on a page that could not be shown.
### No blame, and a next step. `what` is the name of the answer (`field-…`).

error-page-title = Error: { $title }
error-summary-title = There is a problem

error-name-missing = Enter your name
error-phone-missing = Enter a phone number so we can call you
error-phone-or-email-missing = Enter a phone number or an e-mail address so we can reach you
error-best-way-needs-phone = Enter a phone number, or choose e-mail as the best way to reach you
error-best-way-needs-email = Enter an e-mail address, or choose another way to reach you
error-given_names-missing = Enter your child's first name, or choose to tell us by phone
error-family_names-missing = Enter your child's last name, or tick "only one name"
error-other_name-missing = Enter the name of the other person, or leave their other answers empty
error-link-does-not-fit = That does not fit what we have, or this link is no longer good. Try once more, or call us
error-link-too-many = Too many tries. Wait 15 minutes with this page open, then try once more
error-link-email-missing = Enter the e-mail address that you gave us
error-phone_end-missing = Enter the last 4 numbers of your phone
error-reference-missing = Enter your reference, like RL-7KX2-94Q
error-not-a-reference = Enter the reference as we gave it to you, like RL-7KX2-94Q
error-means-missing = Enter the e-mail address or phone number that you gave us
error-code-missing = Enter your code, like 258B-EHMQ-TX
error-not-a-code = Enter the code as we gave it to you: 10 letters and numbers, like 258B-EHMQ-TX
error-resume-not-found = We find no saved form that fits. Look at the code and the number or address once more. A form that was sent opens by its private link
error-consent-missing = Tick the box if you agree, so we can keep your answers and reach you
error-consent-changed = Our permission text has changed. Read it and tick the box again
error-check-stale = Your answers have changed in another window. Read them once more, then send them
error-press-again = Nothing was sent yet. Press the button once more
error-too-long = { $what }: use { $max } letters or fewer
error-forbidden-character = { $what }: type it again without hidden signs. Pasted text can hold them
error-no-letter = { $what } must have at least one letter
error-not-an-email = Enter an e-mail address, like name@example.org
error-not-a-phone = Enter a phone number, like 215-555-0100
error-not-an-npi = An NPI has 10 digits, and this one does not fit. Check each digit
error-needs-month = { $what } must include a month
error-needs-year = { $what } must include a year
error-needs-four-digits = Write the year with 4 numbers, like 2016
error-not-a-date = { $what } must be a real date, like March 27 2016
error-not-an-age = Enter the age in years, like 7
error-in-the-future = { $what } must be in the past
error-too-long-ago = { $what } must be less than 125 years ago
error-not-a-choice = { $what }: choose one of the answers shown

error-file-missing = Choose a photo or a file
error-file-empty = The file is empty. Choose another one
error-file-too-large = The file must be smaller than 20 MB
error-file-kind = Choose a photo (JPEG, PNG, HEIC) or a PDF
error-file-pixels = The picture is too large. Take a photo of the page
error-file-too-many = You have sent 50 files, and we cannot take more here. Call us, and we find a way
error-file-case-full = Together your files are too large. Call us, and we find a way
