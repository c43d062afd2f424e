story         17 June 2024 was taken back as a day off after the extension: the extended term ends on it again
service       housing-assistance
organization  astana-social open 09:00-18:30

2024-05-13 10:00  madina files
                  system registers
2024-05-17 09:00  askar takes the case
                  aigerim extends by 1 months: The register does not answer.
   expect events term-extended
   expect answer by 2024-06-18
   expect stage completeness, executor, by 2024-06-18
2024-06-10 09:00  system looks
   expect answer by 2024-06-17
   expect stage completeness, executor, by 2024-06-17
2024-06-10 09:01  askar finds complete
   expect stage verification, executor, by 2024-06-17
