home-title = Public services in housing
home-heading = Housing services, start to finish
home-lead = Apply online, see who has your case, and know by which day the answer is due – and why that day.
home-search-label = Find a service
home-search-button = Find
home-services = Services
home-found-title = Search: { $query }
home-found = “{ $query }”
home-found-count = { $count ->
    [one] { $count } service found.
   *[other] { $count } services found.
}
home-found-none = Try a shorter word, or look at the whole list.
home-all = All services
card-free = free of charge
card-online = online
home-how = How it works
home-how-1 = Fill in
home-how-1-text = One question at a time. Your answers are saved as you go.
home-how-2 = Read and sign
home-how-2-text = You see exactly the text that your electronic signature covers.
home-how-3 = Follow
home-how-3-text = The case page says where your case is, who has it, and by when they must answer.
home-how-4 = Receive
home-how-4-text = The signed document comes to your account. Anybody can check that it is genuine.

passport-back = All services
passport-now = If you apply now
passport-now-registered = Registered on
passport-now-answer = Answer by
passport-now-why = Why these days
passport-apply = Request online
passport-no-online = This service cannot be requested online on this day. Apply at the State Corporation “Government for Citizens”.
passport-stages = How your request will be handled
passport-places = Where it is online
passport-places-none = There is no place with this service online.
passport-standard = The standard of the service
passport-in-force = In force since { $day }.
passport-repealed = No longer in force since { $day }.
passport-editions = Other editions
basis-found = From another official text:
basis-inferred = Our conclusion, to be confirmed by a lawyer:
basis-carried-over = Carried over from the earlier text:

not-online-title = { $place }: not online yet
not-online-lead = “{ $service }” cannot be requested online in { $place }. You can still receive the service.
not-online-how = What you can do
not-online-counter = Apply in person at any office of the State Corporation “Government for Citizens”. Take the documents with you.
not-online-other = The service is provided where you are permanently registered. If that is another place, choose it.
not-online-places = Places where it is online

login-title = Log in
login-wanted = To { $wanted }, log in first.
login-lead = You come in by signing a short text with your electronic digital signature (EDS). Your key never leaves your computer.
login-need = You need
login-need-key = an EDS key for signing, as a file, on an identity card or on a token
login-need-ncalayer = the program NCALayer, running on this computer
login-what-signed = What exactly you sign
login-what-signed-text = This text and nothing else. It can be used once, and only for a few minutes.

register-title = Your first visit
register-lead = We took your name from your certificate. Tell us where notices should come.
register-name = Name
register-iin = Individual identification number
register-submit = Save and continue
profile-title = Your details
profile-lead = Notices about your cases go to this telephone and this e-mail.
profile-submit = Save

verify-title = Check a document
verify-lead = See whether a document was issued by Shanyraq and whether its signatures hold. No login is needed.
verify-number = Number of the document
verify-number-hint = It is printed at the top right of the document.
verify-submit = Check the number
verify-file = Or check the file itself
verify-file-hint = The PDF as you received it. We read it and do not keep it.
verify-file-submit = Check the file
verify-another = Check another document
verify-genuine = The document is genuine
verify-genuine-text = We issued it, it has not been changed since, and every signature on it holds.
verify-superseded = The document no longer holds
verify-not-ours = We cannot confirm this document
verify-not-ours-text = Either it was not issued here or it was changed after it was signed. Check the number, or ask the person who gave it to you for the original file.
