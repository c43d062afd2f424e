story         Filed on the last evening of order 539, registered under order 117
service       housing-assistance
organization  astana-social open 09:00-18:30

# What was read at review is no longer the law on the day of registration: it must be read and signed anew.
2023-12-22 18:30  madina files, having read order-539
   expect refused edition-changed: housing-assistance/2023-12-24-order-117
2023-12-22 18:33  madina files
   expect edition order-117
   expect registration 2023-12-25 because filed after hours, also off, also off, edition changes
2023-12-25 09:00  system registers
   expect stage completeness, executor, by 2023-12-27
   expect registration 2023-12-25 because filed after hours, also off, also off, edition changes
