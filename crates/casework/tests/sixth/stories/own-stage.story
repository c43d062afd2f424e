story         Where the act has a stage for hearings, the days are those of the act
service       garden
organization  astana-housing open 09:00-18:30

2026-03-04 10:00  madina files
   with garden.purpose own
                  system registers
   expect track owning
                  gulnar takes the case
                  gulnar records from form garden.purpose: purpose as declared
                  gulnar records from registry gardens: owned-gardens 1
                  gulnar finds remarks
   expect deed preliminary-notice for executor, number 1
                  gulnar signs
   expect stage hearing, executor
                  gulnar finds heard
   expect refused work-not-done: heard
                  gulnar gives the refusal up: On second thoughts.
   expect refused no-such-notice
                  gulnar intends given
   expect refused no-such-outcome: given of hearing
                  gulnar intends refused at room 3 on 2026-03-05 10:00
# The notice is the deed that was signed; five working days over 8 March, not three.
   expect work hearing 1 on refused for has-garden: under way
   expect work earliest by 2026-03-12
2026-03-05 12:00  madina opens the notice
   expect work objections by 2026-03-11
2026-03-05 13:00  gulnar holds the hearing on 2026-03-05 from 10:00 to 10:30: She has one already.
   expect events hearing-held, stage-decided
   expect stage decision, executor
                  gulnar finds refused
   expect refused too-soon-after-notice: 2026-03-12
2026-03-11 18:00  gulnar finds given
   expect refused assessment-differs: has-garden
2026-03-12 09:00  gulnar finds refused
   expect deed refusal for head, number 2, ground has-garden, notice-day 4 March 2026, hearing-place room 3, hearing-time 10:00
                  nurlan signs
   expect closed adverse, refused
