story         Where there is nobody to ask, nobody is waited for
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose own
   system registers
2026-11-03 10:00  daniyar takes the case
   daniyar finds complete
   expect events stage-decided, finding-recorded, consents-asked, stage-decided, registers-asked
   expect finding owner-agrees true
   expect stage inquiry, system
