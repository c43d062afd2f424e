story         An incomplete package: the head sends the refusal back, and signs the second one
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:05  madina files
   without income-proof
2026-11-17 10:06  system registers
2026-11-18 09:30  askar takes the case
                  askar finds incomplete
   expect refused nothing-missing
                  askar finds incomplete, missing fishing-licence
   expect refused no-such-fact: fishing-licence
                  askar finds complete, missing income-proof
   expect refused marked-missing
                  askar finds incomplete, missing income-proof, expired utility-bills: the bill is of May
   expect deed refusal-to-consider for head, number 1, missing income-proof, expired utility-bills
   expect stage completeness, head, by 2026-11-19
   expect not closed
2026-11-18 14:00  aigerim sends back
   expect refused note-needed
                  aigerim sends back: The bill is of October, it is not expired.
   expect events deed-returned
   expect sent back: The bill is of October, it is not expired.
   expect stage completeness, executor, by 2026-11-19
   expect not deed
                  aigerim signs
   expect refused no-deed-waiting
2026-11-18 15:00  askar finds incomplete, missing income-proof
   expect deed refusal-to-consider for head, number 2, missing income-proof
   expect not sent back
# The head's page still shows the first deed.
2026-11-18 15:01  aigerim signs deed 1
   expect refused another-deed
2026-11-18 16:00  aigerim signs
   expect closed adverse, incomplete
   expect signed refusal-to-consider number 2
   expect not signed refusal-to-consider number 1
2026-11-18 16:01  aigerim signs
   expect refused ended
                  askar finds complete at completeness
   expect refused ended
