story         TERM-2: filed on Friday 13 November 2020 at 19:40
service       housing-assistance
organization  astana-social open 09:00-18:30

2020-11-13 19:40  madina files
   expect registration 2020-11-16 because filed after hours, also off, also off
   expect answer by 2020-11-26
2020-11-15 12:00  system registers
   expect refused too-early: 2020-11-16
2020-11-16 00:05  system registers
   expect registered
   expect stage completeness, executor, by 2020-11-18
                  system registers
   expect refused already-registered
