import Routing
import Storage

/// The words of alerts in one language.
struct AlertWords: Sendable {
    let missedCall, voicemail, callbackRequested, callbackFailed, trunkDown, trunkUp, recordingQuota: String
    let caller, client, anonymous, dialled, when, end, tried, nobody, call: String
    let mailbox, length, recording, onlyByPhone: String
    let queue, requested, attempts, reason: String
    let trunk, since, wasDown, meaning, noCalls: String
    let used, oldestRemoved: String
    let ends: [CallDisposition: String]
    let outcomes: [CallRecord.Leg.Outcome: String]

    /// Those of a language; English where it is none of ours.
    static func of(language: String) -> AlertWords {
        switch language.prefix(2) {
        case "ru": russian
        case "it": italian
        default: english
        }
    }

    static let english = AlertWords(
        missedCall: "Missed call", voicemail: "Message in mailbox", callbackRequested: "Callback requested",
        callbackFailed: "Callback failed", trunkDown: "Trunk down", trunkUp: "Trunk up again",
        recordingQuota: "Space for recordings",
        caller: "Caller", client: "Client", anonymous: "number withheld", dialled: "Dialled", when: "When",
        end: "End", tried: "Tried", nobody: "nobody", call: "Call",
        mailbox: "Mailbox", length: "Length", recording: "Recording", onlyByPhone: "to be heard by phone",
        queue: "Queue", requested: "Requested", attempts: "Attempts", reason: "Reason",
        trunk: "Trunk", since: "Since", wasDown: "Was down", meaning: "Meaning",
        noCalls: "calls that need it go by another trunk, or fail",
        used: "In use", oldestRemoved: "when it is full the oldest recordings are removed",
        ends: [
            .missed: "nobody answered", .voicemail: "the mailbox took it",
            .abandoned: "the caller hung up before anybody was rung",
        ],
        outcomes: [
            .answered: "answered", .answeredElsewhere: "answered elsewhere", .busy: "busy", .noAnswer: "no answer",
            .unreachable: "unreachable", .rejected: "rejected", .noSuchNumber: "no such number",
            .trunkFailed: "trunk failed", .cancelled: "the caller hung up",
        ])

    static let russian = AlertWords(
        missedCall: "Пропущенный звонок", voicemail: "Сообщение в ящике", callbackRequested: "Запрошен обратный звонок",
        callbackFailed: "Обратный звонок не удался", trunkDown: "Транк недоступен", trunkUp: "Транк снова доступен",
        recordingQuota: "Место для записей",
        caller: "Звонил", client: "Клиент", anonymous: "номер скрыт", dialled: "Набран номер", when: "Когда",
        end: "Итог", tried: "Вызывали", nobody: "никого", call: "Звонок",
        mailbox: "Ящик", length: "Длительность", recording: "Запись", onlyByPhone: "можно прослушать по телефону",
        queue: "Очередь", requested: "Запрошен", attempts: "Попыток", reason: "Причина",
        trunk: "Транк", since: "С", wasDown: "Был недоступен", meaning: "Что это значит",
        noCalls: "звонки, которым он нужен, идут через другой транк или не проходят",
        used: "Занято", oldestRemoved: "когда место кончится, самые старые записи удаляются",
        ends: [
            .missed: "никто не ответил", .voicemail: "ответил автоответчик",
            .abandoned: "звонивший положил трубку раньше, чем кому-то позвонили",
        ],
        outcomes: [
            .answered: "ответил", .answeredElsewhere: "ответил другой", .busy: "занято", .noAnswer: "не ответил",
            .unreachable: "недоступен", .rejected: "отклонил", .noSuchNumber: "нет такого номера",
            .trunkFailed: "ошибка транка", .cancelled: "звонивший положил трубку",
        ])

    static let italian = AlertWords(
        missedCall: "Chiamata persa", voicemail: "Messaggio nella casella", callbackRequested: "Richiamata richiesta",
        callbackFailed: "Richiamata non riuscita", trunkDown: "Linea non raggiungibile",
        trunkUp: "Linea di nuovo raggiungibile", recordingQuota: "Spazio per le registrazioni",
        caller: "Chiamante", client: "Cliente", anonymous: "numero nascosto", dialled: "Numero composto",
        when: "Quando", end: "Esito", tried: "Chiamati", nobody: "nessuno", call: "Chiamata",
        mailbox: "Casella", length: "Durata", recording: "Registrazione", onlyByPhone: "da ascoltare per telefono",
        queue: "Coda", requested: "Richiesta", attempts: "Tentativi", reason: "Motivo",
        trunk: "Linea", since: "Dal", wasDown: "Non raggiungibile", meaning: "Significato",
        noCalls: "le chiamate che ne hanno bisogno passano da un'altra linea o non riescono",
        used: "In uso", oldestRemoved: "quando è pieno si cancellano le registrazioni più vecchie",
        ends: [
            .missed: "nessuno ha risposto", .voicemail: "ha risposto la segreteria",
            .abandoned: "il chiamante ha riagganciato prima che squillasse qualcuno",
        ],
        outcomes: [
            .answered: "ha risposto", .answeredElsewhere: "ha risposto un altro", .busy: "occupato",
            .noAnswer: "non ha risposto", .unreachable: "non raggiungibile", .rejected: "ha rifiutato",
            .noSuchNumber: "numero inesistente", .trunkFailed: "linea guasta",
            .cancelled: "il chiamante ha riagganciato",
        ])
}
