story         Friday 22 December 2023, the last working day of order 539
service       housing-assistance
organization  astana-social open 09:00-18:30

2023-12-22 18:29  madina files
   expect edition order-539
   expect registration 2023-12-22 because filed during hours
   expect answer by 2024-01-05    # 1 and 2 January are off
