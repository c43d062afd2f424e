story         A hearing takes twenty objections, and the officer weighs them all
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
2026-03-05 12:00  madina objects: It was sold, I say it for the time 0.
2026-03-05 12:01  madina objects: It was sold, I say it for the time 1.
2026-03-05 12:02  madina objects: It was sold, I say it for the time 2.
2026-03-05 12:03  madina objects: It was sold, I say it for the time 3.
2026-03-05 12:04  madina objects: It was sold, I say it for the time 4.
2026-03-05 12:05  madina objects: It was sold, I say it for the time 5.
2026-03-05 12:06  madina objects: It was sold, I say it for the time 6.
2026-03-05 12:07  madina objects: It was sold, I say it for the time 7.
2026-03-05 12:08  madina objects: It was sold, I say it for the time 8.
2026-03-05 12:09  madina objects: It was sold, I say it for the time 9.
2026-03-05 12:10  madina objects: It was sold, I say it for the time 10.
2026-03-05 12:11  madina objects: It was sold, I say it for the time 11.
2026-03-05 12:12  madina objects: It was sold, I say it for the time 12.
2026-03-05 12:13  madina objects: It was sold, I say it for the time 13.
2026-03-05 12:14  madina objects: It was sold, I say it for the time 14.
2026-03-05 12:15  madina objects: It was sold, I say it for the time 15.
2026-03-05 12:16  madina objects: It was sold, I say it for the time 16.
2026-03-05 12:17  madina objects: It was sold, I say it for the time 17.
2026-03-05 12:18  madina objects: It was sold, I say it for the time 18.
2026-03-05 12:19  madina objects: It was sold, I say it for the time 19.
2026-03-05 13:00  madina objects: And once more.
   expect refused said-enough: 20
                  gulnar gives the refusal up: It was sold indeed.
   expect events refusal-given-up
