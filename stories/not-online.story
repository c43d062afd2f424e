story         Semey has no online service: the portal sends to the counter
service       housing-assistance
organization  astana-social open 09:00-18:30
place         101010000

2026-11-17 10:05  madina files
   expect refused not-online: 101010000
