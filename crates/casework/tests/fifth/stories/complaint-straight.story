story         A complaint that is right is upheld
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose complain
   with plot.complained-of Сейтқазина Гүлнар Болатқызы
   system registers
   raushan takes the case
   raushan records from form plot.purpose: purpose as declared
   raushan records from officer: price 0, months 0, complaint-right true
   raushan finds upheld: You are right
   expect deed certificate for reviewer
   raushan signs
   expect closed favorable, upheld
