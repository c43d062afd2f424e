story         A finding names what it rests on, and fits the fact
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:05  madina files
   without income-proof
                  system registers
2026-11-18 09:00  askar takes the case
                  askar records from document utility-bills, without its file: costs as declared
   expect refused no-such-attachment
                  askar records from document income-proof: family-income 630000
   expect refused no-such-attachment
                  askar records from officer: fishing-days 3
   expect refused no-such-fact: fishing-days
                  askar records from registry fishing: family-income 630000
   expect refused no-such-fact: family-income
                  askar records from figure housing-share: share 0.05     # the law says it, nobody else
   expect refused no-such-fact: share
                  askar records from officer: share 0.05
   expect refused no-such-fact: share
                  askar records from officer: family-size 0
   expect refused bad-value: family-size, it must be at least 1
                  askar records from officer: family-income -1
   expect refused bad-value
                  askar records from officer: family-income much
   expect refused bad-value
                  askar records from officer: tenure castle
   expect refused bad-value
                  askar records from officer: area 0
   expect refused bad-value: area, it must be above 0
                  askar records from officer: costs castle 100
   expect refused bad-value
   expect not finding costs
                  askar records from officer: family-size 3
   expect finding family-size 3
                  askar records from registry residence: family-size 4     # the later one counts
   expect finding family-size 4
   expect events finding-recorded
                  askar records from registry residence: family-size 4     # sent twice, it stands once
   expect no events
2026-11-18 09:11  askar records from registry residence: family-size 4     # a second look is another finding
   expect events finding-recorded
                  askar records from officer: family-size 4                # the same of another source is another finding
   expect events finding-recorded
