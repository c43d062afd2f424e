account-unread = { $count ->
    [one] { $count } новое уведомление
    [few] { $count } новых уведомления
    [many] { $count } новых уведомлений
   *[other] { $count } нового уведомления
}
account-cases = Дела в работе
account-cases-none = У вас нет дел в работе.
account-choose = Выбрать услугу
account-drafts = Черновики
account-history-all = Вся история
history-none = Завершенных услуг пока нет. Когда появятся, их документы останутся здесь.
notices-none = Уведомлений нет.
notice-sent = Отправлено: { $sent }
notice-read = прочитано: { $read }
notice-unread = еще не прочитано
case-where = На каком этапе
case-who = У кого
case-when = Ответят не позднее
case-ended = Чем закончилось
case-late = Срок прошел. Вы можете пожаловаться на задержку.
case-task = Это дело ждет вас.
case-deeds = Выданные документы
case-deed-number = № { $number }
case-way = Путь вашего дела
case-appeal = Если вы не согласны
case-complain = Подать жалобу
case-facts = Об этом деле
case-attachments = Что вы приложили
case-views = Кто смотрел мои данные
case-views-none = Ваши данные пока никто не смотрел.
