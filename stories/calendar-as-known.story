story         A deadline is that of the calendar as it is known: 17 June 2024 lost its day off on 7 June
service       housing-assistance
organization  astana-social open 09:00-18:30

2024-06-05 10:00  madina files
   expect answer by 2024-06-18
2024-06-06 23:59  system looks
   expect answer by 2024-06-18
2024-06-07 00:00  system looks
   expect answer by 2024-06-17
   expect registration 2024-06-05 because filed during hours
