account-unread = { $count ->
    [one] { $count } жаңа хабарлама
   *[other] { $count } жаңа хабарлама
}
account-cases = Қаралып жатқан істер
account-cases-none = Қаралып жатқан ісіңіз жоқ.
account-choose = Қызметті таңдау
account-drafts = Қараламалар
account-history-all = Толық тарих
history-none = Аяқталған қызмет әзірге жоқ. Аяқталғанда құжаттары осында сақталады.
notices-none = Хабарлама жоқ.
notice-sent = Жіберілді: { $sent }
notice-read = оқылды: { $read }
notice-unread = әлі оқылмаған
case-where = Қай кезеңде
case-who = Кімде
case-when = Жауап берудің соңғы күні
case-ended = Немен аяқталды
case-late = Мерзім өтіп кетті. Кешігу туралы шағымдана аласыз.
case-task = Бұл іс сізді күтіп тұр.
case-deeds = Берілген құжаттар
case-deed-number = № { $number }
case-way = Ісіңіздің жолы
case-appeal = Келіспесеңіз
case-complain = Шағым беру
case-facts = Осы іс туралы
case-attachments = Тіркеген құжаттарыңыз
case-views = Деректерімді кім қарады
case-views-none = Деректеріңізді әзірге ешкім қараған жоқ.
