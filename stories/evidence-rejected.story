story         The signature turns out not to count: the case never was
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:05  madina files, evidence late
2026-11-17 12:00  system rejects the evidence: revoked
   expect events evidence-rejected
   expect closed void, revoked
   expect stage closed, none
                  system registers
   expect refused ended
   expect not registered
                  system confirms the evidence
   expect refused ended
                  askar takes the case
   expect refused ended
