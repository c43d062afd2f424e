story         Only registers that were asked answer, in the type of the fact, and silence is no answer
service       dacha
organization  astana-housing open 09:00-18:30

2026-11-02 10:00  madina files
   with plot.purpose own
   system registers
2026-11-03 10:00  daniyar takes the case
   daniyar finds complete
   system hears from court-acts
   expect refused not-asked
   gulnar hears from plots: owned-plots 0
   expect refused not-yours
   system hears from plots: price 100
   expect refused no-such-fact: price
   system hears from plots: owned-plots many
   expect refused bad-value: owned-plots, write a whole number: 4
   expect not finding owned-plots
   system hears from plots: owned-plots 1
   expect events register-answered, finding-recorded
   expect finding owned-plots 1
   expect work waits for residents
   system hears from plots: owned-plots 0
   expect refused answered-already
   expect finding owned-plots 1
   system gives up residents
   expect events register-silent, stage-decided
   expect work residents is silent
   expect stage weighing, executor
