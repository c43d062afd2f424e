story         The head extends the term once, to establish facts, by two months at most
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:00  madina files
                  system registers
   expect answer by 2026-11-25
2026-11-18 09:00  askar takes the case
                  askar finds complete
   expect stage verification, executor, by 2026-11-23
                  askar extends by 1 months: The register is silent.
   expect refused not-your-role: head
                  marat extends by 1 months: The register is silent.
   expect refused not-yours
                  aigerim extends by 1 months
   expect refused note-needed
                  aigerim extends by 3 months: The register is silent.
   expect refused extension-too-long: 2027-01-18
                  aigerim extends by 1 working-days: The register is silent.
   expect refused extension-too-short: 2026-11-25
                  aigerim extends by 1 months on study: The register is silent.
   expect refused no-such-extension-ground: study
                  aigerim extends by 1 months: The register is silent.
   expect events term-extended
   expect answer by 2026-12-18
   expect stage verification, executor, by 2026-12-18
   expect work extended from 2026-11-25 to 2026-12-18
   expect work tell-of-extension by 2026-11-23
                  aigerim extends by 2 months: It is still silent.
   expect refused extended-already: 2026-12-18
# The stages after it move with it.
2026-12-18 09:00  askar records from registry income: family-income as declared
   expect plan decision by 2026-12-21
