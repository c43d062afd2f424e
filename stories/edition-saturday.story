story         Filed on Saturday 23 December 2023, when order 539 still stood
service       housing-assistance
organization  astana-social open 09:00-18:30

2023-12-23 11:00  madina files
   expect edition order-117
   expect registration 2023-12-25 because filed on day off, also off, edition changes
