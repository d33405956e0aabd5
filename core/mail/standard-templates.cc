// The built-in words of the desk, English and German. Mustache; the names are TemplateWords'.
#include "core/mail/standard-text.hh"

namespace vorrang::mail {

namespace {

constexpr std::string_view english_known =
    R"({{salutation}},

we have received your message{{#subject}} "{{subject}}"{{/subject}}.
Its number is [#{{number}}].
{{#due}}
You can expect our answer by {{due}}.
{{/due}}

To add something, simply reply to this mail.

{{channel}}
)";

constexpr std::string_view german_known =
    R"({{salutation}},

wir haben Ihre Nachricht{{#subject}} "{{subject}}"{{/subject}} erhalten.
Ihre Nummer ist [#{{number}}].
{{#due}}
Sie können mit unserer Antwort bis {{due}} rechnen.
{{/due}}

Wenn Sie etwas ergänzen möchten, antworten Sie einfach auf diese Mail.

{{channel}}
)";

constexpr std::string_view english_stranger = R"({{salutation}},

we have received your message. Its number is [#{{number}}].
{{#due}}
You can expect our answer by {{due}}.
{{/due}}

If you did not write to us, please ignore this mail.

{{channel}}
)";

constexpr std::string_view german_stranger = R"({{salutation}},

wir haben Ihre Nachricht erhalten. Ihre Nummer ist [#{{number}}].
{{#due}}
Sie können mit unserer Antwort bis {{due}} rechnen.
{{/due}}

Wenn Sie uns nicht geschrieben haben, beachten Sie diese Mail bitte nicht.

{{channel}}
)";

constexpr std::string_view english_closing = R"({{salutation}},

{{#unanswered}}we have not heard from you since our last message, so {{/unanswered}}we have closed your request{{#subject}} "{{subject}}"{{/subject}} [#{{number}}].

If something is missing, simply reply to this mail: the request is then open again.

{{channel}}
)";

constexpr std::string_view german_closing = R"({{salutation}},

{{^unanswered}}wir haben{{/unanswered}}{{#unanswered}}da wir nichts mehr von Ihnen gehört haben, haben wir{{/unanswered}} Ihre Anfrage{{#subject}} "{{subject}}"{{/subject}} [#{{number}}] abgeschlossen.

Wenn etwas fehlt, antworten Sie einfach auf diese Mail: die Anfrage ist dann wieder offen.

{{channel}}
)";

constexpr std::string_view english_reminder = R"({{salutation}},

to go on with your request{{#subject}} "{{subject}}"{{/subject}} [#{{number}}]
we need your answer to our last message. Please reply to this mail.
{{#last}}

This is our last reminder: if we hear nothing from you, we shall close the request.
{{/last}}

{{channel}}
)";

constexpr std::string_view german_reminder = R"({{salutation}},

damit wir Ihre Anfrage{{#subject}} "{{subject}}"{{/subject}} [#{{number}}]
weiter bearbeiten können, brauchen wir Ihre Antwort auf unsere letzte Nachricht.
Bitte antworten Sie auf diese Mail.
{{#last}}

Dies ist unsere letzte Erinnerung: wenn wir nichts von Ihnen hören, schließen wir die Anfrage ab.
{{/last}}

{{channel}}
)";

constexpr std::string_view english_contingent = R"({{salutation}},

{{#used_up}}the time that your contract includes ({{contingent}}, {{of}} hours) is used up.
Further work is billed beyond it.{{/used_up}}{{^used_up}}of the time that your contract includes ({{contingent}}) {{left}} of {{of}} hours are left.{{/used_up}}

{{channel}}
)";

constexpr std::string_view german_contingent = R"({{salutation}},

{{#used_up}}die Zeit, die Ihr Vertrag enthält ({{contingent}}, {{of}} Stunden), ist aufgebraucht.
Weitere Arbeit wird darüber hinaus berechnet.{{/used_up}}{{^used_up}}von der Zeit, die Ihr Vertrag enthält ({{contingent}}), sind noch {{left}} von {{of}} Stunden übrig.{{/used_up}}

{{channel}}
)";

constexpr std::string_view english_ask = R"({{salutation}},

to go on with your request{{#subject}} "{{subject}}"{{/subject}} [#{{number}}] we have a question:

{{text}}

Please simply reply to this mail.

Kind regards
{{#agent}}
{{agent}}
{{/agent}}
{{channel}}
)";

constexpr std::string_view german_ask = R"({{salutation}},

zu Ihrer Anfrage{{#subject}} "{{subject}}"{{/subject}} [#{{number}}] haben wir eine Frage:

{{text}}

Bitte antworten Sie einfach auf diese Mail.

Mit freundlichen Grüßen
{{#agent}}
{{agent}}
{{/agent}}
{{channel}}
)";

std::string_view confirmation(bool german, bool known) {
    if (german) {
        return known ? german_known : german_stranger;
    }
    return known ? english_known : english_stranger;
}

} // namespace

std::string_view kind_name(StandardMail mail) {
    switch (mail) {
    case StandardMail::closing:
        return "closing";
    case StandardMail::reminder:
        return "reminder";
    case StandardMail::contingent:
        return "contingent";
    case StandardMail::ask:
        return "ask";
    case StandardMail::confirmation:
        break;
    }
    return "confirmation";
}

std::string_view standard_template(StandardMail mail, Language language, bool known) {
    const bool german = language == Language::german;
    switch (mail) {
    case StandardMail::closing:
        return german ? german_closing : english_closing;
    case StandardMail::reminder:
        return german ? german_reminder : english_reminder;
    case StandardMail::contingent:
        return german ? german_contingent : english_contingent;
    case StandardMail::ask:
        return german ? german_ask : english_ask;
    case StandardMail::confirmation:
        break;
    }
    return confirmation(german, known);
}

std::string_view stranger_subject(StandardMail mail, Language language) {
    const bool german = language == Language::german;
    switch (mail) {
    case StandardMail::closing:
        return german ? "Ihre Anfrage ist abgeschlossen" : "Your request is closed";
    case StandardMail::reminder:
        return german ? "Wir warten auf Ihre Antwort" : "We are waiting for your answer";
    case StandardMail::contingent:
        return german ? "Die Zeit Ihres Vertrags" : "The time of your contract";
    case StandardMail::ask:
    case StandardMail::confirmation:
        break;
    }
    return german ? "Ihre Nachricht ist eingegangen" : "We have received your message";
}

} // namespace vorrang::mail
