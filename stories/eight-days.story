story         Eight working days for what is registered on 19 September 2024
service       housing-assistance
organization  astana-social open 09:00-18:30

2024-09-19 10:00  madina files
   expect answer by 2024-10-01
   expect plan verification by 2024-09-30
