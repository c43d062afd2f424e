story         Before hours and at lunch are the same day; closing time is not
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 06:12  madina files
   expect registration 2026-11-17 because filed before hours
