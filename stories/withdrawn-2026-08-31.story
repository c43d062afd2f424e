story         31 August 2026 had been announced as a day off and works
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-08-31 10:00  madina files
   expect registration 2026-08-31 because filed during hours, withdrawn day off
   expect plan completeness by 2026-09-02
   expect answer by 2026-09-08
