story         A file goes on in time
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose send
   system registers
   gulnar takes the case
   gulnar records from form plot.purpose: purpose as declared
   gulnar records from officer: price 0, months 0
   gulnar forwards as 12-1
   expect closed favorable, forwarded
   expect work 12-1 to quality-authority of 2026-11-02
