story         Saturday 4 May 2024 works in place of 8 May
service       housing-assistance
organization  astana-social open 09:00-18:30

2024-05-04 10:00  madina files
   expect registration 2024-05-04 because filed during hours, moved working day
   expect plan completeness by 2024-05-10
   expect answer by 2024-05-20
