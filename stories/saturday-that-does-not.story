story         An ordinary Saturday does not work
service       housing-assistance
organization  astana-social open 09:00-18:30

2024-05-11 10:00  madina files
   expect registration 2024-05-13 because filed on day off, also off
   expect answer by 2024-05-23
