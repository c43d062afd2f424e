story         An act's own extension: on its grounds, by its days, by whoever considers the matter
service       garden
organization  astana-housing open 09:00-18:30

2026-03-04 10:00  madina files
   with garden.purpose review
                  system registers
   expect track review
   expect answer by 2026-03-12
                  gulnar takes the case
                  nurlan extends by 5 working-days on study: The garden must be seen.
   expect refused not-your-role: executor
                  gulnar extends by 5 working-days: The garden must be seen.
   expect refused no-such-extension-ground
                  gulnar extends by 5 working-days on weather: The garden must be seen.
   expect refused no-such-extension-ground: weather
                  gulnar extends by 1 months on study: The garden must be seen.
   expect refused extension-too-long: 2026-03-31
                  gulnar extends by 11 working-days on study: The garden must be seen.
   expect refused extension-too-long: 2026-03-31
                  gulnar extends by 10 working-days on study: The garden must be seen.
   expect events term-extended
   expect answer by 2026-03-31
   expect stage decision, executor, by 2026-03-31
   expect work tell-of-extension by 2026-03-10
