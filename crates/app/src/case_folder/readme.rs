//! What the folder of a case is, in three languages, for whoever opens it years later.

/// The text of `README.txt`.
pub(super) fn text(number: &str) -> String {
    format!(
        "Іс {number}: журнал, құжаттар, қолтаңбалар және олардың дәлелдері.\n\
         Бұл бумада дербес деректер бар: бөгде адамға бермеңіз.\n\
         Тексеру (сервер қажет емес):\n\
         \x20 sha256sum -c MANIFEST.sha256\n\
         \x20 shanyraq case verify БУМА --trust СЕРТИФИКАТТАР\n\
         journal/ — оқиғалар (конверт, мазмұн, тұз); files/, attachments/, application/, deeds/ — файлдар мен актілер;\n\
         signatures/ — қолтаңбалардың дәлелдері; law/ — сол кездегі заң мәтіндері; seal/ — күндік мөр мен оған дейінгі жол.\n\
         \n\
         Дело {number}: журнал, документы, подписи и их доказательства.\n\
         В папке есть персональные данные: не передавайте её посторонним.\n\
         Проверка (сервер не нужен):\n\
         \x20 sha256sum -c MANIFEST.sha256\n\
         \x20 shanyraq case verify ПАПКА --trust СЕРТИФИКАТЫ\n\
         journal/ — события (конверт, содержание, соль); files/, attachments/, application/, deeds/ — файлы и акты;\n\
         signatures/ — доказательства подписей; law/ — тексты закона; seal/ — печать дня и путь до неё.\n\
         \n\
         Case {number}: the journal, the documents, the signatures and what proves them.\n\
         This folder has personal data: do not pass it on.\n\
         To check it (no server is needed):\n\
         \x20 sha256sum -c MANIFEST.sha256\n\
         \x20 shanyraq case verify FOLDER --trust CERTIFICATES\n\
         journal/ has the events (envelope, body, salt); files/, attachments/, application/ and deeds/ the files and deeds;\n\
         signatures/ the evidence of signatures; law/ the texts of the law; seal/ the seal of the day and the path to it.\n"
    )
}
