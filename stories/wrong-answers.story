story         An application that is wrong is not filed, and everything that is wrong is said
service       housing-assistance
organization  astana-social open 09:00-18:30

2026-11-17 10:05  madina files
   with account.iban KZ86125KZT5004100101
   with income.family-income much
   expect refused problems: income.family-income not-an-amount, account.iban not-an-account
                  askar files
   expect refused not-yours
                  madina files
   expect stage received
