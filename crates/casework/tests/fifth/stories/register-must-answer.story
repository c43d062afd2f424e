story         Where the edition knows no silence the register is asked until it answers
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose wait
   system registers
   expect track waiting
   expect events registered, registers-asked
   system gives up residents
   expect refused silence-is-no-answer
   system hears from residents
   expect stage enrolment, executor
