story         After the decision there is nothing to withdraw
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:00  madina files
                  system registers
2026-11-18 09:00  askar takes the case
                  askar finds incomplete, missing bank-account
                  aigerim signs
   expect closed adverse, incomplete
# Every adverse deed may be complained of for three months: 18 February 2027.
   expect work complain by 2027-02-18
                  madina withdraws
   expect refused ended
