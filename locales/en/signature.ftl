sign-noscript = Signing needs JavaScript and the program NCALayer. Turn JavaScript on in your browser and open this page again; nothing you have filled in is lost.
sign-connecting = Looking for NCALayer on this computer…
sign-waiting = Choose your key in the NCALayer window and enter its password. The window may be behind the browser.
sign-missing = NCALayer does not answer. Start it on this computer and press the button again. If you do not have it, install it first.
sign-missing-link = Get NCALayer
sign-cancelled = You closed the NCALayer window. Nothing was signed. Press the button to try again.
sign-error = NCALayer could not sign. Check the password and the key, then try again. Its message:
sign-sent = Signed. Checking your signature…
