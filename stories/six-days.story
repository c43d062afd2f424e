story         Six working days for what is filed that evening and registered on 20 September 2024
service       housing-assistance
organization  astana-social open 09:00-18:30

2024-09-19 19:40  madina files
   expect edition order-117
   expect registration 2024-09-20 because filed after hours
   expect answer by 2024-09-30
   expect plan verification by 2024-09-27
