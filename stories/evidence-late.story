story         The responder is silent: the day of registration stands
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:05  madina files, evidence late
   expect registration 2026-11-17 because filed during hours
   expect stage received, system
2026-11-17 10:06  system registers
   expect refused no-evidence
                  askar takes the case
   expect refused not-registered
                  askar confirms the evidence
   expect refused not-yours
2026-11-19 08:00  system confirms the evidence
   expect events evidence-confirmed
   expect not registered
                  system confirms the evidence
   expect no events
                  system rejects the evidence: revoked     # too late: it was confirmed
   expect no events
   expect not closed
                  system registers
   expect registration 2026-11-17 because filed during hours
   expect stage completeness, executor, by 2026-11-19
   expect answer by 2026-11-25
                  system confirms the evidence
   expect refused already-registered
