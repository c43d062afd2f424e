story         A ground that is only found at the decision needs a hearing there, with the days of the Code
service       garden
organization  astana-housing open 09:00-18:30

2026-03-04 10:00  madina files
   with garden.purpose own
                  system registers
                  gulnar takes the case
                  gulnar records from form garden.purpose: purpose as declared
                  gulnar records from registry gardens: owned-gardens 1
                  gulnar finds compliant
   expect stage decision
                  gulnar finds refused
   expect refused hearing-needed
                  gulnar intends refused
   expect work earliest by 2026-03-10
                  gulnar gives the refusal up: Why not.
   expect refused no-such-work: decision
                  madina opens the notice
   expect work objections by 2026-03-06
                  madina withdraws: Never mind.
   expect closed withdrawn
