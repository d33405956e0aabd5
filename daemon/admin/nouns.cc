#include "daemon/admin/nouns.hh"

#include <array>

namespace vorrang::admin {
namespace {

using Type = ValueType;
using Columns = std::string_view;

// clang-format off
constexpr std::array kCustomer{
    OptionSpec{"name", "name", Type::text, false, "NAME", "the organisation's name"},
    OptionSpec{"class", "class", Type::choice, false, "CLASS", "its value to you: A, B, C, or - for none; - and auto: what its turnover makes it, if there is a rule", "A B C - auto"},
    OptionSpec{"kam", "kam", Type::text, false, "AGENT", "the customer's key account manager, who may see all its tickets; \"\" for none"},
    OptionSpec{"kam-only", "kam_only", Type::flag, false, "", "membership of a channel shows nothing of its tickets"},
    OptionSpec{"number", "number", Type::text, false, "NUMBER", "the customer number as letters show it; \"\": the key is it"},
    OptionSpec{"domain", "domains", Type::text, true, "DOMAIN", "mail from this domain is the customer's (exactly: no sub-domains)"},
    OptionSpec{"project", "project", Type::text, false, "PROJECT", "onto which its time runs; \"\" for none"},
    OptionSpec{"maintenance-project", "maintenance_project", Type::text, false, "PROJECT", "the same, of tickets that a contract covers; \"\": as --project"},
};
constexpr std::array kCustomerColumns{Columns{"key"}, Columns{"class"}, Columns{"name"}, Columns{"domains"}};

constexpr std::array kContact{
    OptionSpec{"customer", "customers", Type::text, true, "CUSTOMER", "whom the person belongs to; the first is meant where nothing says which"},
    OptionSpec{"name", "name", Type::text, false, "NAME", "the person's name"},
    OptionSpec{"vip", "vip", Type::flag, false, "", "served before others of the same class"},
    OptionSpec{"salutation", "salutation", Type::text, false, "TEXT", "how mails to this person begin, without the comma: \"Dear Ms Heyer\"; \"\" for a greeting by name"},
    OptionSpec{"phone", "phone", Type::text, false, "NUMBER", "by which phone+NUMBER@ knows the caller; \"\" for none"},
    OptionSpec{"language", "language", Type::choice, false, "LANGUAGE", "of the desk's own words to this person, en or de; else the channel's", "en de"},
};
constexpr std::array kContactColumns{Columns{"address"}, Columns{"name"}, Columns{"vip"}, Columns{"customers"}};

constexpr std::array kDomain{
    OptionSpec{"customer", "customer", Type::text, false, "CUSTOMER", "whose domain it is"},
};
constexpr std::array kDomainColumns{Columns{"domain"}, Columns{"customer"}};

constexpr std::array kSla{
    OptionSpec{"response", "response", Type::duration, false, "TIME", "open time until the first answer, as 3h48m"},
    OptionSpec{"resolution", "resolution", Type::duration, false, "TIME", "open time until the solution"},
    OptionSpec{"target", "targets", Type::text, true, "WHICH: RESPONSE/RESOLUTION", "other times for a class, priority or type: \"A high incident: 1h/8h\"; all of them are given at once; \"\": none"},
    OptionSpec{"manager", "manager", Type::text, false, "AGENT", "told by the escalation steps that name the SLA manager; \"\": nobody"},
};
constexpr std::array kSlaColumns{Columns{"key"}, Columns{"response"}, Columns{"resolution"}, Columns{"targets"}, Columns{"manager"}};

constexpr std::array kCalendar{
    OptionSpec{"zone", "zone", Type::zone, false, "ZONE", "the time zone of its hours, as Europe/Berlin"},
    OptionSpec{"open", "open", Type::text, true, "HOURS", "opening hours: \"Mon-Fri 09:00-12:00 13:00-17:00\", or always"},
    OptionSpec{"holiday", "holidays", Type::text, true, "DATE [NAME]", "a day without opening hours; all of them are given at once; \"\": none"},
    OptionSpec{"exception", "exceptions", Type::text, true, "DATE HOURS", "a day with other hours than its weekday, holiday or not: \"2026-12-24 09:00-12:00\"; \"\": none"},
};
constexpr std::array kCalendarColumns{Columns{"key"}, Columns{"zone"}, Columns{"open"}, Columns{"holidays"}, Columns{"exceptions"}, Columns{"expanded_until"}};

constexpr std::array kContract{
    OptionSpec{"customer", "customer", Type::text, false, "CUSTOMER", "whose contract it is"},
    OptionSpec{"sla", "sla", Type::text, false, "SLA", "the targets it promises"},
    OptionSpec{"calendar", "calendar", Type::text, false, "CALENDAR", "the hours in which its clocks run"},
    OptionSpec{"level", "level", Type::text, false, "LEVEL", "a word of yours: silver, gold"},
    OptionSpec{"from", "from", Type::date, false, "DATE", "its first day"},
    OptionSpec{"until", "until", Type::date, false, "DATE", "its last day; \"\" for open-ended"},
    OptionSpec{"site", "site", Type::text, false, "SITE", "it covers what stands there; \"\": all of the customer"},
    OptionSpec{"assets-only", "assets_only", Type::flag, false, "", "it covers nothing but the assets that name it"},
    OptionSpec{"time", "time", Type::choice, false, "HOW", "the work that it covers: included, billable, or auto: billable with a contingent, else included", "included billable auto"},
    OptionSpec{"step", "step", Type::duration, false, "TIME", "billed time is rounded up to it; 0m: as the seller has it"},
    OptionSpec{"minimum", "minimum", Type::duration, false, "TIME", "so much is billed at least"},
    OptionSpec{"rounding", "rounding", Type::choice, false, "OF", "on the sum of a ticket, each entry, or as the seller has it", "ticket entry seller"},
    OptionSpec{"fee", "fee", Type::text, false, "AMOUNT", "what the customer pays for it: \"250.00 EUR\"; \"\": nothing; for reports, billed elsewhere"},
    OptionSpec{"fee-months", "fee_months", Type::number, false, "N", "for so many months; 1 if not given"},
};
constexpr std::array kContractColumns{Columns{"key"}, Columns{"customer"}, Columns{"level"}, Columns{"sla"}, Columns{"calendar"}, Columns{"from"}, Columns{"until"}};

constexpr std::array kChannel{
    OptionSpec{"address", "address", Type::address, false, "ADDRESS", "where its mail comes in"},
    OptionSpec{"name", "name", Type::text, false, "NAME", "the name customers see"},
    OptionSpec{"order", "order", Type::choice, false, "ORDER", "service order: value, weighted or deadline", "value weighted deadline"},
    OptionSpec{"sla", "sla", Type::text, false, "SLA", "targets for senders without a contract"},
    OptionSpec{"calendar", "calendar", Type::text, false, "CALENDAR", "the hours for them"},
    OptionSpec{"zone", "zone", Type::zone, false, "ZONE", "the time zone in which dues are shown"},
    OptionSpec{"amber", "amber", Type::percent, false, "PERCENT", "amber from this much time left"},
    OptionSpec{"red", "red", Type::percent, false, "PERCENT", "red from this much time left"},
    OptionSpec{"amber-time", "amber_time", Type::duration, false, "TIME", "amber when so much open time is left, whatever the percentage; 0m: by percent"},
    OptionSpec{"red-time", "red_time", Type::duration, false, "TIME", "the same of red"},
    OptionSpec{"reopen", "reopen", Type::duration, false, "TIME", "mail reopens a closed ticket for so long"},
    OptionSpec{"undo", "undo", Type::duration, false, "TIME", "replies wait so long and can be recalled"},
    OptionSpec{"language", "language", Type::choice, false, "LANGUAGE", "of the desk's own words to customers: en or de", "en de"},
    OptionSpec{"parent", "parent", Type::text, false, "CHANNEL", "whose members see this channel, too; \"\" for none"},
    OptionSpec{"intake", "intake", Type::choice, false, "INTAKE", "auto: a ticket at once; triage: when an agent accepts it; off: its mail is left alone; observe: so too, and recorded for `vorrang report observe`", "auto triage off observe"},
    OptionSpec{"internal", "internal", Type::flag, false, "", "agents alone write there, and nothing of its tickets leaves"},
    OptionSpec{"type", "type", Type::text, false, "TYPE", "what its tickets are: a word of yours, or callback, where a call is asked for"},
    OptionSpec{"close-notice", "close_notice", Type::flag, false, "", "tells the customer when a ticket is closed (on unless switched off)"},
    OptionSpec{"remind-days", "remind_days", Type::number, false, "N", "reminds a customer we wait for after N open days; 0: never"},
    OptionSpec{"remind-times", "remind_times", Type::number, false, "N", "so many reminders, then the ticket is closed"},
    OptionSpec{"form-sender", "form_senders", Type::text, true, "ADDRESS", "your website's forms write from here: the customer is the Reply-To (\"\": none)"},
    OptionSpec{"form-host", "form_hosts", Type::text, true, "IP", "proves a form sender without DKIM or SPF: it hands in its mail from here"},
    OptionSpec{"follow-up", "follow_up", Type::choice, false, "WHAT", "mail to a closed ticket: reopen, new (a linked ticket) or ask (the team decides)", "reopen new ask"},
    OptionSpec{"thanks-reopen", "thanks_reopen", Type::flag, false, "", "a mere thank-you counts as mail to a closed ticket (on unless switched off)"},
    OptionSpec{"steps", "steps", Type::text, true, "FROM>TO,TO", "from this state agents may bring a ticket to these alone (\"\": anywhere): new, in-progress, waiting, hold, solved, closed, spam"},
    OptionSpec{"open-owns", "open_owns", Type::flag, false, "", "who is the first to open an unowned ticket owns it"},
    OptionSpec{"in-inbox", "in_inbox", Type::flag, false, "", "its unowned tickets stand in its agents' INBOX (on unless switched off)"},
    OptionSpec{"resolution-runs-on", "resolution_runs_on", Type::flag, false, "", "the resolution clock runs on while a ticket waits for the customer"},
    OptionSpec{"auto-time", "auto_time", Type::duration, false, "TIME", "a reply without #time books the time since its agent read the mail, at most so much; 0m: nothing"},
    OptionSpec{"shows-reading", "shows_reading", Type::flag, false, "", "agents see $Reading on what a colleague is reading (on unless switched off)"},
    OptionSpec{"domain-confirmations", "domain_confirmations", Type::number, false, "N", "confirmations to strangers of one domain an hour; 20 if not given"},
    OptionSpec{"freemail-confirmations", "freemail_confirmations", Type::number, false, "N", "the same for gmail.com, gmx.de and their like; 200 if not given"},
};
constexpr std::array kChannelColumns{Columns{"key"}, Columns{"address"}, Columns{"intake"}, Columns{"name"}, Columns{"order"}, Columns{"sla"}, Columns{"calendar"}, Columns{"members"}};

constexpr std::array kAgent{
    OptionSpec{"login", "login", Type::text, false, "LOGIN", "how he logs in at IMAP and submission"},
    OptionSpec{"name", "name", Type::text, false, "NAME", "the agent's name"},
    OptionSpec{"member", "members", Type::text, true, "CHANNEL[:KIND]", "member of a channel, of these alone and without an end; kinds: standard, informal (not told), read (may not answer)"},
    OptionSpec{"channel", "channel", Type::text, false, "CHANNEL", "where tickets go that he opens without naming one"},
    OptionSpec{"notify", "notify", Type::text, true, "EVENT=WAYS", "how he is told of what: escalated=inbox,mail; new=digest; taken=none; wrote=webhook; all of it is given at once; \"\": as if never said"},
    OptionSpec{"alert-address", "alert_address", Type::text, false, "ADDRESS", "where the mails of --notify go; \"\": nowhere"},
    OptionSpec{"alert-on-shift", "alert_on_shift", Type::flag, false, "", "they and the calls of --webhook wait for his --shift"},
    OptionSpec{"webhook", "webhook", Type::text, false, "WEBHOOK", "where the calls of --notify EVENT=webhook go; \"\": nowhere"},
    OptionSpec{"digest", "digest", Type::text, true, "TIME", "what --notify EVENT=digest gathers is told at these times of his day, as 9:00; \"\": at none"},
    OptionSpec{"shift", "shift", Type::text, false, "CALENDAR", "his hours: what falls due before his next ones is released when they end, and not given to him; \"\": none"},
    OptionSpec{"language", "language", Type::choice, false, "LANGUAGE", "of the names of the agent's folders: en or de", "en de"},
    OptionSpec{"cost", "cost", Type::text, false, "AMOUNT", "what an hour of his costs you: \"45.00 EUR\"; \"\": not said"},
    OptionSpec{"accounting", "accounting", Type::flag, false, "", "he may release time for billing by #release"},
    OptionSpec{"brief", "brief", Type::flag, false, "", "each morning a notice says what the day wants of him"},
    OptionSpec{"light", "light", Type::choice, false, "LIGHT", "how his client shows the light: label, apple, star or none", "label apple star none"},
};
constexpr std::array kAgentColumns{Columns{"key"}, Columns{"login"}, Columns{"name"}, Columns{"members"}, Columns{"light"}, Columns{"absent_until"}};
constexpr std::array kAbsence{
    OptionSpec{"from", "from", Type::date, false, "DATE", "the first day he is away; now if not given"},
    OptionSpec{"until", "until", Type::date, false, "DATE", "the last day; nobody knows yet if not given"},
    OptionSpec{"back", "back", Type::flag, false, "", "he is here again; with --from: takes back the absence planned from then"},
    OptionSpec{"source", "source", Type::choice, false, "SOURCE", "who says so: admin, or sieve, his own vacation rule, whose absences are apart", "admin sieve"},
};

constexpr std::array kMember{
    OptionSpec{"channel", "channel", Type::text, false, "CHANNEL", "of which channel"},
    OptionSpec{"kind", "kind", Type::choice, false, "KIND", "standard, informal (not told) or read (may not answer)", "standard informal read"},
    OptionSpec{"from", "from", Type::date, false, "DATE", "the first day; \"\" for at once"},
    OptionSpec{"until", "until", Type::date, false, "DATE", "the last day; \"\" for open-ended"},
    OptionSpec{"remove", "remove", Type::flag, false, "", "ends the membership now"},
};
constexpr std::array kMemberColumns{Columns{"channel"}, Columns{"agent"}, Columns{"kind"}, Columns{"from"}, Columns{"until"}};

constexpr std::array kBlock{
    OptionSpec{"remove", "remove", Type::flag, false, "", "the address may write again"},
};
constexpr std::array kBlockColumns{Columns{"address"}, Columns{"by"}, Columns{"at"}};

constexpr std::array kEscalation{
    OptionSpec{"level", "level", Type::number, false, "LEVEL", "which step of the channel; 1 if not given"},
    OptionSpec{"at", "at", Type::choice, false, "WHEN", "amber, response-due, resolution-due; later: --after the step before, while it is late; silent: nothing happened for --after", "amber response-due resolution-due later silent"},
    OptionSpec{"after", "after", Type::duration, false, "TIME", "open time, of later and silent"},
    OptionSpec{"release-owner", "release_owner", Type::flag, false, "", "takes the ticket off its owner"},
    OptionSpec{"to-responsible", "to_responsible", Type::flag, false, "", "gives it to its responsible person, if there is one"},
    OptionSpec{"to-channel", "to_channel", Type::text, false, "CHANNEL", "moves it there; \"\": it stays"},
    OptionSpec{"raise-priority", "raise_priority", Type::flag, false, "", "low becomes normal, normal high"},
    OptionSpec{"notify", "notify", Type::text, true, "WHOM", "team, owner, responsible, watchers, kam, sla-manager, a mail address, or none; the responsible person always, but for none"},
    OptionSpec{"webhook", "webhook", Type::text, false, "WEBHOOK", "calls this webhook; \"\": none"},
};
constexpr std::array kEscalationColumns{Columns{"channel"}, Columns{"level"}, Columns{"at"}, Columns{"after"}, Columns{"release_owner"}, Columns{"to_channel"}, Columns{"notify"}, Columns{"webhook"}};

constexpr std::array kWebhook{
    OptionSpec{"url", "url", Type::secret, false, "URL", "where its calls go: https://…; -: the line on standard input, if it is a secret"},
    OptionSpec{"new-secret", "new_secret", Type::flag, false, "", "makes another secret and tells it; the old one signs, too, for a day"},
};
constexpr std::array kWebhookColumns{Columns{"key"}, Columns{"waiting"}, Columns{"delivered"}, Columns{"failed"}, Columns{"waits_since"}, Columns{"error"}};

constexpr std::array kRule{
    OptionSpec{"channel", "channel", Type::text, false, "CHANNEL", "only mail to this channel"},
    OptionSpec{"from", "from", Type::text, false, "PATTERN", "the sender (From or envelope) is like *@firm.example; * anything, ? one character"},
    OptionSpec{"to", "to", Type::text, false, "PATTERN", "one of our recipients is like this, as support+vip@desk.example"},
    OptionSpec{"subject", "subject", Type::text, false, "PATTERN", "the whole subject is like *[PROBLEM]*"},
    OptionSpec{"header", "header", Type::text, false, "NAME:PATTERN", "a header field is like this, as \"X-Spam: yes*\""},
    OptionSpec{"larger", "larger", Type::number, false, "BYTES", "the mail is larger"},
    OptionSpec{"to-channel", "to_channel", Type::text, false, "CHANNEL", "the ticket goes there"},
    OptionSpec{"customer", "customer", Type::text, false, "CUSTOMER", "it is this customer's"},
    OptionSpec{"priority", "priority", Type::choice, false, "PRIORITY", "high, normal or low", "high normal low"},
    OptionSpec{"type", "type", Type::text, false, "TYPE", "a word of yours: incident, request; or callback: a call is asked for"},
    OptionSpec{"tag", "tags", Type::text, true, "TAG", "puts a tag on it"},
    OptionSpec{"confirm", "confirm", Type::flag, false, "", "the sender gets the confirmation (unless switched off)"},
    OptionSpec{"spam", "spam", Type::flag, false, "", "it is junk: no clocks, no mail out"},
    OptionSpec{"monitoring", "monitoring", Type::flag, false, "", "Nagios, Icinga or Checkmk writes: a problem opens, its repetition joins, its recovery closes"},
    OptionSpec{"position", "position", Type::number, false, "N", "lower ones say first what a mail is; 100 if not given"},
    OptionSpec{"enabled", "enabled", Type::flag, false, "", "in force (unless switched off)"},
};
constexpr std::array kRuleColumns{Columns{"position"}, Columns{"key"}, Columns{"enabled"}, Columns{"channel"}, Columns{"from"}, Columns{"to"}, Columns{"subject"}, Columns{"header"}, Columns{"to_channel"}, Columns{"customer"}, Columns{"priority"}, Columns{"spam"}};

constexpr std::array kEscalationRemove{
    OptionSpec{"level", "level", Type::number, false, "N", "which step; 1 if not given"},
};

constexpr std::array kPattern{
    OptionSpec{"kind", "kind", Type::choice, false, "KIND", "customer-number, serial or ident", "customer-number serial ident"},
    OptionSpec{"pattern", "pattern", Type::text, false, "PATTERN", "SN-######: # a digit, @ a letter, ? either, [..] may be missing, {..} at the end is the number"},
    OptionSpec{"check", "check", Type::choice, false, "SCHEME", "its check digit: none, luhn, mod97, mod11 or ean", "none luhn mod97 mod11 ean"},
    OptionSpec{"vendor", "vendor", Type::text, false, "VENDOR", "only things of this vendor; \"\" for all"},
    OptionSpec{"customer", "customer", Type::text, false, "CUSTOMER", "only this customer's; \"\" for all"},
};
constexpr std::array kPatternColumns{Columns{"key"}, Columns{"kind"}, Columns{"pattern"}, Columns{"check"}, Columns{"vendor"}, Columns{"customer"}};

constexpr std::array kTicket{
    OptionSpec{"customer", "customer", Type::text, false, "CUSTOMER", "whose it is, with his class, contract and SLA from receipt on"},
    OptionSpec{"sla", "sla", Type::text, false, "SLA", "an SLA of this ticket's own, from receipt on; \"\": what its customer is promised"},
    OptionSpec{"project", "project", Type::text, false, "PROJECT", "onto which its time runs; \"\": as its customer's does"},
};
constexpr std::array kNote{
    OptionSpec{"text", "text", Type::text, false, "TEXT", "what the cover sheet says; \"\" takes the note away"},
    OptionSpec{"customer", "customer", Type::text, false, "CUSTOMER", "on this customer's tickets"},
    OptionSpec{"contact", "contact", Type::text, false, "ADDRESS", "on tickets of this person"},
    OptionSpec{"channel", "channel", Type::text, false, "CHANNEL", "on tickets in this channel"},
    OptionSpec{"type", "type", Type::text, false, "TYPE", "on tickets of this type"},
};
constexpr std::array kNoteColumns{Columns{"key"}, Columns{"customer"}, Columns{"contact"}, Columns{"channel"}, Columns{"type"}, Columns{"text"}};

constexpr std::array kTopic{
    OptionSpec{"name", "name", Type::text, false, "NAME", "what its folder is called: Knowledge/NAME"},
    OptionSpec{"channel", "channel", Type::text, false, "CHANNEL", "for this channel's members alone; \"\": for every agent"},
};
constexpr std::array kTopicColumns{Columns{"key"}, Columns{"name"}, Columns{"channel"}, Columns{"articles"}};

constexpr std::array kArticle{
    OptionSpec{"title", "title", Type::text, false, "TEXT", "its subject"},
    OptionSpec{"text", "text", Type::text, false, "TEXT", "what #kb inserts"},
    OptionSpec{"topic", "topic", Type::text, false, "TOPIC", "moves it there"},
    OptionSpec{"withdrawn", "withdrawn", Type::flag, false, "", "takes it out of its folder"},
};
constexpr std::array kArticleList{
    OptionSpec{"all", "all", Type::flag, false, "", "withdrawn ones too"},
};
constexpr std::array kArticleColumns{Columns{"number"}, Columns{"topic"}, Columns{"agent"}, Columns{"at"}, Columns{"withdrawn"}, Columns{"title"}};

constexpr std::array kTurnover{
    OptionSpec{"days", "days", Type::number, false, "N", "invoices of so many days back count; 365 if not given"},
    OptionSpec{"a", "a", Type::number, false, "AMOUNT", "from this turnover a customer is A"},
    OptionSpec{"b", "b", Type::number, false, "AMOUNT", "from this one B; below it C"},
};
constexpr std::array kTurnoverColumns{Columns{"currency"}, Columns{"days"}, Columns{"a"}, Columns{"b"}};
constexpr std::array kTag{
    OptionSpec{"keyword", "keyword", Type::flag, false, "", "mail clients see it as a keyword; 20 tags can be (the first ones are)"},
};
constexpr std::array kTagColumns{Columns{"key"}, Columns{"keyword"}, Columns{"open"}};

constexpr std::array kWorkType{
    OptionSpec{"name", "name", Type::text, false, "NAME", "as bills say it"},
};
constexpr std::array kWorkTypeColumns{Columns{"key"}, Columns{"name"}};

constexpr std::array kProject{
    OptionSpec{"customer", "customer", Type::text, false, "CUSTOMER", "whose it is"},
    OptionSpec{"name", "name", Type::text, false, "NAME", "as bills say it"},
    OptionSpec{"under", "parent", Type::text, false, "PROJECT", "it is a part of this one; \"\": a project of its own"},
    OptionSpec{"kind", "kind", Type::choice, false, "KIND", "main, sub (below a main one) or package (below either)", "main sub package"},
    OptionSpec{"responsible", "responsible", Type::text, false, "AGENT", "who answers for it; \"\" for nobody"},
    OptionSpec{"member", "members", Type::text, true, "AGENT", "who reads along on the tickets that name it; these alone"},
    OptionSpec{"planned", "planned", Type::duration, false, "TIME", "what it may take, as 40h; 0m: no plan"},
    OptionSpec{"planned-cost", "planned_cost", Type::text, false, "AMOUNT", "what it may cost: \"1000.00 EUR\"; \"\": not said"},
    OptionSpec{"closed", "closed", Type::flag, false, "", "no ticket may name it any more"},
};
constexpr std::array kProjectTold{
    OptionSpec{"booked", "booked", Type::duration, false, "", ""},
};
constexpr std::array kProjectList{
    OptionSpec{"all", "all", Type::flag, false, "", "closed ones too"},
};
constexpr std::array kProjectColumns{Columns{"key"}, Columns{"kind"}, Columns{"parent"}, Columns{"customer"}, Columns{"phases_done"}, Columns{"planned"}, Columns{"booked"}, Columns{"cost"}, Columns{"value"}, Columns{"responsible"}, Columns{"name"}};

constexpr std::array kPhase{
    OptionSpec{"number", "number", Type::number, false, "N", "which phase; 1 if not given"},
    OptionSpec{"name", "name", Type::text, false, "NAME", "what it is called"},
    OptionSpec{"responsible", "responsible", Type::text, false, "AGENT", "who answers for it; \"\" for nobody"},
    OptionSpec{"planned", "planned", Type::duration, false, "TIME", "what it may take, as 8h; 0m: no plan"},
    OptionSpec{"done", "done", Type::flag, false, "", "it is over"},
};
constexpr std::array kPhaseRemove{
    OptionSpec{"number", "number", Type::number, false, "N", "which phase; 1 if not given"},
};
constexpr std::array kPhaseColumns{Columns{"number"}, Columns{"name"}, Columns{"responsible"}, Columns{"planned"}, Columns{"done"}};

constexpr std::array kTask{
    OptionSpec{"ticket", "ticket", Type::text, false, "NUMBER", "of a new one: for which ticket"},
    OptionSpec{"kind", "kind", Type::text, false, "KIND", "a word of yours: bug, feature, video"},
    OptionSpec{"title", "title", Type::text, false, "TEXT", "what to do"},
    OptionSpec{"agent", "agent", Type::text, false, "AGENT", "who is to do it; \"\": the ticket's owner"},
    OptionSpec{"due", "due", Type::date, false, "DATE", "until which day; \"\": none"},
    OptionSpec{"deferred", "deferred", Type::flag, false, "", "out of active planning: nobody is reminded"},
    OptionSpec{"done", "done", Type::flag, false, "", "it is done; its ticket is in progress again, if it waited"},
};
constexpr std::array kTaskList{
    OptionSpec{"all", "all", Type::flag, false, "", "done ones too"},
    OptionSpec{"ticket", "ticket", Type::text, false, "NUMBER", "of this ticket"},
    OptionSpec{"agent", "agent", Type::text, false, "AGENT", "of this agent"},
};
constexpr std::array kTaskColumns{Columns{"number"}, Columns{"due"}, Columns{"ticket"}, Columns{"kind"}, Columns{"agent"}, Columns{"deferred"}, Columns{"done"}, Columns{"title"}};

constexpr std::array kDocument{
    OptionSpec{"ticket", "ticket", Type::text, false, "NUMBER", "of a new one: which ticket it follows"},
    OptionSpec{"kind", "kind", Type::text, false, "KIND", "of a new one: service-order, hardware-change, software-change, or a kind of yours"},
    OptionSpec{"title", "title", Type::text, false, "TEXT", "what it is about"},
    OptionSpec{"text", "text", Type::text, false, "TEXT", "what is to be done"},
    OptionSpec{"status", "status", Type::choice, false, "STATUS", "open, in-progress, done or cancelled", "open in-progress done cancelled"},
};
constexpr std::array kDocumentList{
    OptionSpec{"all", "all", Type::flag, false, "", "done and cancelled ones too"},
    OptionSpec{"ticket", "ticket", Type::text, false, "NUMBER", "of this ticket"},
    OptionSpec{"customer", "customer", Type::text, false, "CUSTOMER", "of this customer"},
};
constexpr std::array kDocumentColumns{Columns{"number"}, Columns{"kind"}, Columns{"status"}, Columns{"ticket"}, Columns{"customer"}, Columns{"title"}};
constexpr std::array kDocumentKind{
    OptionSpec{"name", "name", Type::text, false, "NAME", "what the desk calls it: \"Change request\""},
    OptionSpec{"numbers", "numbers", Type::text, false, "PATTERN", "CR-YYYY-####: # a digit, YYYY the year in which they begin anew"},
};
constexpr std::array kDocumentKindColumns{Columns{"key"}, Columns{"numbers"}, Columns{"name"}};

constexpr std::array kRate{
    OptionSpec{"hour", "hour", Type::text, false, "AMOUNT", "what an hour costs: \"120.00 EUR\""},
    OptionSpec{"contract", "contract", Type::text, false, "CONTRACT", "of work under this contract; \"\": under any"},
    OptionSpec{"customer", "customer", Type::text, false, "CUSTOMER", "for this customer; \"\": for any"},
    OptionSpec{"agent", "agent", Type::text, false, "AGENT", "of this agent; \"\": of any"},
    OptionSpec{"work-type", "work_type", Type::text, false, "WORK-TYPE", "of this kind of work; \"\": of any"},
    OptionSpec{"from", "from", Type::date, false, "DATE", "for work from this day on"},
};
constexpr std::array kRateColumns{Columns{"key"}, Columns{"hour"}, Columns{"contract"}, Columns{"customer"}, Columns{"agent"}, Columns{"work_type"}, Columns{"from"}};

constexpr std::array kSurcharge{
    OptionSpec{"percent", "percent", Type::number, false, "N", "on top of the rate"},
    OptionSpec{"name", "name", Type::text, false, "NAME", "as bills say it"},
    OptionSpec{"calendar", "calendar", Type::text, false, "CALENDAR", "whose zone and holidays it has"},
    OptionSpec{"hours", "hours", Type::text, true, "HOURS", "when it holds: \"Mon-Fri 22:00-06:00\", \"Sat-Sun 00:00-24:00\"; \"\": at no hours"},
    OptionSpec{"holidays", "holidays", Type::flag, false, "", "it holds on the calendar's holidays"},
    OptionSpec{"customer", "customer", Type::text, false, "CUSTOMER", "for this customer, for whom the general ones do not hold then; \"\": general"},
};
constexpr std::array kSurchargeColumns{Columns{"key"}, Columns{"percent"}, Columns{"hours"}, Columns{"holidays"}, Columns{"calendar"}, Columns{"customer"}, Columns{"name"}};

constexpr std::array kContingent{
    OptionSpec{"contract", "contract", Type::text, false, "CONTRACT", "which contract includes it"},
    OptionSpec{"time", "minutes", Type::duration, false, "TIME", "how much, as 2h"},
    OptionSpec{"kind", "kind", Type::choice, false, "KIND", "monthly, or block: once", "monthly block"},
    OptionSpec{"from", "from", Type::date, false, "DATE", "the first day of work it covers; the contract's if not given"},
    OptionSpec{"until", "until", Type::date, false, "DATE", "the last one; the contract's if not given"},
    OptionSpec{"carry-months", "carry_months", Type::number, false, "N", "what a month leaves can be used so many months longer"},
    OptionSpec{"overage", "overage", Type::text, false, "AMOUNT", "what an hour beyond it costs: \"150.00 EUR\"; \"\": as the rates say"},
    OptionSpec{"tell-customer", "tell_customer", Type::flag, false, "", "the customer is told, too, at 80 and 100 percent"},
};
constexpr std::array kContingentTold{
    OptionSpec{"balance", "balance", Type::duration, false, "", ""},
};
constexpr std::array kContingentColumns{Columns{"key"}, Columns{"contract"}, Columns{"customer"}, Columns{"kind"}, Columns{"minutes"}, Columns{"balance"}, Columns{"from"}, Columns{"until"}};

constexpr std::array kSeller{
    OptionSpec{"name", "name", Type::text, false, "NAME", "the company's name"},
    OptionSpec{"street", "street", Type::text, false, "TEXT", "street and number"},
    OptionSpec{"postcode", "postcode", Type::text, false, "TEXT", "postcode"},
    OptionSpec{"city", "city", Type::text, false, "TEXT", "city"},
    OptionSpec{"country", "country", Type::text, false, "CODE", "two letters, DE if not given"},
    OptionSpec{"vat-id", "vat_id", Type::text, false, "NUMBER", "VAT number"},
    OptionSpec{"tax-number", "tax_number", Type::text, false, "NUMBER", "the tax office's number"},
    OptionSpec{"iban", "iban", Type::text, false, "IBAN", "account to be paid to"},
    OptionSpec{"bic", "bic", Type::text, false, "BIC", "its bank"},
    OptionSpec{"contact", "contact", Type::text, false, "NAME", "whom to ask about a bill"},
    OptionSpec{"phone", "phone", Type::text, false, "NUMBER", "his phone"},
    OptionSpec{"email", "email", Type::address, false, "ADDRESS", "his mail address"},
    OptionSpec{"language", "language", Type::choice, false, "LANGUAGE", "of its bills: en or de", "en de"},
    OptionSpec{"zone", "zone", Type::zone, false, "ZONE", "whose days and months bills have; Europe/Berlin if not given"},
    OptionSpec{"currency", "currency", Type::text, false, "CODE", "of bills on which nothing costs anything; EUR if not given"},
    OptionSpec{"tax", "tax", Type::text, false, "PERCENT", "value added tax, 19 if not given"},
    OptionSpec{"tax-reason", "tax_reason", Type::text, false, "TEXT", "why there is none, where it is 0"},
    OptionSpec{"due-days", "due_days", Type::number, false, "N", "so long a bill may be paid; 14 if not given"},
    OptionSpec{"step", "step", Type::duration, false, "TIME", "billed time is rounded up to it, as 15m"},
    OptionSpec{"minimum", "minimum", Type::duration, false, "TIME", "so much is billed at least"},
    OptionSpec{"rounding", "rounding", Type::choice, false, "OF", "on the sum of a ticket, or each entry", "ticket entry"},
    OptionSpec{"invoice-numbers", "invoice_numbers", Type::text, false, "PATTERN", "R-YYYY-####: # a digit, YYYY the year in which they begin anew"},
    OptionSpec{"credit-numbers", "credit_numbers", Type::text, false, "PATTERN", "the same of credit notes"},
    OptionSpec{"statement-numbers", "statement_numbers", Type::text, false, "PATTERN", "the same of lists on which nothing is to be paid"},
};
constexpr std::array kSellerColumns{Columns{"key"}, Columns{"name"}, Columns{"tax"}, Columns{"step"}, Columns{"minimum"}, Columns{"rounding"}, Columns{"invoice_numbers"}};

constexpr std::array kBuyer{
    OptionSpec{"name", "name", Type::text, false, "NAME", "as bills name the customer; \"\": as the desk does"},
    OptionSpec{"street", "street", Type::text, false, "TEXT", "street and number"},
    OptionSpec{"postcode", "postcode", Type::text, false, "TEXT", "postcode"},
    OptionSpec{"city", "city", Type::text, false, "TEXT", "city"},
    OptionSpec{"country", "country", Type::text, false, "CODE", "two letters, DE if not given"},
    OptionSpec{"vat-id", "vat_id", Type::text, false, "NUMBER", "VAT number"},
    OptionSpec{"reference", "reference", Type::text, false, "TEXT", "what the customer wants to see on bills: an order, a Leitweg-ID"},
    OptionSpec{"email", "email", Type::address, false, "ADDRESS", "where bills go"},
    OptionSpec{"per", "per", Type::choice, false, "WHAT", "a bill a month of all tickets, or one a ticket", "month ticket"},
    OptionSpec{"tax", "tax", Type::choice, false, "HOW", "standard, or reverse-charge: the customer owes it", "standard reverse-charge"},
    OptionSpec{"seller", "seller", Type::text, false, "SELLER", "who sends the bills, where there are several; \"\": the only one"},
};
constexpr std::array kBuyerColumns{Columns{"customer"}, Columns{"name"}, Columns{"per"}, Columns{"tax"}, Columns{"city"}, Columns{"reference"}};

constexpr std::array kTicketList{
    OptionSpec{"all", "all", Type::flag, false, "", "closed ones too"},
};
constexpr std::array kTicketColumns{Columns{"number"}, Columns{"light"}, Columns{"class"}, Columns{"status"}, Columns{"channel"}, Columns{"owner"}, Columns{"effective_due"}, Columns{"customer"}, Columns{"subject"}};

constexpr std::array kNouns{
    NounSpec{"customer", "organisations whose mail you answer", "KEY", "short name, as heyer", kCustomer, {}, kCustomerColumns},
    NounSpec{"contact", "people who write", "ADDRESS", "mail address", kContact, {}, kContactColumns},
    NounSpec{"domain", "mail domains of customers", "DOMAIN", "domain name", kDomain, {}, kDomainColumns, true, true},
    NounSpec{"sla", "response and resolution targets", "KEY", "short name, as gold", kSla, {}, kSlaColumns},
    NounSpec{"calendar", "opening hours and holidays", "KEY", "short name, as office", kCalendar, {}, kCalendarColumns},
    NounSpec{"contract", "what a customer has bought", "KEY", "short name, as heyer-2026", kContract, {}, kContractColumns},
    NounSpec{"channel", "addresses with their team", "KEY", "short name, as support", kChannel, {}, kChannelColumns, true, true},
    NounSpec{"agent", "those who answer", "KEY", "short name, as anna", kAgent, {}, kAgentColumns},
    NounSpec{"member", "who belongs to a channel, and how long", "AGENT", "the agent whose membership it is", kMember, {}, kMemberColumns},
    NounSpec{"block", "senders whose mail is spam", "ADDRESS", "mail address", kBlock, {}, kBlockColumns},
    NounSpec{"rule", "what mails are about that open tickets", "KEY", "short name, as monitoring", kRule, {}, kRuleColumns, true, true},
    NounSpec{"pattern", "numbers to look for in mails: customer number, serial, ident", "KEY", "short name, as acme-serial", kPattern, {}, kPatternColumns, true, true},
    NounSpec{"note", "service notes: what to know before one answers", "KEY", "short name, as heyer-vpn", kNote, {}, kNoteColumns},
    NounSpec{"topic", "folders of Knowledge", "KEY", "short name, as printers", kTopic, {}, kTopicColumns, true, true},
    NounSpec{"article", "how things were solved, as agents published it", "NUMBER", "article number", kArticle, kArticleList, kArticleColumns},
    NounSpec{"tag", "words that agents put on tickets", "TAG", "a word, as vpn", kTag, {}, kTagColumns},
    NounSpec{"turnover", "classes by turnover, where nobody typed one", "CURRENCY", "three letters, as EUR", kTurnover, {}, kTurnoverColumns, true, true},
    NounSpec{"escalation", "what happens when a clock runs out", "CHANNEL", "the channel whose step it is", kEscalation, {}, kEscalationColumns, true, true, kEscalationRemove},
    NounSpec{"webhook", "other programs that are told by signed HTTP calls", "KEY", "short name, as chat", kWebhook, {}, kWebhookColumns, true, true},
    NounSpec{"work-type", "kinds of work that cost differently", "KEY", "short name, as onsite", kWorkType, {}, kWorkTypeColumns},
    NounSpec{"project", "what customers' time runs onto", "KEY", "short name, as heyer-care", kProject, kProjectList, kProjectColumns, true, false, {}, kProjectTold},
    NounSpec{"phase", "the phases of a project", "PROJECT", "the project's key", kPhase, {}, kPhaseColumns, false, true, kPhaseRemove},
    NounSpec{"task", "what is to be done for tickets, by a day", "NUMBER", "the task's number, or new", kTask, kTaskList, kTaskColumns},
    NounSpec{"document", "service orders and changes that follow tickets", "NUMBER", "the document's number, or new", kDocument, kDocumentList, kDocumentColumns},
    NounSpec{"document-kind", "what kinds of documents there are, in your words", "KEY", "short name, as change-request", kDocumentKind, {}, kDocumentKindColumns},
    NounSpec{"rate", "what an hour costs", "KEY", "short name, as heyer-onsite", kRate, {}, kRateColumns, true, true},
    NounSpec{"surcharge", "what work at night, on weekends and holidays costs more", "KEY", "short name, as night", kSurcharge, {}, kSurchargeColumns, true, true},
    NounSpec{"contingent", "time that contracts include", "KEY", "short name, as heyer-2h", kContingent, {}, kContingentColumns, true, false, {}, kContingentTold},
    NounSpec{"seller", "who sends bills", "KEY", "short name, as main", kSeller, {}, kSellerColumns},
    NounSpec{"buyer", "what bills say of customers", "CUSTOMER", "the customer's key", kBuyer, {}, kBuyerColumns},
    NounSpec{"ticket", "what customers want", "NUMBER", "ticket number", kTicket, kTicketList, kTicketColumns},
    NounSpec{"message", "mails and notes of tickets", "ID", "message id, as ticket show tells it", {}, {}, {}, false},
};
// clang-format on

} // namespace

std::span<const NounSpec> nouns() {
    return kNouns;
}

std::span<const OptionSpec> absence_options() {
    return kAbsence;
}

const NounSpec* find_noun(std::string_view name) {
    for (const auto& noun : kNouns) {
        if (noun.name == name) {
            return &noun;
        }
    }
    return nullptr;
}

const OptionSpec* option_of_field(const NounSpec& noun, std::string_view field) {
    for (const auto options : {noun.options, noun.told}) {
        for (const auto& option : options) {
            if (option.field == field) {
                return &option;
            }
        }
    }
    return nullptr;
}

} // namespace vorrang::admin
