story         TERM-1: filed on Thursday 26 November 2020; 1 December is a day off
service       housing-assistance
organization  astana-social open 09:00-18:30

2020-11-26 10:00  madina files
   expect edition order-539
   expect registration 2020-11-26 because filed during hours
   expect plan completeness by 2020-11-30
   expect plan verification by 2020-12-08
   expect plan decision by 2020-12-09
   expect answer by 2020-12-09
