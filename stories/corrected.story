story         A slip in a signed deed is corrected by a new one; what the law computes is not
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:00  madina files
                  system registers
2026-11-18 09:00  askar takes the case
                  askar finds incomplete, missing bank-account
                  madina asks to correct recipient of deed 1 to Ахметова Мадина
   expect refused no-such-deed: 1
                  aigerim signs
2026-11-20 09:00  madina asks to correct recipient of deed 1 to Ахметова Мадина Еркинқызы: My father is Erkin.
   expect events correction-asked
   expect work consider-correction by 2026-11-25
# The request is work for whoever may sign the correction, by the day of the Code.
   expect stage closed, head, by 2026-11-25
   expect work waits for correction until 2026-11-25
                  madina asks to correct day of deed 1 to 1 January
   expect refused field-of-law: day
                  madina asks to correct wonders of deed 1 to more
   expect refused no-such-field: wonders
                  madina asks to correct recipient of deed 1 to Ахметова Мадина Ерланқызы
   expect refused nothing-to-correct: recipient
                  viktor asks to correct recipient of deed 1 to Viktor
   expect refused not-yours
                  askar corrects recipient of deed 1 to Ахметова Мадина Еркинқызы: A slip.
   expect refused not-your-role: head
                  aigerim corrects recipient of deed 1 to Ахметова Мадина Еркинқызы
   expect refused note-needed
                  aigerim corrects recipient of deed 1 to Ахметова Мадина Еркинқызы: A slip of the pen.
   expect events deed-corrected
   expect signed refusal-to-consider number 2
   expect signed refusal-to-consider number 1
   expect work recipient: madina → Ахметова Мадина Еркинқызы
   expect work complain by 2027-02-22
   expect not work complain by 2027-02-18
   expect work send-correction by 2026-11-25
   expect closed adverse, incomplete
   expect stage closed, none
   expect not work waits for correction until 2026-11-25
                  aigerim corrects recipient of deed 1 to Somebody: Again.
   expect refused corrected-already: 2
                  aigerim declines to correct recipient of deed 2: Nobody asked.
   expect refused no-correction-asked: recipient
# A request that is declined is no work any more.
                  madina asks to correct recipient of deed 2 to Ахметова Мадина Еркиновна
   expect stage closed, head, by 2026-11-25
                  aigerim declines to correct recipient of deed 2: Her passport says so.
   expect stage closed, none
