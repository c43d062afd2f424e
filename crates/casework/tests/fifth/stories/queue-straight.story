story         A place in the queue, straight to its certificate
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose wait
   system registers
   system hears from residents
   gulnar takes the case
   gulnar records from form plot.purpose: purpose as declared
   gulnar records from officer: price 0, months 0
   gulnar gives the place 17
   gulnar finds enrolled
   nurlan signs
   expect closed favorable, enrolled
