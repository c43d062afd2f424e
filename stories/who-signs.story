story         Only the head of that organization signs
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:05  madina files
                  system registers
2026-11-18 09:00  askar takes the case
                  aigerim signs
   expect refused no-deed-waiting
                  askar finds incomplete, missing bank-account
                  askar signs
   expect refused not-your-role: head
                  askar sends back: I would rather not
   expect refused not-your-role: head
                  elena signs
   expect refused not-your-role: head
                  zarina signs
   expect refused not-your-role: head
                  marat signs
   expect refused not-yours
                  madina signs
   expect refused not-yours
                  system signs
   expect refused not-yours
                  askar finds complete
   expect refused another-stage
                  askar records from officer: lives-in-dwelling true
   expect refused another-stage
   expect deed refusal-to-consider for head, number 1, missing bank-account
                  aigerim signs
   expect closed adverse, incomplete
