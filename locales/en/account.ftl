account-unread = { $count ->
    [one] { $count } new notice
   *[other] { $count } new notices
}
account-cases = Cases under way
account-cases-none = You have no cases under way.
account-choose = Choose a service
account-drafts = Drafts
account-history-all = The whole history
history-none = No service is finished yet. When one is, its documents will stay here.
notices-none = There are no notices.
notice-sent = Sent { $sent }
notice-read = read { $read }
notice-unread = not read yet
case-where = Where it is
case-who = Who has it
case-when = Answer by
case-ended = How it ended
case-late = The day has passed. You may complain about the delay.
case-task = This case waits for you.
case-deeds = Documents issued
case-deed-number = No. { $number }
case-way = The way of your case
case-appeal = If you do not agree
case-complain = File a complaint
case-facts = About this case
case-attachments = What you attached
case-views = Who viewed my data
case-views-none = Nobody has viewed your data yet.
