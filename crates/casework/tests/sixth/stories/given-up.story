story         The provider gives the refusal up at the hearing
service       garden
organization  astana-housing open 09:00-18:30

2026-03-04 10:00  madina files
   with garden.purpose own
                  system registers
                  gulnar takes the case
                  gulnar records from form garden.purpose: purpose as declared
                  gulnar records from registry gardens: owned-gardens 1
                  gulnar finds remarks
                  gulnar signs
                  gulnar intends refused
2026-03-05 12:00  madina objects: It was sold.
   expect work objections by 2026-03-11
2026-03-05 13:00  gulnar gives the refusal up
   expect refused note-needed
                  gulnar gives the refusal up: It was sold indeed.
   expect events refusal-given-up
   expect work hearing 1 on refused for has-garden: given up
                  gulnar finds heard
   expect refused work-not-done: heard
                  gulnar records from registry gardens: owned-gardens 0
                  gulnar finds satisfied
   expect deed answer for head, number 2
                  nurlan signs
   expect closed favorable, satisfied
