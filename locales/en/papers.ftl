### Papers that a family adds to its request.

status-papers = Add photos or papers
papers-title = Your photos and papers
papers-back = Back to your request
papers-lead = Send us photos or papers about the illness and the treatment. A photo of a page is fine. You do not have to have them all.
papers-kind = What is it?
field-file = Photo or file
papers-file = Choose a photo or a file
papers-file-hint = A photo or a PDF, up to 20 MB. You can send one after the other.
papers-button = Send
papers-private = Only you and our care team can open what you send. We check each file for viruses first.
papers-closed = This request is finished, so it takes no papers now. Call us at { $phone } if you have something for us.
papers-added = We have it. Thank you. You can send the next one now.
papers-sending = Sending { $name }: { $percent } percent
papers-waiting = The line is not good right now. We keep trying. You can leave this page open.
papers-broken = The file could not be sent. Your request is safe. Try again.
papers-sent-title = What you have sent
papers-state-pending = We check it
papers-state-here = We have it
papers-state-infected = Not taken: there may be a virus in it
papers-state-unreadable = Not taken: we could not open it. Send a photo of it

choice-paper-referral_letter = A letter from the doctor
choice-paper-summary = A summary of the treatment
choice-paper-pathology = Results from the bone marrow or a biopsy
choice-paper-genetics = Results of gene tests
choice-paper-mrd = Results about leukemia cells that are left
choice-paper-imaging = A report of a scan or an X-ray
choice-paper-roadmap = The treatment plan
choice-paper-hla = Tissue type for a transplant
choice-paper-labs = Blood test results
choice-paper-discharge = A letter after a hospital stay
choice-paper-insurance_card = The insurance card
choice-paper-other = Something else, or I am not sure
