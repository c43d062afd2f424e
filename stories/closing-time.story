story         The minute of closing time is late
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 18:30  madina files
   expect registration 2026-11-18 because filed after hours
