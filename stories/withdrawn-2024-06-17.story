story         17 June 2024 had been announced as a day off and works
service       housing-assistance
organization  astana-social open 09:00-18:30

2024-06-17 10:00  madina files
   expect registration 2024-06-17 because filed during hours, withdrawn day off
   expect plan completeness by 2024-06-19
   expect answer by 2024-06-27
