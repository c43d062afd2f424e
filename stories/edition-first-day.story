story         Filed on Sunday 24 December 2023, the first day of order 117: nothing changes on the way
service       housing-assistance
organization  astana-social open 09:00-18:30

2023-12-24 11:00  madina files
   expect edition order-117
   expect registration 2023-12-25 because filed on day off
