CREATE SCHEMA vorrang;

CREATE SCHEMA vorrang_api;

CREATE TYPE vorrang.projected AS (
	action text,
	old_uid bigint,
	bell boolean,
	unread boolean,
	same_message boolean,
	item bigint,
	ticket_number bigint,
	message_id bigint,
	notice_id bigint,
	owner_id integer,
	rank_at timestamp with time zone,
	prefix text,
	added text,
	keep_thread boolean,
	size bigint,
	light text,
	answered boolean,
	cover_id bigint,
	article_id bigint,
	tags text[],
	readers integer[]
);

CREATE TABLE vorrang.agents (
    id integer NOT NULL,
    key text NOT NULL,
    login text NOT NULL,
    name text NOT NULL,
    light text DEFAULT 'label'::text NOT NULL,
    last_used_at timestamp with time zone,
    channel_id integer,
    language text DEFAULT 'en'::text NOT NULL,
    brief_at timestamp with time zone,
    briefed_at timestamp with time zone,
    shift_id integer,
    shift_ends_at timestamp with time zone,
    alert_address text,
    alert_on_shift boolean DEFAULT false NOT NULL,
    accounting boolean DEFAULT false NOT NULL,
    cost_minor bigint,
    cost_currency character(3),
    webhook_id integer,
    digest_times time without time zone[] DEFAULT '{}'::time without time zone[] NOT NULL,
    digest_at timestamp with time zone,
    CONSTRAINT agent_cost_has_a_currency CHECK (((cost_minor IS NULL) = (cost_currency IS NULL))),
    CONSTRAINT agent_digest_has_times CHECK (((digest_at IS NULL) = (digest_times = '{}'::time without time zone[]))),
    CONSTRAINT agent_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT agent_language_is_known CHECK ((language = ANY (ARRAY['en'::text, 'de'::text]))),
    CONSTRAINT agent_light_is_known CHECK ((light = ANY (ARRAY['label'::text, 'apple'::text, 'star'::text, 'none'::text]))),
    CONSTRAINT agent_login_is_normal CHECK ((login = lower(login)))
);

COMMENT ON COLUMN vorrang.agents.shift_ends_at IS 'when vorrangd next looks at what he owns';

COMMENT ON COLUMN vorrang.agents.alert_address IS 'where the mails go that tell him something; never seen by a customer';

COMMENT ON COLUMN vorrang.agents.alert_on_shift IS 'such a mail waits for his shift';

COMMENT ON COLUMN vorrang.agents.accounting IS 'he may release time for billing';

COMMENT ON COLUMN vorrang.agents.cost_minor IS 'what an hour of his costs the desk itself';

CREATE FUNCTION vorrang.absences_json(a vorrang.agents, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.absences_json(a vorrang.agents, p_now timestamp with time zone) IS 'The absence that runs, and the planned ones.';

CREATE FUNCTION vorrang.absent_until(p_agent integer, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.absent_until(p_agent integer, p_now timestamp with time zone) IS 'Until when an agent is away; infinity: nobody knows; null: he is here.';

CREATE TABLE vorrang.tickets (
    number bigint NOT NULL,
    channel_id integer NOT NULL,
    customer_id integer,
    contact_id integer,
    contract_id integer,
    sla_id integer NOT NULL,
    calendar_id integer NOT NULL,
    owner_id integer,
    status text DEFAULT 'new'::text NOT NULL,
    class character(1) NOT NULL,
    vip boolean DEFAULT false NOT NULL,
    priority smallint DEFAULT 0 NOT NULL,
    lifted boolean DEFAULT false NOT NULL,
    trust text NOT NULL,
    subject text NOT NULL,
    sender_address text NOT NULL,
    sender_name text DEFAULT ''::text NOT NULL,
    token text NOT NULL,
    note_token text NOT NULL,
    received_at timestamp with time zone NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    response_running boolean DEFAULT true NOT NULL,
    response_started_at timestamp with time zone NOT NULL,
    response_due timestamp with time zone NOT NULL,
    response_missed boolean DEFAULT false NOT NULL,
    first_response_at timestamp with time zone,
    resolution_running boolean DEFAULT true NOT NULL,
    resolution_due timestamp with time zone NOT NULL,
    resolution_missed boolean DEFAULT false NOT NULL,
    paused_at timestamp with time zone,
    held_until timestamp with time zone,
    closed_at timestamp with time zone,
    close_reason text,
    light text DEFAULT 'green'::text NOT NULL,
    amber_at timestamp with time zone,
    red_at timestamp with time zone,
    clock_at timestamp with time zone,
    escalation_level smallint DEFAULT 0 NOT NULL,
    escalated_from_id integer,
    escalated_at timestamp with time zone,
    answered_message bigint,
    previous_number bigint,
    remind_at timestamp with time zone,
    reminders smallint DEFAULT 0 NOT NULL,
    solution_message bigint,
    source text DEFAULT 'mail'::text NOT NULL,
    merged_into bigint,
    type text DEFAULT ''::text NOT NULL,
    internal boolean DEFAULT false NOT NULL,
    responsible_id integer,
    kam_id integer,
    kam_only boolean DEFAULT false NOT NULL,
    unaccepted text,
    entitlement text DEFAULT 'unknown'::text NOT NULL,
    asset_id integer,
    lapsed_contract_id integer,
    named_customer_id integer,
    phone text,
    phone_source text,
    keywords text[],
    own_sla_id integer,
    response_seconds bigint NOT NULL,
    resolution_seconds bigint NOT NULL,
    project_id integer,
    CONSTRAINT closed_has_an_instant CHECK (((status = ANY (ARRAY['solved'::text, 'closed'::text, 'spam'::text])) = (closed_at IS NOT NULL))),
    CONSTRAINT ticket_class_is_known CHECK ((class = ANY (ARRAY['A'::bpchar, 'B'::bpchar, 'C'::bpchar, '-'::bpchar]))),
    CONSTRAINT ticket_entitlement_is_known CHECK ((entitlement = ANY (ARRAY['entitled'::text, 'expired'::text, 'unknown'::text]))),
    CONSTRAINT ticket_light_is_known CHECK ((light = ANY (ARRAY['green'::text, 'amber'::text, 'red'::text, 'paused'::text, 'none'::text]))),
    CONSTRAINT ticket_phone_source_is_known CHECK ((phone_source = ANY (ARRAY['mail'::text, 'contact'::text, 'caller'::text]))),
    CONSTRAINT ticket_priority_is_known CHECK (((priority >= '-1'::integer) AND (priority <= 1))),
    CONSTRAINT ticket_source_is_known CHECK ((source = ANY (ARRAY['mail'::text, 'phone'::text, 'forward'::text, 'dragged'::text, 'split'::text, 'web'::text]))),
    CONSTRAINT ticket_status_is_known CHECK ((status = ANY (ARRAY['triage'::text, 'new'::text, 'in-progress'::text, 'waiting'::text, 'hold'::text, 'solved'::text, 'closed'::text, 'spam'::text]))),
    CONSTRAINT ticket_trust_is_known CHECK ((trust = ANY (ARRAY['verified'::text, 'unproven'::text, 'unverified'::text, 'unchecked'::text]))),
    CONSTRAINT ticket_type_is_a_word CHECK ((type ~ '^([a-z0-9][a-z0-9_-]{0,30})?$'::text)),
    CONSTRAINT ticket_unaccepted_is_known CHECK ((unaccepted = ANY (ARRAY['confirm'::text, 'silent'::text]))),
    CONSTRAINT triage_is_unaccepted CHECK (((status <> 'triage'::text) OR (unaccepted IS NOT NULL)))
);

COMMENT ON COLUMN vorrang.tickets.paused_at IS 'since when the resolution clock stands still; resolution_due is as it stood then';

COMMENT ON COLUMN vorrang.tickets.clock_at IS 'the next instant at which the clock has something to do for this ticket; null: nothing';

COMMENT ON COLUMN vorrang.tickets.remind_at IS 'while it waits: when the customer is reminded next, or it is closed for want of an answer';

COMMENT ON COLUMN vorrang.tickets.internal IS 'opened in an internal channel: stays so wherever it is moved';

COMMENT ON COLUMN vorrang.tickets.kam_id IS 'its customer''s, kept with the ticket: every look at a folder asks';

COMMENT ON COLUMN vorrang.tickets.unaccepted IS 'no agent has accepted it, and its customer knows no number: whether he gets the confirmation then; null: accepted';

COMMENT ON COLUMN vorrang.tickets.lapsed_contract_id IS 'of an expired one: the contract that would have covered it';

COMMENT ON COLUMN vorrang.tickets.named_customer_id IS 'another customer than the ticket''s, whom a number in it names: a contradiction, or a suggestion where it has none';

COMMENT ON COLUMN vorrang.tickets.keywords IS 'those of its tags that its rows show; null: none';

COMMENT ON COLUMN vorrang.tickets.own_sla_id IS 'the SLA that an agent gave this one ticket; null: what its customer has';

COMMENT ON COLUMN vorrang.tickets.response_seconds IS 'open time promised for the response, as sla_targets and its SLA say';

CREATE FUNCTION vorrang.accept_ticket(t vorrang.tickets, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.accept_ticket(t vorrang.tickets, p_now timestamp with time zone, p_by text, p_via text) IS 'A mail in triage became a ticket (CC-04; t: as it was): its customer is told the number that was reserved for it. Called by set_status, with the ticket locked, so once.';

CREATE TABLE vorrang.folders (
    id bigint NOT NULL,
    kind text NOT NULL,
    channel_id integer,
    agent_id integer,
    ticket_number bigint,
    uidvalidity bigint NOT NULL,
    uidnext bigint DEFAULT 1 NOT NULL,
    modseq bigint DEFAULT 1 NOT NULL,
    tombstones_from bigint DEFAULT 1 NOT NULL,
    generation timestamp with time zone NOT NULL,
    kept_until timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL,
    colleague_id integer,
    customer_id integer,
    word text,
    topic_id integer,
    CONSTRAINT folder_kind_is_known CHECK ((kind = ANY (ARRAY['inbox'::text, 'queue'::text, 'mine'::text, 'triage'::text, 'waiting'::text, 'hold'::text, 'closed'::text, 'spam'::text, 'conversation'::text, 'ticket'::text, 'outgoing'::text, 'close-quietly'::text, 'merge'::text, 'split'::text, 'release'::text, 'watching'::text, 'team'::text, 'customer'::text, 'hold-until'::text, 'spam-sender'::text, 'topic'::text])))
);

COMMENT ON COLUMN vorrang.folders.generation IS 'the instant from which rank dates count backwards; renewed every 14 days';

COMMENT ON COLUMN vorrang.folders.kept_until IS 'the projector keeps the folder up to date until then; later it is projected whole at its next use';

COMMENT ON COLUMN vorrang.folders.word IS 'Hold/<word>: until when';

CREATE FUNCTION vorrang.act_on_articles(a vorrang.agents, p_how text, p_source vorrang.folders, p_uids bigint[], p_target vorrang.folders, p_now timestamp with time zone) RETURNS TABLE(uidvalidity bigint, uid bigint)
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.act_on_articles(a vorrang.agents, p_how text, p_source vorrang.folders, p_uids bigint[], p_target vorrang.folders, p_now timestamp with time zone) IS 'A move into, or between, the folders of Knowledge. What is new stands there when vorrangd has written it: no uid is named.';

CREATE TABLE vorrang.document_kinds (
    id integer NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    numbers text NOT NULL,
    CONSTRAINT document_kind_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT document_numbers_count CHECK ((numbers ~ '^[^#]*#{1,9}[^#]*$'::text))
);

CREATE FUNCTION vorrang.add_document(t vorrang.tickets, k vorrang.document_kinds, p_title text, p_text text, p_message bigint, p_now timestamp with time zone, p_by text, p_via text) RETURNS text
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.add_document(t vorrang.tickets, k vorrang.document_kinds, p_title text, p_text text, p_message bigint, p_now timestamp with time zone, p_by text, p_via text) IS 'A document of a ticket, filled with its customer, contact, asset and contract; returns its number, which has no gap in its series.';

CREATE FUNCTION vorrang.add_message(p_ticket bigint, p_direction text, p_kind text, p_agent integer, p_facts jsonb, p_foreign boolean, p_header bytea, p_body bytea, p_now timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.add_message(p_ticket bigint, p_direction text, p_kind text, p_agent integer, p_facts jsonb, p_foreign boolean, p_header bytea, p_body bytea, p_now timestamp with time zone) IS 'Stores a message with the first chunk of its header and body; message_add_chunk brings the rest.';

CREATE FUNCTION vorrang.add_task(p_ticket bigint, p_kind text, p_title text, p_agent integer, p_due date, p_now timestamp with time zone, p_by text, p_via text) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.add_task(p_ticket bigint, p_kind text, p_title text, p_agent integer, p_due date, p_now timestamp with time zone, p_by text, p_via text) IS 'A task of a ticket; its agent has a notice, unless he set it himself.';

CREATE FUNCTION vorrang.add_watcher(p_ticket bigint, p_agent integer, a vorrang.agents, p_now timestamp with time zone, p_via text DEFAULT 'smtp'::text, p_tell boolean DEFAULT true) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.add_watcher(p_ticket bigint, p_agent integer, a vorrang.agents, p_now timestamp with time zone, p_via text, p_tell boolean) IS 'Somebody reads along without being responsible, and is told so once (TS-58), if p_tell.';

CREATE FUNCTION vorrang.agent_calendar(a vorrang.agents) RETURNS integer
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.agent_calendar(a vorrang.agents) IS 'His hours: those of his own channel, else of the first one he handles; null: he handles none.';

CREATE FUNCTION vorrang.agent_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.agent_json(a vorrang.agents, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.agent_modseq(p_agent integer, p_folder bigint) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.agent_modseq(p_agent integer, p_folder bigint) IS 'A new modseq for what one agent changes in one folder: the folder is locked shared, his own line alone.';

CREATE FUNCTION vorrang.agent_named(p_text text) RETURNS integer
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.agent_named(p_text text) IS 'The agent of this key or login; null: none.';

CREATE FUNCTION vorrang.agent_word(p_by text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.agent_zone(a vorrang.agents) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.agent_zone(a vorrang.agents) IS 'The zone of his days: that of his own channel, else of the first one he belongs to.';

CREATE FUNCTION vorrang.ago(p_from timestamp with time zone, p_to timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.amount_text(p_minor bigint, p_currency text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.amount_text(p_minor bigint, p_currency text) IS 'An amount as people write it: 1250.00.';

CREATE FUNCTION vorrang.answers_a_note(p_facts jsonb) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.any_is_like(p_texts jsonb, p_pattern text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.apply_customer(p_ticket bigint, a vorrang.agents, p_facts jsonb, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.apply_customer(p_ticket bigint, a vorrang.agents, p_facts jsonb, p_now timestamp with time zone) IS 'The line #customer. It comes before the booking of time, whose price hangs on it.';

CREATE FUNCTION vorrang.apply_lines(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.apply_lines(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) IS 'The lines that change something beside the state (apply_state): assign, watch, responsible, prio, sla, project, release, task, done, document, tag, solution, merge, unmerge. Each can be carried out: refusal_of_lines was asked.';

CREATE FUNCTION vorrang.apply_pairs(f vorrang.folders, p_pairs vorrang.projected[], p_modseq bigint, p_now timestamp with time zone, p_at_once boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.apply_pairs(f vorrang.folders, p_pairs vorrang.projected[], p_modseq bigint, p_now timestamp with time zone, p_at_once boolean) IS 'Carries the differences out: new rows get uids in rank order, agents'' flags go along, old rows leave.';

CREATE FUNCTION vorrang.apply_rules(p_ticket bigint, p_effect jsonb, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.apply_state(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_otherwise text, p_tell boolean, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.apply_state(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_otherwise text, p_tell boolean, p_now timestamp with time zone) IS 'The state a mail leaves its ticket in: by its line, else p_otherwise (null: as it is). p_tell: #close sends the closing mail, as the agent''s own words do not. A note''s #close is quiet.';

CREATE TABLE vorrang.articles (
    id bigint NOT NULL,
    number bigint NOT NULL,
    topic_id integer NOT NULL,
    title text NOT NULL,
    text text,
    message_id bigint,
    agent_id integer,
    at timestamp with time zone NOT NULL,
    header bytea,
    body bytea,
    shown_size bigint,
    ended_at timestamp with time zone,
    words tsvector DEFAULT ''::tsvector NOT NULL,
    CONSTRAINT article_comes_from_somewhere CHECK (((text IS NOT NULL) OR (message_id IS NOT NULL) OR (shown_size IS NOT NULL))),
    CONSTRAINT article_has_a_title CHECK ((title ~ '\S'::text))
);
ALTER TABLE ONLY vorrang.articles ALTER COLUMN body SET COMPRESSION lz4;

COMMENT ON COLUMN vorrang.articles.header IS 'the mail as vorrangd wrote it; null until then';

CREATE FUNCTION vorrang.article_json(x vorrang.articles) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.article_numbered(p_key text) RETURNS vorrang.articles
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.article_source(p_ticket bigint) RETURNS bigint
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.article_source(p_ticket bigint) IS 'How a ticket was solved: the message that #solution named, else the last answer as its agent wrote it.';

CREATE FUNCTION vorrang.article_texts(a vorrang.agents, p_facts jsonb) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.article_texts(a vorrang.agents, p_facts jsonb) IS 'What `#kb` inserts into a reply, as it stands at Send.';

CREATE FUNCTION vorrang.ask_whether_to_reopen(t vorrang.tickets, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.ask_whether_to_reopen(t vorrang.tickets, p_message bigint, p_now timestamp with time zone) IS 'The owner, else the team, finds a notice: it stands for the ticket, and moving it to a queue reopens it.';

CREATE FUNCTION vorrang.asks(p_notice bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.asks(p_notice bigint) IS 'A notice that asks for a decision stands for its ticket: it can be moved.';

CREATE FUNCTION vorrang.asset_name(p_asset integer) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.assign(t vorrang.tickets, p_to integer, a vorrang.agents, p_now timestamp with time zone, p_via text DEFAULT 'smtp'::text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.assign(t vorrang.tickets, p_to integer, a vorrang.agents, p_now timestamp with time zone, p_via text) IS 'Gives a ticket to a colleague; he and its last owner are told (TS-55).';

CREATE FUNCTION vorrang.automatic_minutes(p_ticket bigint, p_agent integer, p_message bigint, p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.automatic_minutes(p_ticket bigint, p_agent integer, p_message bigint, p_now timestamp with time zone) IS 'Of a reply without #time, where the channel books by itself: from the agent''s reading of the customer''s last mail to his sending, at most so long as the channel says; null: nothing is booked.';

CREATE TABLE vorrang.audit_links (
    n bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    event_ids bigint[] NOT NULL,
    upto bigint NOT NULL,
    newest timestamp with time zone NOT NULL,
    digest bytea NOT NULL,
    chain bytea NOT NULL,
    CONSTRAINT audit_link_holds_something CHECK ((cardinality(event_ids) > 0))
);

COMMENT ON COLUMN vorrang.audit_links.digest IS 'SHA-256 over the digests of its events';

COMMENT ON COLUMN vorrang.audit_links.chain IS 'SHA-256 over the chain of the link before and its own number, instant, ids and digest';

CREATE FUNCTION vorrang.bad_link(l vorrang.audit_links, p_before bytea) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.bad_target(p_text text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.bare_address(p_address text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.bare_address(p_address text) IS 'An address without its extension: a+1@ and a@ are one mailbox, a@ (T5).';

CREATE FUNCTION vorrang.before_words(p_reason text, p_count bigint) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.best_asset(p_ticket bigint, p_customer integer, p_channel integer, p_at timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.best_asset(p_ticket bigint, p_customer integer, p_channel integer, p_at timestamp with time zone) IS 'Of all assets of this customer that the ticket''s mails name: what somebody wrote himself before what he quotes, then the most specific valid contract, then the one that ends first, then the subject before the text.';

CREATE FUNCTION vorrang.bill_id(p_number text) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.bills (
    id bigint NOT NULL,
    number text,
    kind text DEFAULT 'invoice'::text NOT NULL,
    run_id integer,
    seller_id integer NOT NULL,
    customer_id integer NOT NULL,
    ticket_number bigint,
    issued_on date NOT NULL,
    due_on date NOT NULL,
    period_from date,
    period_until date,
    currency character(3) NOT NULL,
    digits smallint NOT NULL,
    net_minor bigint DEFAULT 0 NOT NULL,
    tax_minor bigint DEFAULT 0 NOT NULL,
    tax_percent numeric(5,2) NOT NULL,
    tax_category character(2) NOT NULL,
    tax_reason text DEFAULT ''::text NOT NULL,
    seller jsonb NOT NULL,
    buyer jsonb NOT NULL,
    voids bigint,
    reason text,
    CONSTRAINT bill_kind_is_known CHECK ((kind = ANY (ARRAY['invoice'::text, 'credit-note'::text, 'statement'::text]))),
    CONSTRAINT bill_tax_category_is_known CHECK ((tax_category = ANY (ARRAY['S'::bpchar, 'AE'::bpchar, 'E'::bpchar]))),
    CONSTRAINT bill_voids_one_if_it_credits CHECK ((((kind = 'credit-note'::text) = (voids IS NOT NULL)) OR (kind = 'statement'::text)))
);

COMMENT ON COLUMN vorrang.bills.kind IS 'statement: nothing of it is to be paid';

COMMENT ON COLUMN vorrang.bills.digits IS 'decimals of its currency';

COMMENT ON COLUMN vorrang.bills.seller IS 'who sold, as it was when the bill was made';

CREATE FUNCTION vorrang.bill_json(b vorrang.bills) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.bill_json(b vorrang.bills) IS 'The head of a bill; minutes: of all its lines; void_by: the credit note that takes it back; gaps: what it lacks to be an electronic invoice.';

CREATE FUNCTION vorrang.bill_lines_json(b vorrang.bills) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE TABLE vorrang.blocked_senders (
    address text NOT NULL,
    agent_id integer,
    at timestamp with time zone NOT NULL,
    CONSTRAINT blocked_address_is_normal CHECK (((address = lower(address)) AND (address ~ '^[^@\s]+@[^@\s]+$'::text)))
);

CREATE FUNCTION vorrang.block_json(b vorrang.blocked_senders) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.block_sender(t vorrang.tickets, a vorrang.agents, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.block_sender(t vorrang.tickets, a vorrang.agents, p_now timestamp with time zone) IS 'New mail of this ticket''s sender goes to Spam, unanswered, until one is moved back.';

CREATE TABLE vorrang.time_entries (
    id bigint NOT NULL,
    ticket_number bigint NOT NULL,
    agent_id integer NOT NULL,
    message bigint,
    at timestamp with time zone NOT NULL,
    minutes integer NOT NULL,
    comment text DEFAULT ''::text NOT NULL,
    merged_from bigint,
    billable boolean DEFAULT true NOT NULL,
    started_at timestamp with time zone NOT NULL,
    work_type_id integer,
    overridden boolean DEFAULT false NOT NULL,
    corrects bigint,
    CONSTRAINT time_entry_is_some_time CHECK (((minutes > 0) OR ((minutes < 0) AND (corrects IS NOT NULL))))
);

COMMENT ON COLUMN vorrang.time_entries.at IS 'when it was booked';

COMMENT ON COLUMN vorrang.time_entries.billable IS 'false: the contract or the warranty covers it';

COMMENT ON COLUMN vorrang.time_entries.started_at IS 'when the work began, a full minute';

COMMENT ON COLUMN vorrang.time_entries.overridden IS 'somebody said whether it is billable';

COMMENT ON COLUMN vorrang.time_entries.corrects IS 'negative minutes: it takes this entry back; else what stands in its place';

CREATE FUNCTION vorrang.book(e vorrang.time_entries, p_by text, p_via text) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.book(e vorrang.time_entries, p_by text, p_via text) IS 'Writes an entry as given: billable null: as the ticket''s entitlement says, else the history tells that somebody said otherwise; started_at null: so long before at. Its contract''s contingents give what they have.';

CREATE FUNCTION vorrang.book_contingent(p_period bigint, p_kind text, p_change integer, p_entry bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.book_contingent(p_period bigint, p_kind text, p_change integer, p_entry bigint, p_now timestamp with time zone) IS 'One line of the ledger, and the balance that it makes. Less than nothing cannot be left.';

CREATE FUNCTION vorrang.book_time(p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.book_time(p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_now timestamp with time zone) IS 'Books the time of #time, else the channel''s automatic one; #correct corrects. A work type as first word of its text is one; #bill says whether it is billable, and the history that it did (SSC-04). A start is the latest such time that is past.';

CREATE TABLE vorrang.outbox (
    id bigint NOT NULL,
    ticket_number bigint NOT NULL,
    kind text NOT NULL,
    source_message bigint,
    message bigint,
    recipients text[] NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    not_before timestamp with time zone NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    claimed_by text,
    lease_until timestamp with time zone,
    accepted_attempt integer,
    accepted_queue_id text,
    accepted_boot_id text,
    sent_at timestamp with time zone,
    error text,
    bounced text,
    CONSTRAINT outbox_has_recipients CHECK ((cardinality(recipients) > 0)),
    CONSTRAINT outbox_kind_is_known CHECK ((kind = ANY (ARRAY['confirmation'::text, 'reply'::text, 'closing'::text, 'reminder'::text, 'alert'::text, 'contingent'::text]))),
    CONSTRAINT outbox_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'claimed'::text, 'sent'::text, 'failed'::text, 'recalled'::text])))
);

COMMENT ON COLUMN vorrang.outbox.bounced IS 'the status code of a bounce, such as 5.1.1; null: none came';

CREATE FUNCTION vorrang.bounced_outbox(p_facts jsonb, p_ticket bigint) RETURNS vorrang.outbox
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.bounced_outbox(p_facts jsonb, p_ticket bigint) IS 'The mail of ours that a bounce returns, by the Message-ID in the returned header. That id holds the ticket''s token, so who names it has had the mail.';

CREATE FUNCTION vorrang.brief_facts(a vorrang.agents, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.brief_facts(a vorrang.agents, p_now timestamp with time zone) IS 'What a brief says, each in service order: due (his own, until noon), due_unowned (nobody''s, in his INBOX), waiting (his others that are with us), released (taken off him while he was away), unbooked (he wrote since the last brief, and booked no time).';

CREATE FUNCTION vorrang.brief_lines(p_tickets vorrang.tickets[], p_zone text, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.brief_tickets(p_agent integer, p_mine boolean) RETURNS SETOF vorrang.tickets
    LANGUAGE sql STABLE
    AS ...;

CREATE TABLE vorrang.buyers (
    customer_id integer NOT NULL,
    seller_id integer,
    name text DEFAULT ''::text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    postcode text DEFAULT ''::text NOT NULL,
    city text DEFAULT ''::text NOT NULL,
    country character(2) DEFAULT 'DE'::bpchar NOT NULL,
    vat_id text DEFAULT ''::text NOT NULL,
    reference text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    per text DEFAULT 'month'::text NOT NULL,
    tax text DEFAULT 'standard'::text NOT NULL,
    CONSTRAINT buyer_country_is_a_code CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT buyer_is_billed_per CHECK ((per = ANY (ARRAY['month'::text, 'ticket'::text]))),
    CONSTRAINT buyer_tax_is_known CHECK ((tax = ANY (ARRAY['standard'::text, 'reverse-charge'::text])))
);

COMMENT ON COLUMN vorrang.buyers.name IS 'as bills name him; empty: as the customer';

COMMENT ON COLUMN vorrang.buyers.reference IS 'what he wants to see on a bill: BT-10, in Germany the Leitweg-ID of a public body';

CREATE FUNCTION vorrang.buyer_json(b vorrang.buyers) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.calendar_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.calendars (
    id integer NOT NULL,
    key text NOT NULL,
    zone text NOT NULL,
    open_lines text[] NOT NULL,
    holidays text[] DEFAULT '{}'::text[] NOT NULL,
    exceptions text[] DEFAULT '{}'::text[] NOT NULL,
    CONSTRAINT calendar_is_open_some_time CHECK ((cardinality(open_lines) > 0)),
    CONSTRAINT calendar_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text))
);

COMMENT ON COLUMN vorrang.calendars.holidays IS '"2026-12-25 Christmas Day", the name may be missing';

COMMENT ON COLUMN vorrang.calendars.exceptions IS '"2026-12-24 09:00-12:00", "2026-12-26 closed"';

CREATE FUNCTION vorrang.calendar_json(c vorrang.calendars) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.call_webhook(p_webhook integer, p_kind text, p_ticket bigint, p_detail jsonb, p_not_before timestamp with time zone, p_now timestamp with time zone) RETURNS void
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.call_webhook(p_webhook integer, p_kind text, p_ticket bigint, p_detail jsonb, p_not_before timestamp with time zone, p_now timestamp with time zone) IS 'A call is to be made, in the transaction that causes it: of what happened to a ticket, from p_not_before on.';

CREATE FUNCTION vorrang.callback_of(p_ticket bigint) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.callback_of(p_ticket bigint) IS 'Of a callback, for colleagues: phone, its source (mail, contact, caller; an unverified mail''s number is only claimed, as its trust says), outcome (reached, not-reached, not-needed; null: open). Null: it is none.';

CREATE FUNCTION vorrang.callback_outcome(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.callback_outcome(p_text text) IS 'How a call ended, in the word that is kept; null: it is none.';

CREATE FUNCTION vorrang.caller(p_customer jsonb) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.caller(p_customer jsonb) IS 'Whom an enquiry is for: {"address", "name"}; a phone number means the contact who has it, else nobody known, and the number stands for the name.';

CREATE FUNCTION vorrang.carry_out(a vorrang.agents, p_how text, p_source vorrang.folders, p_uids bigint[], p_target vorrang.folders, p_tickets bigint[], p_left bigint[], p_rows integer, p_now timestamp with time zone) RETURNS TABLE(uidvalidity bigint, uid bigint)
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.carry_out(a vorrang.agents, p_how text, p_source vorrang.folders, p_uids bigint[], p_target vorrang.folders, p_tickets bigint[], p_left bigint[], p_rows integer, p_now timestamp with time zone) IS 'An agent''s move of these tickets into a folder, with all that he sees of it. Without a source (null) the mails came from outside of the desk. Gives the new uids in order, or one null where p_rows (what was moved) are more than the tickets, or a ticket does not stand there.';

CREATE FUNCTION vorrang.carry_over(s vorrang.tickets, m vorrang.tickets, a vorrang.agents, p_via text, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.carry_over(s vorrang.tickets, m vorrang.tickets, a vorrang.agents, p_via text, p_now timestamp with time zone) IS 'What of a merged ticket the survivor takes: that an agent accepted it, an answer that is owed (the earlier due), lift, the higher priority, its owner where the survivor has none.';

CREATE FUNCTION vorrang.catch_up_amber(p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.catch_up_amber(p_ticket bigint, p_now timestamp with time zone) IS 'The step at amber that a ticket in triage did not take. Missed targets are the clock''s: it comes at once.';

CREATE FUNCTION vorrang.change_sla(p_ticket bigint, p_sla integer, p_calendar integer, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.change_sla(p_ticket bigint, p_sla integer, p_calendar integer, p_now timestamp with time zone, p_by text, p_via text) IS 'Another SLA and calendar from receipt on; a ticket that has an SLA of its own keeps that.';

CREATE FUNCTION vorrang.change_tags(p_ticket bigint, p_add text[], p_remove text[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.change_tags(p_ticket bigint, p_add text[], p_remove text[], p_now timestamp with time zone) IS 'Takes tags off a ticket and puts others on it; its rows follow.';

CREATE FUNCTION vorrang.changed(p jsonb, p_field text, p_old text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.changed(p jsonb, p_field text, p_old text) IS 'A field''s new text, "" for none; the old one where it is not given.';

CREATE FUNCTION vorrang.changed_rows(f vorrang.folders, a vorrang.agents, p_since bigint) RETURNS TABLE(uid bigint, modseq bigint, date bigint, size bigint, saved bigint, flags text)
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.changed_rows(f vorrang.folders, a vorrang.agents, p_since bigint) IS 'Rows that are new or whose flags changed above p_since (0: all), as OPEN shows them.';

CREATE FUNCTION vorrang.channel_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.channels (
    id integer NOT NULL,
    key text NOT NULL,
    address text NOT NULL,
    name text NOT NULL,
    order_policy text DEFAULT 'value'::text NOT NULL,
    sla_id integer NOT NULL,
    calendar_id integer NOT NULL,
    zone text NOT NULL,
    amber_percent smallint DEFAULT 50 NOT NULL,
    red_percent smallint DEFAULT 20 NOT NULL,
    reopen_seconds bigint DEFAULT 1209600 NOT NULL,
    undo_seconds integer DEFAULT 0 NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    close_notice boolean DEFAULT true NOT NULL,
    remind_days smallint DEFAULT 0 NOT NULL,
    remind_times smallint DEFAULT 2 NOT NULL,
    internal boolean DEFAULT false NOT NULL,
    parent_id integer,
    intake text DEFAULT 'auto'::text NOT NULL,
    form_senders text[] DEFAULT '{}'::text[] NOT NULL,
    form_hosts text[] DEFAULT '{}'::text[] NOT NULL,
    follow_up text DEFAULT 'reopen'::text NOT NULL,
    thanks_reopen boolean DEFAULT true NOT NULL,
    domain_confirmations integer DEFAULT 20 NOT NULL,
    freemail_confirmations integer DEFAULT 200 NOT NULL,
    type text DEFAULT ''::text NOT NULL,
    steps jsonb DEFAULT '{}'::jsonb NOT NULL,
    open_owns boolean DEFAULT false NOT NULL,
    in_inbox boolean DEFAULT true NOT NULL,
    shows_reading boolean DEFAULT true NOT NULL,
    resolution_runs_on boolean DEFAULT false NOT NULL,
    auto_time_minutes integer,
    amber_seconds bigint,
    red_seconds bigint,
    CONSTRAINT channel_address_is_normal CHECK (((address = lower(address)) AND (address ~ '^[^@+\s]+@[^@\s]+$'::text))),
    CONSTRAINT channel_auto_time_is_some_time CHECK (((auto_time_minutes >= 1) AND (auto_time_minutes <= 480))),
    CONSTRAINT channel_confirmations_are_few CHECK ((((domain_confirmations >= 0) AND (domain_confirmations <= 100000)) AND ((freemail_confirmations >= 0) AND (freemail_confirmations <= 100000)))),
    CONSTRAINT channel_follow_up_is_known CHECK ((follow_up = ANY (ARRAY['reopen'::text, 'new'::text, 'ask'::text]))),
    CONSTRAINT channel_intake_is_known CHECK ((intake = ANY (ARRAY['auto'::text, 'triage'::text, 'off'::text, 'observe'::text]))),
    CONSTRAINT channel_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT channel_language_is_known CHECK ((language = ANY (ARRAY['en'::text, 'de'::text]))),
    CONSTRAINT channel_light_is_in_order CHECK (((0 <= red_percent) AND (red_percent <= amber_percent) AND (amber_percent <= 100))),
    CONSTRAINT channel_lights_are_some_time CHECK (((amber_seconds > 0) AND (red_seconds > 0))),
    CONSTRAINT channel_order_is_known CHECK ((order_policy = ANY (ARRAY['value'::text, 'weighted'::text, 'deadline'::text]))),
    CONSTRAINT channel_reminders_are_few CHECK ((((remind_days >= 0) AND (remind_days <= 365)) AND ((remind_times >= 0) AND (remind_times <= 9)))),
    CONSTRAINT channel_times_are_not_negative CHECK (((reopen_seconds >= 0) AND (undo_seconds >= 0))),
    CONSTRAINT channel_type_is_a_word CHECK ((type ~ '^([a-z0-9][a-z0-9_-]{0,30})?$'::text))
);

COMMENT ON COLUMN vorrang.channels.resolution_runs_on IS 'the resolution clock runs while the ticket waits for the customer';

COMMENT ON COLUMN vorrang.channels.auto_time_minutes IS 'a reply without #time books what it took, at most so much; null: nothing';

COMMENT ON COLUMN vorrang.channels.amber_seconds IS 'amber when so much open time is left; null: amber_percent says when';

CREATE FUNCTION vorrang.channel_json(c vorrang.channels) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.channel_of_agent(a vorrang.agents) RETURNS integer
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.channel_of_agent(a vorrang.agents) IS 'Where his tickets go when he names no channel: his own setting, else the first that he handles.';

CREATE FUNCTION vorrang.channel_of_drag(a vorrang.agents, p_target text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.channel_of_mail(p_facts jsonb) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.channel_of_mail(p_facts jsonb) IS 'The channel that a mail belongs to if it opens a ticket; null: those that it names do not take mail.';

CREATE FUNCTION vorrang.check_parent(p_kind text, p_parent integer, p_customer integer) RETURNS void
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.check_parent(p_kind text, p_parent integer, p_customer integer) IS 'A main project holds sub-projects and work packages, a sub-project work packages (TS-79).';

CREATE FUNCTION vorrang.check_way(a vorrang.agents, p_event text, p_ways text[]) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.check_way(a vorrang.agents, p_event text, p_ways text[]) IS 'That a way he chose leads somewhere. (A mail needs an alert address, which may follow.)';

CREATE FUNCTION vorrang.claimed_outbox(p_id bigint, p_attempt integer) RETURNS vorrang.outbox
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.class_by_turnover(p_customer integer, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.class_by_turnover(p_customer integer, p_now timestamp with time zone) IS 'The class that his invoices of the rule''s days make, credits taken off; null: there is no rule.';

CREATE FUNCTION vorrang.clock_of(t vorrang.tickets) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.clock_of(t vorrang.tickets) IS 'Which clock counts now; null: none.';

CREATE FUNCTION vorrang.clock_words(p_calendar integer, p_running boolean, p_paused boolean, p_done timestamp with time zone, p_due timestamp with time zone, p_zone text, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.clocks_anew(t vorrang.tickets, p_now timestamp with time zone, OUT response_seconds bigint, OUT resolution_seconds bigint, OUT response_due timestamp with time zone, OUT response_missed boolean, OUT resolution_due timestamp with time zone, OUT resolution_missed boolean, OUT light text, OUT amber_at timestamp with time zone, OUT red_at timestamp with time zone, OUT clock_at timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.clocks_anew(t vorrang.tickets, p_now timestamp with time zone, OUT response_seconds bigint, OUT resolution_seconds bigint, OUT response_due timestamp with time zone, OUT response_missed boolean, OUT resolution_due timestamp with time zone, OUT resolution_missed boolean, OUT light text, OUT amber_at timestamp with time zone, OUT red_at timestamp with time zone, OUT clock_at timestamp with time zone) IS 'What a ticket''s clocks say if what holds now had held since receipt; a target counts as missed only while its new due is past.';

CREATE FUNCTION vorrang.close_row(a vorrang.agents, p_folder bigint, p_uid bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.close_row(a vorrang.agents, p_folder bigint, p_uid bigint, p_now timestamp with time zone) IS 'An agent marks one row as unread: what he took by opening it within 10 minutes is nobody''s again, in its state of before, if nothing else happened to it.';

CREATE FUNCTION vorrang.close_ticket(p_ticket bigint, p_reason text, p_tell boolean, p_now timestamp with time zone, p_by text, p_via text) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.close_ticket(p_ticket bigint, p_reason text, p_tell boolean, p_now timestamp with time zone, p_by text, p_via text) IS 'Ends a ticket. p_reason: solved, unsolved, quiet, no-answer, merged, recovered, of a callback its outcome. p_tell: the customer gets the closing mail, unless the channel says no (CC-15). False: it was closed already, and nothing is sent.';

CREATE FUNCTION vorrang.closed_for(p_agent integer, p_tickets bigint[], p_now timestamp with time zone) RETURNS SETOF vorrang.tickets
    LANGUAGE plpgsql STABLE ROWS 50
    AS ...;

COMMENT ON FUNCTION vorrang.closed_for(p_agent integer, p_tickets bigint[], p_now timestamp with time zone) IS 'As vorrang.shown_to: closed in the last 14 days, spam too.';

CREATE TABLE vorrang.messages (
    id bigint NOT NULL,
    ticket_number bigint NOT NULL,
    direction text NOT NULL,
    kind text DEFAULT 'mail'::text NOT NULL,
    at timestamp with time zone NOT NULL,
    agent_id integer,
    from_address text DEFAULT ''::text NOT NULL,
    from_name text DEFAULT ''::text NOT NULL,
    message_id text,
    fallback_message_id text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    envelope_from text DEFAULT ''::text NOT NULL,
    queue_id text,
    machine text DEFAULT ''::text NOT NULL,
    is_foreign boolean DEFAULT false NOT NULL,
    size bigint NOT NULL,
    body_size bigint NOT NULL,
    shown_size bigint NOT NULL,
    thread_size bigint NOT NULL,
    merged_from bigint,
    question text,
    trust text DEFAULT ''::text NOT NULL,
    files jsonb,
    words tsvector,
    CONSTRAINT message_direction_is_known CHECK ((direction = ANY (ARRAY['in'::text, 'out'::text, 'note'::text])))
);

COMMENT ON COLUMN vorrang.messages.question IS 'of an agent''s mail with #ask, and of the mail that was made of it: the bare question';

COMMENT ON COLUMN vorrang.messages.trust IS 'of a mail from outside: whether our own verifier believes its sender';

COMMENT ON COLUMN vorrang.messages.files IS 'its attached files [{name, size}], read when a cover sheet first names them; null: not looked yet';

COMMENT ON COLUMN vorrang.messages.words IS 'stems of its writer''s own words, read with its files';

CREATE FUNCTION vorrang.collision_sentence(p_ticket bigint, m vorrang.messages, p_now timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.come_back(a vorrang.agents, p_source text, p_from timestamp with time zone, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.come_back(a vorrang.agents, p_source text, p_from timestamp with time zone, p_now timestamp with time zone) IS 'Ends the absence that runs, or takes back the planned one that begins then. What was released stays released.';

CREATE FUNCTION vorrang.commit_answer(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_otherwise text, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.commit_answer(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_otherwise text, p_now timestamp with time zone) IS 'What an answer does to its ticket: the response clock stops at its Send time, colleagues whom it names watch, an unowned ticket becomes the agent''s, and its state is that of its line, else p_otherwise. By itself the whole of an answer in an internal ticket (TS-03): no mail is made of it.';

CREATE FUNCTION vorrang.commit_note(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_tell boolean, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.commit_note(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_tell boolean, p_now timestamp with time zone) IS 'A note changes no clock; on a new ticket it starts the work. Its lines count, and #close tells nobody. p_tell: it is no note but a reply of nothing but lines; then #close sends the closing mail.';

CREATE FUNCTION vorrang.commit_reply(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.commit_reply(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) IS 'The answer is committed (commit_answer), and the mail that is made of it waits in the outbox for the channel''s undo seconds; whom it names outside takes part.';

CREATE FUNCTION vorrang.confirm_receipt(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.confirm_receipt(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamp with time zone) IS 'One confirmation per ticket, to the From address (of a web form: its Reply-To), never to a machine: now, or in triage when it is accepted.';

CREATE FUNCTION vorrang.confirmations_spent(p_address text, p_known boolean, p_now timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.confirmations_spent(p_address text, p_known boolean, p_now timestamp with time zone) IS 'Has this mailbox had its confirmations? 20 an hour to a known one, 1 an hour and 3 a day to others (T8).';

CREATE FUNCTION vorrang.contact_id(p_address text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.contacts (
    id integer NOT NULL,
    address text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    vip boolean DEFAULT false NOT NULL,
    language text,
    phone text,
    salutation text DEFAULT ''::text NOT NULL,
    CONSTRAINT contact_address_is_normal CHECK (((address = lower(address)) AND (address ~ '^[^@\s]+@[^@\s]+$'::text))),
    CONSTRAINT contact_language_is_known CHECK ((language = ANY (ARRAY['en'::text, 'de'::text]))),
    CONSTRAINT contact_phone_is_normal CHECK ((phone ~ '^\+?[0-9]{3,20}$'::text)),
    CONSTRAINT contact_salutation_is_one_line CHECK (((salutation !~ '[[:cntrl:]]'::text) AND (length(salutation) <= 200)))
);

COMMENT ON COLUMN vorrang.contacts.salutation IS 'as the desk''s letters begin, without the comma: Dear Ms Heyer. Empty: a greeting by name and language';

CREATE FUNCTION vorrang.contact_json(c vorrang.contacts) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.contingent_draws(p_entry bigint) RETURNS TABLE(contingent_id integer, minutes integer)
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.contingent_draws(p_entry bigint) IS 'What an entry has of contingents, in the order in which it took it.';

CREATE FUNCTION vorrang.contingent_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.contingents (
    id integer NOT NULL,
    key text NOT NULL,
    contract_id integer NOT NULL,
    kind text NOT NULL,
    minutes integer NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    carry_months smallint DEFAULT 0 NOT NULL,
    tell_customer boolean DEFAULT false NOT NULL,
    hour_minor bigint,
    currency character(3),
    CONSTRAINT contingent_carries_months CHECK ((((carry_months >= 0) AND (carry_months <= 60)) AND ((kind = 'monthly'::text) OR (carry_months = 0)))),
    CONSTRAINT contingent_ends_after_it_starts CHECK ((valid_until >= valid_from)),
    CONSTRAINT contingent_is_some_time CHECK ((minutes > 0)),
    CONSTRAINT contingent_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT contingent_kind_is_known CHECK ((kind = ANY (ARRAY['monthly'::text, 'block'::text]))),
    CONSTRAINT contingent_overage_has_a_currency CHECK (((hour_minor IS NULL) = (currency IS NULL)))
);

COMMENT ON COLUMN vorrang.contingents.carry_months IS 'so many further months what a month leaves can be used';

COMMENT ON COLUMN vorrang.contingents.hour_minor IS 'what an hour beyond it costs; null: the rates say';

CREATE FUNCTION vorrang.contingent_json(c vorrang.contingents, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.contingent_json(c vorrang.contingents, p_now timestamp with time zone) IS 'minutes and balance are in seconds, as all durations here; balance: usable today.';

CREATE FUNCTION vorrang.contingent_ledger(p_contingent integer) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.contingent_ledger(p_contingent integer) IS 'The last 200 bookings, in minutes, newest first.';

CREATE FUNCTION vorrang.contingents_left(p_contract integer, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.contingents_left(p_contract integer, p_now timestamp with time zone) IS 'What work of today may still use of a contract''s contingents, in minutes: [{key, left, of, from, until}].';

CREATE FUNCTION vorrang.contract_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.contracts (
    id integer NOT NULL,
    key text NOT NULL,
    customer_id integer NOT NULL,
    sla_id integer NOT NULL,
    calendar_id integer NOT NULL,
    level text DEFAULT ''::text NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    site text DEFAULT ''::text NOT NULL,
    assets_only boolean DEFAULT false NOT NULL,
    "time" text,
    step_minutes integer,
    minimum_minutes integer,
    rounding text,
    fee_minor bigint,
    fee_currency character(3),
    fee_months smallint DEFAULT 1 NOT NULL,
    CONSTRAINT contract_covers_a_site_or_assets CHECK (((site = ''::text) OR (NOT assets_only))),
    CONSTRAINT contract_ends_after_it_starts CHECK (((valid_until IS NULL) OR (valid_until >= valid_from))),
    CONSTRAINT contract_fee_has_a_currency CHECK (((fee_minor IS NULL) = (fee_currency IS NULL))),
    CONSTRAINT contract_fee_is_of_some_months CHECK (((fee_months >= 1) AND (fee_months <= 60))),
    CONSTRAINT contract_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT contract_minimum_is_some_time CHECK (((minimum_minutes >= 0) AND (minimum_minutes <= 480))),
    CONSTRAINT contract_rounding_is_known CHECK ((rounding = ANY (ARRAY['ticket'::text, 'entry'::text]))),
    CONSTRAINT contract_step_is_some_time CHECK (((step_minutes >= 1) AND (step_minutes <= 480))),
    CONSTRAINT contract_time_is_known CHECK (("time" = ANY (ARRAY['included'::text, 'billable'::text])))
);

COMMENT ON COLUMN vorrang.contracts.site IS 'it covers what stands there; empty: all of the customer';

COMMENT ON COLUMN vorrang.contracts.assets_only IS 'it covers nothing but the assets that name it';

COMMENT ON COLUMN vorrang.contracts."time" IS 'how work counts that it covers; null: billable with a contingent, else included';

COMMENT ON COLUMN vorrang.contracts.step_minutes IS 'billed minutes are rounded up to it; null: the seller''s';

COMMENT ON COLUMN vorrang.contracts.fee_minor IS 'what the customer pays for it each fee_months; told in analyses, billed elsewhere';

CREATE FUNCTION vorrang.contract_json(n vorrang.contracts) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.copied_already(p_ticket bigint, p_facts jsonb) RETURNS bigint
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.correct_time(p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.correct_time(p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_now timestamp with time zone) IS 'The line #correct: another time in the place of what the agent booked last on the ticket; what it does not say stays; 0: none.';

CREATE FUNCTION vorrang.corrected_start(p_old vorrang.time_entries, p_minutes integer) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.corrected_start(p_old vorrang.time_entries, p_minutes integer) IS 'When the work of a corrected entry began, if nobody says: as before, or so much earlier that it ended as before.';

CREATE TABLE vorrang.agent_folders (
    agent_id integer NOT NULL,
    folder_id bigint NOT NULL,
    modseq bigint DEFAULT 1 NOT NULL,
    counted_at bigint,
    messages integer,
    unseen integer
);

CREATE FUNCTION vorrang.counted(p_agent integer, f vorrang.folders) RETURNS vorrang.agent_folders
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.counted(p_agent integer, f vorrang.folders) IS 'How many rows of a folder there are for an agent, and how many he has not seen; counted when its modseq has changed.';

CREATE FUNCTION vorrang.counted_now(p_channel integer, p_agent integer, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.counted_now(p_channel integer, p_agent integer, p_now timestamp with time zone) IS 'One channel''s tickets, of those that the agent sees (null: all). Today is the day of the channel''s zone. Merged tickets count once, spam not at all; new has what is in triage, too.';

CREATE FUNCTION vorrang.cover_channels(p_channel integer) RETURNS integer[]
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_channels(p_channel integer) IS 'The channels that every member of this one may read, itself first of all.';

CREATE FUNCTION vorrang.cover_clocks(t vorrang.tickets, p_zone text, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_clocks(t vorrang.tickets, p_zone text, p_now timestamp with time zone) IS 'Both clocks: running, overdue, stands still or stopped; due, when it was met, and the open time that is left.';

CREATE FUNCTION vorrang.cover_contract(t vorrang.tickets, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.cover_date(t vorrang.tickets) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_date(t vorrang.tickets) IS 'A second before the first message: sorted by date it stands first, as it does in the thread.';

CREATE FUNCTION vorrang.cover_digest(p_facts jsonb) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_digest(p_facts jsonb) IS 'Of the facts without what passes by itself: a sheet that differs in nothing else is not written anew.';

CREATE FUNCTION vorrang.cover_envelope(p_ticket bigint) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.cover_facts(p_ticket bigint, p_team boolean, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_facts(p_ticket bigint, p_team boolean, p_now timestamp with time zone) IS 'All that a cover sheet says. p_team: for members of the ticket''s channel, with its place in the queue and the customer''s other tickets; else only what belongs to the ticket itself.';

CREATE FUNCTION vorrang.cover_history(p_ticket bigint, p_zone text, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.cover_id_of(p_ticket bigint, c vorrang.channels) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_id_of(p_ticket bigint, c vorrang.channels) IS 'The Message-ID of a ticket''s sheet, the same for every revision: the root of the conversation''s thread.';

CREATE FUNCTION vorrang.cover_is_for_team(f vorrang.folders, t vorrang.tickets) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_is_for_team(f vorrang.folders, t vorrang.tickets) IS 'Which sheet a folder shows: Conversations is opened by the channel''s members alone, Tickets/n by all who may see it.';

CREATE FUNCTION vorrang.cover_notes(t vorrang.tickets) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_notes(t vorrang.tickets) IS 'The service notes of this ticket: those whose whole context holds (TS-15).';

CREATE FUNCTION vorrang.cover_orders(p_customer integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.cover_people(t vorrang.tickets) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.cover_strangers(t vorrang.tickets) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_strangers(t vorrang.tickets) IS 'May somebody see this ticket who is no member of its channel, or may its members not? Then the sheet of Tickets/n names no other ticket.';

CREATE FUNCTION vorrang.cover_tickets(t vorrang.tickets, p_channels integer[], p_zone text, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_tickets(t vorrang.tickets, p_channels integer[], p_zone text, p_now timestamp with time zone) IS 'The customer''s other tickets in these channels, of his newest 300: 6 open ones and the 3 closed last.';

CREATE FUNCTION vorrang.cover_waits(f vorrang.folders) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.cover_waits(f vorrang.folders) IS 'Is there a sheet for this Tickets/n that it does not show yet?';

CREATE FUNCTION vorrang.customer_contingents(p_customer integer, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.customer_contingents(p_customer integer, p_now timestamp with time zone) IS 'contingents_left of all of a customer''s contracts.';

CREATE FUNCTION vorrang.customer_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.customer_is_mailable(t vorrang.tickets) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.customer_is_mailable(t vorrang.tickets) IS 'May a ticket''s customer be told of its end, or be reminded? Not where a machine opened it, nor of an internal one, nor while he knows no number.';

CREATE TABLE vorrang.customers (
    id integer NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    class character(1) DEFAULT '-'::bpchar NOT NULL,
    kam_id integer,
    kam_only boolean DEFAULT false NOT NULL,
    folder_name text,
    number text,
    normal_number text GENERATED ALWAYS AS (upper(translate(COALESCE(number, key), ' -._/:'::text, ''::text))) STORED,
    class_typed boolean DEFAULT false NOT NULL,
    default_project_id integer,
    maintenance_project_id integer,
    CONSTRAINT customer_class_is_known CHECK ((class = ANY (ARRAY['A'::bpchar, 'B'::bpchar, 'C'::bpchar, '-'::bpchar]))),
    CONSTRAINT customer_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT kam_only_has_one CHECK (((NOT kam_only) OR (kam_id IS NOT NULL)))
);

COMMENT ON COLUMN vorrang.customers.kam_id IS 'his key account manager';

COMMENT ON COLUMN vorrang.customers.kam_only IS 'membership of a channel shows nothing of his tickets';

COMMENT ON COLUMN vorrang.customers.folder_name IS 'his name as a folder''s, made by vorrang.name_customer_folder';

COMMENT ON COLUMN vorrang.customers.number IS 'the customer number as it stands in letters; null: his key is it';

COMMENT ON COLUMN vorrang.customers.class_typed IS 'somebody said his class: turnover does not change it';

COMMENT ON COLUMN vorrang.customers.default_project_id IS 'onto which time runs where nothing else says so';

COMMENT ON COLUMN vorrang.customers.maintenance_project_id IS 'the same, of tickets that a contract covers';

CREATE FUNCTION vorrang.customer_json(k vorrang.customers) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.customer_named(p_text text) RETURNS integer
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.customer_named(p_text text) IS 'The customer of this key or customer number; null: none.';

CREATE FUNCTION vorrang.customer_standing(p_customer integer, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.customer_standing(p_customer integer, p_now timestamp with time zone) IS 'What one should know before one calls a customer (SSC-13): his open tickets, what has escalated in the last 14 days, open or not, and how many were opened, closed, escalated and late in that time.';

CREATE FUNCTION vorrang.customer_ticket_json(t vorrang.tickets) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.customer_wrote(p_ticket bigint, p_now timestamp with time zone, p_believed boolean DEFAULT true) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.customer_wrote(p_ticket bigint, p_now timestamp with time zone, p_believed boolean) IS 'A customer''s mail arrived. Only waiting, hold or closed → with us lifts a ticket and starts the response clock; every other mail changes nothing (TS-21, CC-14). What no agent had accepted is in triage again. Not believed (an unverified sender): the ticket is with us again, so that nobody is reminded or left unheard, but it is not lifted before others.';

CREATE FUNCTION vorrang.customers_named(p_message bigint) RETURNS integer[]
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.customers_named(p_message bigint) IS 'Whose numbers a mail names, first the subject''s. A number that several customers have names none of them; what is quoted may be our own words.';

CREATE FUNCTION vorrang.cut_entry(e vorrang.time_entries, t vorrang.tickets) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.cut_entry(e vorrang.time_entries, t vorrang.tickets) IS 'The parts of an entry: its first minutes are the contingents'', the others are cut where a surcharge begins or ends. What a contingent gives costs nothing more at any hour. The parts'' minutes are the entry''s.';

CREATE FUNCTION vorrang.cut_to_bytes(p_text text, p_bytes integer) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.day_field(p jsonb, p_field text, p_days integer, p_zone text, p_old timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.day_named(p_text text, p_today date) RETURNS date
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.day_named(p_text text, p_today date) IS 'tomorrow, monday, next week, 3 days, 2 weeks, 2026-12-01, 1.12., and in German; a weekday is the next one after today. Null: it is no day.';

CREATE FUNCTION vorrang.deadline(p_calendar integer, p_from timestamp with time zone, p_open_seconds double precision) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.deadline(p_calendar integer, p_from timestamp with time zone, p_open_seconds double precision) IS 'The instant after p_open_seconds of open time from p_from (TS-26). Half-open intervals: a deadline that is used up at closing time is that closing time.';

CREATE FUNCTION vorrang.desired_rows(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone) RETURNS TABLE(item bigint, ticket_number bigint, message_id bigint, notice_id bigint, owner_id integer, rank_at timestamp with time zone, prefix text, added text, keep_thread boolean, size bigint, light text, answered boolean, cover_id bigint, article_id bigint, tags text[], readers integer[])
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.desired_rows(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone) IS 'The rows that a folder should have for these tickets (null: for all), frozen parts and light. An INBOX also has its agent''s notices, dated after every ticket.';

CREATE FUNCTION vorrang.desk_agent(p_agent bigint) RETURNS vorrang.agents
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.digest(p_text text) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.digest_facts(a vorrang.agents, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.digest_facts(a vorrang.agents, p_now timestamp with time zone) IS 'What a digest says: a line for each thing, in the order in which they happened, of tickets that he may see now.';

CREATE FUNCTION vorrang.directory_changed() RETURNS void
    LANGUAGE sql
    AS ...;

CREATE TABLE vorrang.documents (
    id bigint NOT NULL,
    number text NOT NULL,
    kind_id integer NOT NULL,
    ticket_number bigint NOT NULL,
    message bigint,
    customer_id integer,
    contact text DEFAULT ''::text NOT NULL,
    asset text DEFAULT ''::text NOT NULL,
    contract text DEFAULT ''::text NOT NULL,
    title text NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    created_by text NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    CONSTRAINT document_status_is_known CHECK ((status = ANY (ARRAY['open'::text, 'in-progress'::text, 'done'::text, 'cancelled'::text])))
);

CREATE FUNCTION vorrang.document_json(d vorrang.documents) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.document_kind(p_key text) RETURNS vorrang.document_kinds
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.document_kind_json(k vorrang.document_kinds) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.document_line(t vorrang.tickets, a vorrang.agents, p_args text, p_facts jsonb, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.document_line(t vorrang.tickets, a vorrang.agents, p_args text, p_facts jsonb, p_message bigint, p_now timestamp with time zone) IS 'The line #document: KIND TITLE makes one, whose text is the agent''s own words below; NUMBER STATUS says how it stands.';

CREATE FUNCTION vorrang.document_number(p_key text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.domain_spent(p_address text, p_channel integer, p_now timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.domain_spent(p_address text, p_channel integer, p_now timestamp with time zone) IS 'Have strangers of this domain had the confirmations of an hour, whatever their names? The channel says how many.';

CREATE FUNCTION vorrang.draw_contingent(p_entry bigint, p_ticket bigint, p_contract integer, p_day date, p_minutes integer, p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.draw_contingent(p_entry bigint, p_ticket bigint, p_contract integer, p_day date, p_minutes integer, p_now timestamp with time zone) IS 'Takes an entry''s minutes from its contract''s contingents, first from what ends first; returns how many there were. What is more is overage. p_day: of the work, in the contract''s zone.';

CREATE FUNCTION vorrang.draw_for(e vorrang.time_entries, p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.due_after(p_calendar integer, p_from timestamp with time zone, p_open_seconds double precision) RETURNS TABLE(due timestamp with time zone)
    LANGUAGE sql STABLE ROWS 1
    AS ...;

COMMENT ON FUNCTION vorrang.due_after(p_calendar integer, p_from timestamp with time zone, p_open_seconds double precision) IS 'The deadline as a table of one row: in a lateral join it becomes part of the statement, two index look-ups and no call, for many at once.';

CREATE FUNCTION vorrang.due_slot(p_due timestamp with time zone, p_generation timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.due_slot(p_due timestamp with time zone, p_generation timestamp with time zone) IS 'One of 26,497 slots: a minute of due each from 3 days before the generation instant to 14 days after, ten minutes each to 28 days, saturating; the last is for tickets without due.';

CREATE FUNCTION vorrang.due_words(t vorrang.tickets, p_zone text, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.due_words(t vorrang.tickets, p_zone text, p_now timestamp with time zone) IS 'What is due of a ticket and when, in the channel''s zone.';

CREATE FUNCTION vorrang.duration_seconds(p_text text) RETURNS bigint
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.duration_seconds(p_text text) IS '"1d2h30m" in seconds, as `--response` reads it; null: it is none.';

CREATE FUNCTION vorrang.duration_words(p_seconds bigint) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.duration_words(p_seconds bigint) IS 'Seconds as duration_seconds reads them.';

CREATE FUNCTION vorrang.effective_due(p_ticket vorrang.tickets) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.effective_due(p_ticket vorrang.tickets) IS 'The instant that counts now: response due while that clock runs, else resolution due; null while no clock runs (paused, closed, spam).';

CREATE FUNCTION vorrang.effort_rows(p_customer integer, p_from date, p_until date, p_currency text) RETURNS TABLE(customer_id integer, contract_id integer, minutes bigint, free bigint, contingent bigint, cost bigint, uncosted bigint, invoiced bigint, fee bigint)
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.effort_rows(p_customer integer, p_from date, p_until date, p_currency text) IS 'By customer and contract: minutes worked in a time, of them free and a contingent''s; in one currency what they cost the desk (uncosted: minutes of agents without such a cost), what of them stands on bills that hold, and the contract''s fee for the months that begin in that time.';

CREATE FUNCTION vorrang.einvoice_gaps(p_seller jsonb, p_buyer jsonb, p_tax_category text) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.einvoice_gaps(p_seller jsonb, p_buyer jsonb, p_tax_category text) IS 'What a bill of this seller to this buyer lacks to be an electronic invoice of EN 16931, by the rule that asks for it; where the seller is German, XRechnung 3.0''s rules, too.';

CREATE FUNCTION vorrang.end_leaving(p_folder bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.ensure_folder(p_agent integer, p_name text, p_now timestamp with time zone) RETURNS vorrang.folders
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.ensure_period(c vorrang.contingents, p_day date, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.ensure_period(c vorrang.contingents, p_day date, p_now timestamp with time zone) IS 'Grants the minutes of a day''s month, or the block, once. A month that begins late has all its minutes.';

CREATE FUNCTION vorrang.ensure_periods(p_contract integer, p_day date, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.entitle(p_ticket bigint, p_asset integer, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.entitle(p_ticket bigint, p_asset integer, p_now timestamp with time zone, p_by text, p_via text) IS 'This asset is what the ticket is about (null: none): contract, SLA and entitlement follow, as of its receipt.';

CREATE FUNCTION vorrang.entitlement_of(p_ticket bigint) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.entitlement_of(p_ticket bigint) IS 'All that there is to tell about a ticket''s entitlement, for colleagues only: entitlement (entitled, expired, unknown); by (asset, site, customer, warranty) with contract, level and valid_until, of an expired one those that would have covered it; asset {vendor, ident, name, site}; customer; named_customer and advice, where a number is another customer''s; numbers [{number, place, claimed, asset, customer, pattern}], as they came.';

CREATE FUNCTION vorrang.entry_of_lines(p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_minutes integer, p_now timestamp with time zone) RETURNS vorrang.time_entries
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.entry_state(p_entry bigint) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.entry_state(p_entry bigint) IS 'recorded, released or billed (TS-71); corrected: taken back by a later entry, or such a one itself.';

CREATE FUNCTION vorrang.escalate(p_ticket bigint, p_at text, p_clock text, p_due timestamp with time zone, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.escalate(p_ticket bigint, p_at text, p_clock text, p_due timestamp with time zone, p_now timestamp with time zone) IS 'The steps of the ticket''s channel for this instant, in their order, until one hands it over.';

CREATE TABLE vorrang.escalations (
    id integer NOT NULL,
    channel_id integer NOT NULL,
    level smallint NOT NULL,
    at text DEFAULT 'response-due'::text NOT NULL,
    release_owner boolean DEFAULT false NOT NULL,
    to_channel_id integer,
    notify text[] DEFAULT '{team}'::text[] NOT NULL,
    after_seconds bigint,
    to_responsible boolean DEFAULT false NOT NULL,
    raise_priority boolean DEFAULT false NOT NULL,
    webhook_id integer,
    CONSTRAINT escalation_after_is_of_later_and_silent CHECK (((at = ANY (ARRAY['later'::text, 'silent'::text])) = (after_seconds IS NOT NULL))),
    CONSTRAINT escalation_after_is_positive CHECK ((after_seconds > 0)),
    CONSTRAINT escalation_at_is_known CHECK ((at = ANY (ARRAY['amber'::text, 'response-due'::text, 'resolution-due'::text, 'later'::text, 'silent'::text])))
);

COMMENT ON COLUMN vorrang.escalations.after_seconds IS 'open time: of later, after the step before; of silent, without an event';

CREATE FUNCTION vorrang.escalation_json(e vorrang.escalations) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE TABLE vorrang.events (
    id bigint NOT NULL,
    ticket_number bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    by text NOT NULL,
    via text NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    CONSTRAINT event_via_is_known CHECK ((via = ANY (ARRAY['smtp'::text, 'imap'::text, 'cli'::text, 'clock'::text, 'outbox'::text])))
);

CREATE FUNCTION vorrang.event_digest(e vorrang.events) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.event_digest(e vorrang.events) IS 'What of an event must never change: all of it.';

CREATE FUNCTION vorrang.event_words(e vorrang.events) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.event_words(e vorrang.events) IS 'One event of the history as a person says it, without its who and when.';

CREATE FUNCTION vorrang.events_json(p_ticket bigint) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.file_copy(a vorrang.agents, p_facts jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone, OUT outcome text, OUT ticket bigint, OUT message bigint, OUT sentence text) RETURNS record
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.file_copy(a vorrang.agents, p_facts jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone, OUT outcome text, OUT ticket bigint, OUT message bigint, OUT sentence text) IS 'Takes the copy of a mail with a log+4815@ among its recipients; the others get the mail from Postfix as it is. p_facts.log: {ticket, token}. Once for each Message-ID.';

CREATE FUNCTION vorrang.fill_asset(p_ticket bigint, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.fill_asset(p_ticket bigint, p_now timestamp with time zone, p_by text, p_via text) IS 'A ticket that knows no asset gets the best of those that its mails name.';

CREATE FUNCTION vorrang.fill_entry(e vorrang.time_entries, p jsonb) RETURNS vorrang.time_entries
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.fill_entry(e vorrang.time_entries, p jsonb) IS 'An entry with what the admin says of it; what he does not name stays.';

CREATE FUNCTION vorrang.find_data_folder(p_agent integer, p_name text, OUT kind text, OUT id text, OUT ticket_number bigint, OUT colleague_id integer, OUT customer_id integer, OUT word text, OUT topic_id integer) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.find_data_folder(p_agent integer, p_name text, OUT kind text, OUT id text, OUT ticket_number bigint, OUT colleague_id integer, OUT customer_id integer, OUT word text, OUT topic_id integer) IS 'A folder whose name comes from data; kind is null where it is absent or hidden.';

CREATE FUNCTION vorrang.find_folder(p_agent integer, p_name text, OUT kind text, OUT id text, OUT special_use text, OUT access text, OUT channel_id integer, OUT agent_id integer, OUT ticket_number bigint, OUT colleague_id integer, OUT customer_id integer, OUT word text, OUT topic_id integer) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.find_folder(p_agent integer, p_name text, OUT kind text, OUT id text, OUT special_use text, OUT access text, OUT channel_id integer, OUT agent_id integer, OUT ticket_number bigint, OUT colleague_id integer, OUT customer_id integer, OUT word text, OUT topic_id integer) IS 'The folder of this name, in the agent''s language, as he sees it, or VR001: hidden and absent are the same.';

CREATE FUNCTION vorrang.finish_outbox(o vorrang.outbox, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.finish_task(p_task bigint, p_back boolean, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.finish_task(p_task bigint, p_back boolean, p_now timestamp with time zone, p_by text, p_via text) IS 'A task is done, once: its ticket''s owner has a notice and, with p_back, a ticket that waits is in progress again.';

CREATE FUNCTION vorrang.first_reminder(t vorrang.tickets, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.first_reminder(t vorrang.tickets, p_now timestamp with time zone) IS 'When a ticket that waits from now on is to be reminded of; null: never.';

CREATE FUNCTION vorrang.folder_names(p_agent integer) RETURNS TABLE(name text, id text, special_use text, access text, kind text, channel_id integer)
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.folder_names(p_agent integer) IS 'The folders whose names do not come from data: cheap, because every look at one of them asks.';

CREATE FUNCTION vorrang.folder_of(p_agent integer, p_name text) RETURNS vorrang.folders
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.folder_of(p_agent integer, p_name text) IS 'The folder''s row; null until its first use.';

CREATE FUNCTION vorrang.folder_state(p_agent integer, p_name text, f vorrang.folders, p_mode text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.folder_tickets(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE ROWS 50
    AS ...;

COMMENT ON FUNCTION vorrang.folder_tickets(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone) IS 'The tickets that belong into a folder now, of p_tickets (null: of all). An INBOX is always whole.';

CREATE FUNCTION vorrang.folder_title(p_name text, p_language text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.folder_title(p_name text, p_language text) IS 'A folder''s English name in another language.';

CREATE FUNCTION vorrang.folder_titles() RETURNS TABLE(english text, german text)
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.folder_titles() IS 'English and German names of whole folders and of first parts. What does not stand here is called the same in both.';

CREATE FUNCTION vorrang.folders_being_opened() RETURNS bigint[]
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.folders_being_opened() IS 'Folders that use_folder is projecting for the first time and that count as kept when it commits: a change that it did not see is the projector''s.';

CREATE FUNCTION vorrang.folders_of_tickets(p_tickets bigint[], p_opening bigint[], p_now timestamp with time zone) RETURNS TABLE(folder bigint, whole boolean)
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.folders_of_tickets(p_tickets bigint[], p_opening bigint[], p_now timestamp with time zone) IS 'The kept folders that may show one of these tickets, or show it now, in lock order. Kept 10 seconds longer than their users think, for hosts whose clocks differ. Who watches is asked only where somebody looks at it.';

CREATE FUNCTION vorrang.follow_up(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.follow_up(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamp with time zone) IS 'A mail joined a ticket. A closed one is reopened, or its team is asked, or, where a mere thank-you does not count, it stays closed; the mail is filed in any case. A new ticket instead: match_mail.';

CREATE FUNCTION vorrang.foreign_numbers(p_subject text) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.foreign_numbers(p_subject text) IS 'Other trackers'' numbers in a subject: ServiceNow (INC0012345), Jira ([ABC-12], [JIRA] (ABC-12)).';

CREATE FUNCTION vorrang.forget_observed(p_now timestamp with time zone) RETURNS void
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.forget_observed(p_now timestamp with time zone) IS 'A month is enough to decide by, and the longest that report_observe looks back.';

CREATE FUNCTION vorrang.generation_at(p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.generation_at(p_now timestamp with time zone) IS 'The generation instant that holds now: every other Sunday at 03:00 UTC, when nobody is disturbed by rows that get new uids. (1970-01-04 was a Sunday.)';

CREATE FUNCTION vorrang.go_away(a vorrang.agents, p_source text, p_from timestamp with time zone, p_until timestamp with time zone, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.go_away(a vorrang.agents, p_source text, p_from timestamp with time zone, p_until timestamp with time zone, p_now timestamp with time zone) IS 'Away from p_from (null: now, or since when he has been away) until p_until (null: nobody knows). Longer than it was: what is due in the time that was added is released, too.';

CREATE FUNCTION vorrang.goes_out(p_facts jsonb) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.goes_out(p_facts jsonb) IS 'Is this mail of an agent addressed to a ticket''s own address or to anybody outside?';

CREATE FUNCTION vorrang.grant_differently(p_contingent integer, p_minutes integer, p_day date, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.grant_differently(p_contingent integer, p_minutes integer, p_day date, p_now timestamp with time zone) IS 'The period that runs has other minutes from now on; what is used stays used, also where that is more.';

CREATE TABLE vorrang.member_grants (
    channel_id integer NOT NULL,
    agent_id integer NOT NULL,
    kind text DEFAULT 'standard'::text NOT NULL,
    starts_at timestamp with time zone,
    ends_at timestamp with time zone,
    CONSTRAINT grant_ends_after_it_starts CHECK ((ends_at > starts_at)),
    CONSTRAINT grant_kind_is_known CHECK ((kind = ANY (ARRAY['standard'::text, 'informal'::text, 'read'::text])))
);

CREATE FUNCTION vorrang.grant_json(g vorrang.member_grants) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.hand_over(a vorrang.agents, t vorrang.tickets, p_to integer, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.hand_over(a vorrang.agents, t vorrang.tickets, p_to integer, p_now timestamp with time zone) IS 'Moved to Team/<agent>: it is the colleague''s, who is told once (TS-55).';

CREATE FUNCTION vorrang.handles_channel(p_agent integer, p_channel integer) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.handles_channel(p_agent integer, p_channel integer) IS 'A member who does not only read along: a ticket there may be given to him.';

CREATE FUNCTION vorrang.has_line(p_facts jsonb, p_word text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.head_start(p_class text) RETURNS interval
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.head_start(p_class text) IS 'Policy weighted: an A ticket stands as if due 4 hours earlier, a B ticket 2 hours.';

CREATE FUNCTION vorrang.highest_modseq(p_agent integer, f vorrang.folders) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.hold_folder(p_word text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.hold_row(a vorrang.agents, t vorrang.tickets, p_word text, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.hold_row(a vorrang.agents, t vorrang.tickets, p_word text, p_now timestamp with time zone) IS 'Moved to Hold (p_word null: the next day with opening hours) or Hold/<word>.';

CREATE FUNCTION vorrang.hold_ticket(p_ticket bigint, p_until timestamp with time zone, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.hold_ticket(p_ticket bigint, p_until timestamp with time zone, p_now timestamp with time zone, p_by text, p_via text) IS 'Puts a ticket aside until an instant; then the clock brings it back (U-10). Held already: until then.';

CREATE FUNCTION vorrang.hold_until(p_text text, p_calendar integer, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.hold_until(p_text text, p_calendar integer, p_now timestamp with time zone) IS 'When `#hold …` ends: a day (see day_named) at its opening or at a given time, a time alone, hours (`4h`), nothing: the next day with opening hours. Null: it cannot be read or is past.';

CREATE FUNCTION vorrang.hosts_of(p_list jsonb) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.import_amount(p_after jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.import_answer(p_row jsonb, p_before jsonb, p_after jsonb, p_wrong jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.import_asset(p_row jsonb, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.import_contact(p_row jsonb, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.import_contract(p_row jsonb, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.import_customer(p_row jsonb, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.import_order(p_row jsonb, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.instant_at_open_seconds(p_calendar integer, p_sum double precision) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.instant_at_open_seconds(p_calendar integer, p_sum double precision) IS 'The instant at which the calendar has been open for p_sum seconds since its first interval; saturates at the end of the expansion.';

CREATE FUNCTION vorrang.is_accepted_by(t vorrang.tickets, p_status text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_accepted_by(t vorrang.tickets, p_status text) IS 'Does this state make a ticket of what was none yet? Spam and a quiet end do not: nobody was told a number.';

CREATE FUNCTION vorrang.is_an_answer(t vorrang.tickets, p_facts jsonb) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_an_answer(t vorrang.tickets, p_facts jsonb) IS 'Does this mail go to somebody who takes part in the ticket? One to a supplier is filed, and answers nobody.';

CREATE FUNCTION vorrang.is_blocked(p_address text) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.is_closed(p_status text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.is_form_sender(p_facts jsonb) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_form_sender(p_facts jsonb) IS 'Is this mail from a form sender of a channel that it names, and proven: verified, or handed in by one of the channel''s form hosts? Whoever only writes such a From counts for nothing.';

CREATE FUNCTION vorrang.is_freemail(p_domain text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_freemail(p_domain text) IS 'Domains where anybody gets an address: they never name a customer (TS-09).';

CREATE FUNCTION vorrang.is_hold_word(p_word text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_hold_word(p_word text) IS 'Can Hold/<word> be a day or a time? As `#hold` reads it.';

CREATE FUNCTION vorrang.is_like(p_text text, p_pattern text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_like(p_text text, p_pattern text) IS 'Is the whole text like the pattern, in which * stands for anything and ? for one character? Without case.';

CREATE FUNCTION vorrang.is_mailable(p_address text) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_mailable(p_address text) IS 'May the desk write to this address of itself? Never to its own domains.';

CREATE FUNCTION vorrang.is_monitoring(p_facts jsonb) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_monitoring(p_facts jsonb) IS 'Does a rule say that a monitoring system writes, and does the subject read like it? Such a mail opens, joins or ends a ticket by its host or service, and lifts nothing.';

CREATE FUNCTION vorrang.is_own_address(p_address text) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_own_address(p_address text) IS 'Does this address belong to the house: a domain of agents or of channels?';

CREATE FUNCTION vorrang.is_shared_folder(p_kind text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_shared_folder(p_kind text) IS 'Has a folder of this kind the same rows for all who see it?';

CREATE FUNCTION vorrang.is_splittable(p_message bigint) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_splittable(p_message bigint) IS 'Can this message become a ticket of its own? A customer''s, and not the only one of its ticket.';

CREATE FUNCTION vorrang.is_unanswered(t vorrang.tickets) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.is_unanswered(t vorrang.tickets) IS 'Nobody has answered since the response clock started: closed by a slip and put back, it runs on.';

CREATE FUNCTION vorrang.is_with_us(p_status text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.iso(p_at timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.join_participants(p_ticket bigint, p_facts jsonb, p_sender boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.join_participants(p_ticket bigint, p_facts jsonb, p_sender boolean) IS 'Sender and visible other recipients of a mail take part. They get mail only if a reply keeps them. An unverified mail brings nobody in: who forged it chose its Cc (T2).';

CREATE FUNCTION vorrang.join_project(p_ticket bigint) RETURNS void
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.join_project(p_ticket bigint) IS 'The members of a ticket''s own project watch it, without being told.';

CREATE FUNCTION vorrang.keep_copy(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_answers boolean, p_via text, p_header bytea, p_body bytea, p_now timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.keep_copy(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_answers boolean, p_via text, p_header bytea, p_body bytea, p_now timestamp with time zone) IS 'A mail that has left, or leaves now, by another way than ours: filed as sent, never sent by us. To somebody who takes part it is an answer, and does what one does.';

CREATE FUNCTION vorrang.keep_numbers(p_ticket bigint, p_message bigint, p_numbers jsonb, p_claimed boolean) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.keep_numbers(p_ticket bigint, p_message bigint, p_numbers jsonb, p_claimed boolean) IS 'Keeps what a mail names and its ticket did not know. p_claimed: an unverified sender wrote it, and the number alone is kept.';

CREATE FUNCTION vorrang.keep_question(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.keep_question(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) IS 'The history says that the customer was asked; the question stands in the agent''s message, and later in the one that leaves, as ticket show tells it (CC-12).';

CREATE FUNCTION vorrang.kept_until(p_kind text, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.kept_until(p_kind text, p_now timestamp with time zone) IS 'How long a folder is kept up to date after it was used: a channel''s queue for ever, an INBOX for 7 days, other views while somebody has them open.';

CREATE FUNCTION vorrang.keyword_list(p_own text[], p_tags text[]) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.keywords_of(p_ticket bigint) RETURNS text[]
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.know_tag(p_tag text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.know_tag(p_tag text) IS 'A tag that is used for the first time; the lock keeps two of them from both being the 20th keyword.';

CREATE FUNCTION vorrang.known_mail(a vorrang.agents, p_facts jsonb) RETURNS TABLE(ticket bigint, message bigint)
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.known_mail(a vorrang.agents, p_facts jsonb) IS 'The message that this very mail is already, if the agent may see its ticket: bringing it again makes nothing.';

CREATE FUNCTION vorrang.known_sender(p_address text, p_from_count integer, OUT customer_id integer, OUT contact_id integer, OUT vip boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.known_sender(p_address text, p_from_count integer, OUT customer_id integer, OUT contact_id integer, OUT vip boolean) IS 'Exact contact, else the customer of the domain (never freemail), else nobody. Several From: nobody.';

CREATE FUNCTION vorrang.last_booked(p_ticket bigint, p_agent integer) RETURNS bigint
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.last_booked(p_ticket bigint, p_agent integer) IS 'What an agent has booked last on a ticket and may still be corrected; null: nothing.';

CREATE FUNCTION vorrang.last_day_of(p jsonb) RETURNS date
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.letter_json(t vorrang.tickets, p_agent integer) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.letter_json(t vorrang.tickets, p_agent integer) IS 'How a letter addresses its reader and who signs it: this agent, else the ticket''s owner.';

CREATE FUNCTION vorrang.letter_language(t vorrang.tickets) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.letter_language(t vorrang.tickets) IS 'Of the desk''s own words: the contact''s, else the channel''s.';

CREATE FUNCTION vorrang.light_flags(p_light text, p_style text, p_mine boolean) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.light_flags(p_light text, p_style text, p_mine boolean) IS 'The light as flags in the agent''s style, each after a blank; where the light does not use the star, the star means mine.';

CREATE FUNCTION vorrang.lights_of(t vorrang.tickets, p_now timestamp with time zone, OUT light text, OUT amber_at timestamp with time zone, OUT red_at timestamp with time zone, OUT clock_at timestamp with time zone) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.lights_of(t vorrang.tickets, p_now timestamp with time zone, OUT light text, OUT amber_at timestamp with time zone, OUT red_at timestamp with time zone, OUT clock_at timestamp with time zone) IS 'A ticket''s light, the instants of its next ones, and when the clock has something to do for it: in triage nothing but the light. Red never comes before amber, and amber not before the promise begins.';

CREATE FUNCTION vorrang.lines_field(p jsonb, p_field text, p_old text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.lines_of(p_facts jsonb) RETURNS TABLE(word text, args text)
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.link_chain(p_before bytea, p_n bigint, p_at timestamp with time zone, p_ids bigint[], p_digest bytea) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.listed_folders(p_agent integer, OUT name text, OUT id text, OUT special_use text, OUT access text, OUT kind text, OUT channel_id integer, OUT colleague_id integer, OUT customer_id integer, OUT word text, OUT topic_id integer) RETURNS SETOF record
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.listed_folders(p_agent integer, OUT name text, OUT id text, OUT special_use text, OUT access text, OUT kind text, OUT channel_id integer, OUT colleague_id integer, OUT customer_id integer, OUT word text, OUT topic_id integer) IS 'What LIST shows this agent, by English names, and what tells its row in folders.';

CREATE FUNCTION vorrang.live_uids(p_folder bigint, p_tickets bigint[]) RETURNS bigint[]
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.live_uids(p_folder bigint, p_tickets bigint[]) IS 'The uids under which these tickets stand in a folder, null where they do not.';

CREATE FUNCTION vorrang.local_instant(p_day date, p_minute integer, p_zone text, p_first boolean DEFAULT false) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.local_instant(p_day date, p_minute integer, p_zone text, p_first boolean) IS 'When a zone''s clocks say so; 1440 is the next midnight. A time that the clocks skip is as long after the skip; of one that they show twice it is the second, or the first if so asked.';

CREATE FUNCTION vorrang.local_minute(p_at timestamp with time zone, p_zone text, p_now timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.local_minute(p_at timestamp with time zone, p_zone text, p_now timestamp with time zone) IS 'As a row says its due: 11-25 14:30; with the year where it is another.';

CREATE FUNCTION vorrang.local_time_of(p_text text, p_zone text) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.look_up_claimed(p_ticket bigint) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.mail_date(p_at timestamp with time zone) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.mail_date(p_at timestamp with time zone) IS 'An instant as RFC 5322 date-time.';

CREATE FUNCTION vorrang.mail_notice(p_agent integer, p_address text, p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb, p_not_before timestamp with time zone) RETURNS void
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.mail_notice(p_agent integer, p_address text, p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb, p_not_before timestamp with time zone) IS 'A notice that leaves as a mail, without the words of the mail that it is about; from p_not_before on.';

CREATE FUNCTION vorrang.make_bills(p_until date, p_customer integer, p_by text, p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.make_bills(p_until date, p_customer integer, p_by text, p_now timestamp with time zone) IS 'All of a run: what is released and unbilled, with work until a day, of one customer or of all.';

CREATE FUNCTION vorrang.mark_rows(p_agent integer, p_folder bigint, p_uids int8multirange, p_seen boolean, p_deleted boolean, p_add text[], p_remove text[]) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.match_mail(p_facts jsonb, p_now timestamp with time zone, OUT outcome text, OUT ticket bigint, OUT message bigint, OUT is_foreign boolean, OUT previous bigint) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.match_mail(p_facts jsonb, p_now timestamp with time zone, OUT outcome text, OUT ticket bigint, OUT message bigint, OUT is_foreign boolean, OUT previous bigint) IS 'Where a mail belongs: a retry of what is committed; else by token; else by reference or subject tag, if the sender takes part (his own Message-ID counts too: a list''s copy of a direct mail is a second message of one ticket; a bounce''s by the mail of ours that it returns), or by what this sender called it before (another tracker''s number); else a new ticket. Closed longer than the reopen time, or in a channel whose follow_up is new: a new, linked one, unless it only says thank you and that counts for nothing.';

CREATE FUNCTION vorrang.may_add_keyword() RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.may_be_given(t vorrang.tickets, p_to integer) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.may_be_given(t vorrang.tickets, p_to integer) IS 'May this agent become its owner? Who handles its channel, also where the customer is for his key account manager only: being given it lets him see this one ticket.';

CREATE FUNCTION vorrang.may_be_keyword(p_tag text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.may_be_keyword(p_tag text) IS 'Mail clients set these by themselves, and mean something else.';

CREATE FUNCTION vorrang.may_handle(p_agent integer, p_ticket bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.may_handle(p_agent integer, p_ticket bigint) IS 'Its owner, its responsible person, and members of its channel who do not only read along; of a customer for his key account manager only: that one instead of the members. Watchers read along.';

CREATE FUNCTION vorrang.may_note(p_agent integer, p_ticket bigint, p_facts jsonb) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.may_note(p_agent integer, p_ticket bigint, p_facts jsonb) IS 'Who does not handle a ticket but watches it may write a note in it, as he does who was asked; nothing else.';

CREATE FUNCTION vorrang.may_open(p_agent integer, f vorrang.folders) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.may_open(p_agent integer, f vorrang.folders) IS 'May this agent open the folder now?';

CREATE FUNCTION vorrang.may_read_cover(p_agent integer, p_cover bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.may_read_cover(p_agent integer, p_cover bigint) IS 'Is he still a member of each channel whose tickets this revision names? Asked at each reading, beside may_see.';

CREATE FUNCTION vorrang.may_see(p_agent integer, p_ticket bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.may_see(p_agent integer, p_ticket bigint) IS 'As vorrang.sees, by number: false for a ticket that is not there.';

CREATE FUNCTION vorrang.members_now(p_now timestamp with time zone) RETURNS TABLE(channel_id integer, agent_id integer, kind text)
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.members_now(p_now timestamp with time zone) IS 'Members by their grants and through parents: who handles the parent handles its children without being told, who reads along there reads along here; a grant of the child itself goes before.';

CREATE FUNCTION vorrang.merge_one(s vorrang.tickets, m vorrang.tickets, a vorrang.agents, p_via text, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.merge_rows(a vorrang.agents, p_tickets bigint[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.merge_rows(a vorrang.agents, p_tickets bigint[], p_now timestamp with time zone) IS 'Rows moved into Do/Merge.';

CREATE FUNCTION vorrang.merge_tickets(p_numbers bigint[], a vorrang.agents, p_via text, p_now timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.merge_tickets(p_numbers bigint[], a vorrang.agents, p_via text, p_now timestamp with time zone) IS 'Merges these tickets into the oldest: messages, times, watchers, tags and participants go along, the other numbers stand for it for ever. Nobody outside is told. refusal_of_merge was asked.';

CREATE FUNCTION vorrang.message_json(m vorrang.messages) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.minor_digits(p_currency text) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.minor_digits(p_currency text) IS 'Decimals of an amount in this currency (ISO 4217): its smallest unit is 10^-n.';

CREATE FUNCTION vorrang.misses_due(t vorrang.tickets, p_agent integer, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.misses_due(t vorrang.tickets, p_agent integer, p_now timestamp with time zone) IS 'Until when this agent is away or off shift, if that is after the ticket is due; null: he will be here. A customer for his key account manager only has nobody else, and is left with him.';

CREATE FUNCTION vorrang.money_of(p_text text, OUT minor bigint, OUT currency text) RETURNS record
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.money_of(p_text text, OUT minor bigint, OUT currency text) IS 'Reads 120.00 EUR or 120 EUR. Anything else: VR003.';

CREATE FUNCTION vorrang.money_sum(p_minor bigint[], p_currency text[]) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.money_sum(p_minor bigint[], p_currency text[]) IS 'Amounts added, currency by currency: 120.00 EUR + 5 JPY. Null: there are none.';

CREATE FUNCTION vorrang.money_text(p_minor bigint, p_currency text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.money_text(p_minor bigint, p_currency text) IS 'An amount with its currency: 1250.00 EUR. Null: there is none.';

CREATE FUNCTION vorrang.monitoring_of(p_subject text, OUT object text, OUT recovered boolean) RETURNS record
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.monitoring_of(p_subject text, OUT object text, OUT recovered boolean) IS 'Which host or service a subject of Nagios, Icinga or Checkmk is about, and whether all is well with it again. Null: it is none of theirs.';

CREATE FUNCTION vorrang.months_begun(p_from date, p_until date) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.months_begun(p_from date, p_until date) IS 'How many calendar months begin from a day until a day.';

CREATE FUNCTION vorrang.move_content(p_from bigint, p_to bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.move_ticket(a vorrang.agents, p_source vorrang.folders, p_target vorrang.folders, p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.move_ticket(a vorrang.agents, p_source vorrang.folders, p_target vorrang.folders, p_ticket bigint, p_now timestamp with time zone) IS 'What a move into a folder means: INBOX undo, reopen, release (from Mine); a queue the same or hand over; Mine take; Waiting wait; Hold until the next open day; Closed solve and tell the customer; Do/Close quietly tell nobody; Spam junk; Do/Spam sender junk, and his mail from now on; Do/Release no owner; Triage undo of closing what was no ticket yet. Whatever leaves a row of Triage open makes a ticket of it (set_status). Hold/<word> until then; Team/<agent> his; Customers/<name> this customer''s; Watching read along. Merge and split are of several rows, or of a message: carry_out.';

CREATE FUNCTION vorrang.move_to_inbox(a vorrang.agents, p_source text, p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.must_be_open(t vorrang.tickets) RETURNS void
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.must_edit_topic(p_agent integer, p_topic integer) RETURNS void
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.must_handle(p_agent integer, p_ticket bigint) RETURNS void
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.must_handle(p_agent integer, p_ticket bigint) IS 'Refuses in words what a member who only reads along tries.';

CREATE FUNCTION vorrang.must_step(t vorrang.tickets, p_to text) RETURNS void
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.must_step(t vorrang.tickets, p_to text) IS 'Raises VR002 for a step that the channel forbids. Free: what is in triage, and from one end to another (solved, then spam).';

CREATE FUNCTION vorrang.name_customer_folder(k vorrang.customers) RETURNS text
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.name_customer_folder(k vorrang.customers) IS 'Gives a customer the name of his folder: his own, made safe; where another one is called so (but for capitals), with his key behind it.';

CREATE FUNCTION vorrang.named_channels(p_own integer, p_facts jsonb) RETURNS integer[]
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.names_a_note(p_message_ids jsonb) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.new_token() RETURNS text
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.new_token() IS '130 random bits in base32, as the milter makes them for a new ticket.';

CREATE TABLE vorrang.covers (
    id bigint NOT NULL,
    ticket_number bigint NOT NULL,
    team boolean NOT NULL,
    channels integer[] NOT NULL,
    made_at timestamp with time zone NOT NULL,
    checked_at timestamp with time zone NOT NULL,
    event_id bigint NOT NULL,
    digest text NOT NULL,
    place text NOT NULL,
    header bytea NOT NULL,
    body bytea NOT NULL,
    shown_size bigint NOT NULL
);
ALTER TABLE ONLY vorrang.covers ALTER COLUMN body SET COMPRESSION lz4;

COMMENT ON COLUMN vorrang.covers.team IS 'for the members of the ticket''s channel: it also names the channel''s other tickets';

COMMENT ON COLUMN vorrang.covers.channels IS 'whoever reads it must be a member of each of these';

COMMENT ON COLUMN vorrang.covers.event_id IS 'the newest event that it knows of';

COMMENT ON COLUMN vorrang.covers.digest IS 'of what it shows, without its place and what passes by itself';

COMMENT ON COLUMN vorrang.covers.place IS 'of the ticket''s place in the queue as it shows it';

CREATE FUNCTION vorrang.newest_cover(p_ticket bigint, p_team boolean) RETURNS vorrang.covers
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.next_absence_at() RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.next_brief() RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.next_brief_at(a vorrang.agents, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.next_brief_at(a vorrang.agents, p_now timestamp with time zone) IS 'The next opening of his calendar; round the clock: 8:00. Of who handles no channel: in a day.';

CREATE FUNCTION vorrang.next_digest() RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.next_digest_at(a vorrang.agents, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.next_digest_at(a vorrang.agents, p_now timestamp with time zone) IS 'The next of his times of day, in his zone; null: he named none.';

CREATE FUNCTION vorrang.next_modseq(p_folder_modseq bigint, p_agent_modseq bigint) RETURNS bigint
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.next_modseq(p_folder_modseq bigint, p_agent_modseq bigint) IS 'Read after the folder''s lock: grows with every change, also after a lost index.';

CREATE FUNCTION vorrang.next_shift_end(p_shift integer, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.next_task_at() RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.normal_phone(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.normal_phone(p_text text) IS 'A phone number as it is stored and compared: digits, + in front of a country code.';

CREATE FUNCTION vorrang.note_address(t vorrang.tickets, c vorrang.channels) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.note_address(t vorrang.tickets, c vorrang.channels) IS 'What an agent sends there is a note: it is where a note''s answer goes.';

CREATE FUNCTION vorrang.note_attempt(p_ticket bigint, p_what jsonb, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.note_attempt(p_ticket bigint, p_what jsonb, p_message bigint, p_now timestamp with time zone) IS 'Somebody who is no agent tried what only agents may (T6): it had no effect. At most 5 lines an hour of a ticket.';

CREATE FUNCTION vorrang.note_copied(p_agent integer, p_folder bigint, p_uids bigint[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.note_copied(p_agent integer, p_folder bigint, p_uids bigint[], p_now timestamp with time zone) IS 'Clients without MOVE copy, then delete: the expunge of these uids within 10 minutes is silent.';

CREATE TABLE vorrang.service_notes (
    id integer NOT NULL,
    key text NOT NULL,
    text text NOT NULL,
    customer_id integer,
    contact_id integer,
    channel_id integer,
    ticket_type text,
    CONSTRAINT service_note_has_a_context CHECK ((num_nonnulls(customer_id, contact_id, channel_id, ticket_type) > 0)),
    CONSTRAINT service_note_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT service_note_says_something CHECK (((text ~ '\S'::text) AND (length(text) <= 2000)))
);

CREATE FUNCTION vorrang.note_json(n vorrang.service_notes) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.note_numbers(p_ticket bigint, p_message bigint, p_facts jsonb, p_opens boolean, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.note_numbers(p_ticket bigint, p_message bigint, p_facts jsonb, p_opens boolean, p_now timestamp with time zone, p_by text, p_via text) IS 'A mail of a customer is in: its numbers count for the ticket, or are only noted as claimed where nobody vouches for him.';

CREATE FUNCTION vorrang.note_opening(a vorrang.agents, p_folder bigint, p_changes jsonb, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.note_opening(a vorrang.agents, p_folder bigint, p_changes jsonb, p_now timestamp with time zone) IS 'One row alone was marked as read or unread by one command. "Mark all as read" opens nothing, nor does a client that fetches ahead.';

CREATE FUNCTION vorrang.note_phone(p_ticket bigint, p_facts jsonb, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.note_phone(p_ticket bigint, p_facts jsonb, p_now timestamp with time zone, p_by text, p_via text) IS 'Where to call back: the number that the caller rang from, else the first that his mail names, else the contact''s. A mail''s number replaces the contact''s, and nothing replaces it.';

CREATE FUNCTION vorrang.note_reader(a vorrang.agents, p_folder bigint, p_uid bigint, p_reads boolean, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.note_reader(a vorrang.agents, p_folder bigint, p_uid bigint, p_reads boolean, p_now timestamp with time zone) IS 'An agent who may answer opens a row, or marks it as unread again. The second change takes the mark away in time.';

CREATE FUNCTION vorrang.note_reading(p_agent integer, p_folder bigint, p_uids int8multirange, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.note_reading(p_agent integer, p_folder bigint, p_uids int8multirange, p_now timestamp with time zone) IS 'The agent has read what these rows show, or what a notice among them is about: it counts for collisions, and his other rows of the same messages become seen.';

CREATE FUNCTION vorrang.note_refusal(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_sentence text, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.note_refusal(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_sentence text, p_now timestamp with time zone) IS 'A refused reply leaves an event and, at a collision, a notice with the newer message and his own text.';

CREATE FUNCTION vorrang.notify_agent(p_agent integer, p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.notify_agent(p_agent integer, p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb) IS 'Tells an agent, in the ways he chose. Only of what he may see.';

CREATE FUNCTION vorrang.notify_elsewhere(p_agent integer, p_ways text[], p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.notify_elsewhere(p_agent integer, p_ways text[], p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb) IS 'What leaves his INBOX alone: a mail to his alert address and a call of his webhook, both in his shift if he wants it so; a line of his next digest.';

CREATE FUNCTION vorrang.notify_escalated(p_ticket bigint, p_step vorrang.escalations, p_owner integer, p_clock text, p_due timestamp with time zone, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.notify_escalated(p_ticket bigint, p_step vorrang.escalations, p_owner integer, p_clock text, p_due timestamp with time zone, p_now timestamp with time zone) IS 'One notice to each whom the step tells and who may see the ticket as it is now; the SLA''s manager watches it from then on. Addresses get a mail.';

CREATE FUNCTION vorrang.notify_events() RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.notify_events() IS 'What an agent may choose how to be told of. Not here: what would be lost if nobody saw it (a refused or failed reply, a bounce), which stands in his INBOX always.';

CREATE FUNCTION vorrang.notify_interested(p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.notify_interested(p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb) IS 'Tells those who chose to be told: of a new ticket its channel''s standard members, of a customer''s mail its owner, responsible person and watchers. One notice each, whatever roles he has.';

CREATE FUNCTION vorrang.number_bills(p_run integer) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.number_bills(p_run integer) IS 'Numbers of a run''s bills, without a gap in each seller''s series.';

CREATE FUNCTION vorrang.number_in(p_text text) RETURNS bigint
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.number_text(p_pattern text, p_year integer, p_count bigint) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.number_text(p_pattern text, p_year integer, p_count bigint) IS 'R-YYYY-#### of 2026 and 7 is R-2026-0007; more digits where they are needed.';

CREATE FUNCTION vorrang.numbers_named(p_numbers jsonb) RETURNS TABLE(pattern text, kind text, number text, place text, asset_id integer, customer_id integer, at bigint)
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.numbers_named(p_numbers jsonb) IS 'What these numbers mean. p_numbers: [{"number", "place", "pattern"}], number without separators in upper case, pattern absent for one that none found. One that no asset and no customer has stays only where a pattern found it.';

CREATE FUNCTION vorrang.observe_in(c vorrang.channels, p_facts jsonb, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.observe_in(c vorrang.channels, p_facts jsonb, p_now timestamp with time zone) IS 'A mail at one observed channel. Promised is what intake would promise (rules, SLA). A further mail of a thread that still waits for its answer promises nothing new; after the answer it does.';

CREATE FUNCTION vorrang.observed_since(p_channel integer, p_from timestamp with time zone, p_now timestamp with time zone) RETURNS TABLE(id bigint, channel text, policy text, received_at timestamp with time zone, customer text, class text, vip boolean, priority smallint, sender bytea, message_id text, follow_ups integer, response_due timestamp with time zone, answered_at timestamp with time zone, business_seconds double precision, late_seconds double precision)
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.observed_since(p_channel integer, p_from timestamp with time zone, p_now timestamp with time zone) IS 'Observed mails as they stood at p_now: business time to the answer, and how late (null: in time).';

CREATE FUNCTION vorrang.off_shift_until(p_agent integer, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.off_shift_until(p_agent integer, p_now timestamp with time zone) IS 'When the agent''s next shift begins; null: it is his shift, or he has none (TW-06).';

CREATE FUNCTION vorrang.one_import() RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.open_customers(p_agent integer) RETURNS SETOF integer
    LANGUAGE plpgsql STABLE ROWS 50
    AS ...;

COMMENT ON FUNCTION vorrang.open_customers(p_agent integer) IS 'Customers of whom this agent may see something open. One look into the index for each customer with something open, not for each ticket.';

CREATE FUNCTION vorrang.open_day_after(p_calendar integer, p_from timestamp with time zone, p_days integer) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.open_day_after(p_calendar integer, p_from timestamp with time zone, p_days integer) IS 'When the p_days-th day with opening hours after the day of p_from opens; round the clock: p_days later.';

CREATE FUNCTION vorrang.open_lines(a vorrang.agents, p_name text, p_folder bigint, p_uidvalidity bigint, p_since bigint) RETURNS TABLE(kind text, uid bigint, modseq bigint, date bigint, size bigint, saved bigint, flags text, state jsonb)
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.open_lines(a vorrang.agents, p_name text, p_folder bigint, p_uidvalidity bigint, p_since bigint) IS 'The answer to OPEN out of one snapshot: S the state, R rows by uid, G vanished uids.';

CREATE FUNCTION vorrang.open_row(a vorrang.agents, p_folder bigint, p_uid bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.open_row(a vorrang.agents, p_folder bigint, p_uid bigint, p_now timestamp with time zone) IS 'An agent marks one row as read, or fetches its body: he owns it from now on. Called before the mark is kept: only a row that he had not read counts.';

CREATE FUNCTION vorrang.open_seconds_between(p_calendar integer, p_from timestamp with time zone, p_to timestamp with time zone) RETURNS double precision
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.open_seconds_between(p_calendar integer, p_from timestamp with time zone, p_to timestamp with time zone) IS 'Open seconds between two instants; negative when p_to is the earlier one.';

CREATE FUNCTION vorrang.open_seconds_until(p_calendar integer, p_at timestamp with time zone) RETURNS double precision
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.open_seconds_until(p_calendar integer, p_at timestamp with time zone) IS 'Open seconds of the calendar from its first interval to the instant.';

CREATE FUNCTION vorrang.open_task_of(p_ticket bigint, p_args text) RETURNS bigint
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.open_task_of(p_ticket bigint, p_args text) IS 'The open task that `#done 12` names; "": the only one; null: none.';

CREATE FUNCTION vorrang.open_ticket(p_number bigint, p_facts jsonb, p_previous bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.open_ticket(p_number bigint, p_facts jsonb, p_previous bigint, p_now timestamp with time zone) IS 'A new ticket with what is promised. Its customer is the sender, or whom p_facts.customer (address, name) and customer_id name, its channel the mail''s or channel_id, its type that of p_facts or the channel''s. In a channel with triage it waits for an agent, unless one made it (by).';

CREATE FUNCTION vorrang.open_tickets_of(p_sla integer DEFAULT NULL::integer, p_calendar integer DEFAULT NULL::integer) RETURNS bigint[]
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.open_tickets_of(p_sla integer, p_calendar integer) IS 'What is open under an SLA, or by a calendar.';

CREATE FUNCTION vorrang.open_time_words(p_seconds double precision) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.opened_ticket(a vorrang.agents, p_folder bigint, p_uid bigint) RETURNS vorrang.tickets
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.opened_ticket(a vorrang.agents, p_folder bigint, p_uid bigint) IS 'The ticket of a row of work, locked, where opening is owning and this agent may handle it; number null: none.';

CREATE FUNCTION vorrang.opens_on(p_calendar integer, p_day date) RETURNS timestamp with time zone
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.opens_on(p_calendar integer, p_day date) IS 'The first opening on that day or, if it is closed, after it; round the clock: 8:00.';

CREATE FUNCTION vorrang.order_words(p_policy text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.ordinal(p_n bigint) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.outbox_job(o vorrang.outbox) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.outgoing(p_agent integer, p_tickets bigint[]) RETURNS SETOF vorrang.outbox
    LANGUAGE plpgsql STABLE ROWS 5
    AS ...;

COMMENT ON FUNCTION vorrang.outgoing(p_agent integer, p_tickets bigint[]) IS 'An agent''s replies that have not left yet, of these tickets (null: of all).';

CREATE FUNCTION vorrang.outside_words(t vorrang.tickets, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.own_copy(a vorrang.agents, p_facts jsonb) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.own_copy(a vorrang.agents, p_facts jsonb) IS 'The ticket of a mail that this agent wrote himself and his client saves on the desk: by its own Message-ID, one that it answers, or the tag in its subject, if he may answer there. Null: none.';

CREATE FUNCTION vorrang.own_keywords(p_flags text[]) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.own_keywords(p_flags text[]) IS 'Keywords that are the agent''s own: no system flag, no light, no mark of ours.';

CREATE FUNCTION vorrang.own_place(t vorrang.tickets, p_zone text, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.own_place(t vorrang.tickets, p_zone text, p_now timestamp with time zone) IS 'As much of its place as can be said without naming another ticket.';

CREATE FUNCTION vorrang.own_project_id(p_key text, p_customer integer) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.own_project_id(p_key text, p_customer integer) IS 'The project of this key, which must be this customer''s.';

CREATE FUNCTION vorrang.pattern_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.number_patterns (
    id integer NOT NULL,
    key text NOT NULL,
    kind text NOT NULL,
    pattern text NOT NULL,
    check_digit text DEFAULT 'none'::text NOT NULL,
    vendor text,
    customer_id integer,
    CONSTRAINT pattern_check_digit_is_known CHECK ((check_digit = ANY (ARRAY['none'::text, 'luhn'::text, 'mod97'::text, 'mod11'::text, 'ean'::text]))),
    CONSTRAINT pattern_is_short CHECK (((length(pattern) >= 1) AND (length(pattern) <= 60))),
    CONSTRAINT pattern_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT pattern_kind_is_known CHECK ((kind = ANY (ARRAY['customer-number'::text, 'serial'::text, 'ident'::text])))
);

CREATE FUNCTION vorrang.pattern_json(p vorrang.number_patterns) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.pause_resolution(p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.percent_of(p_text text) RETURNS numeric
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.place_in_inbox(t vorrang.tickets, a vorrang.agents, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.place_in_inbox(t vorrang.tickets, a vorrang.agents, p_now timestamp with time zone) IS 'A ticket''s place in an agent''s INBOX, or why it is not there. Its order is always value.';

CREATE FUNCTION vorrang.place_in_queue(t vorrang.tickets, p_most bigint, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.place_in_queue(t vorrang.tickets, p_most bigint, p_now timestamp with time zone) IS 'A ticket''s place in its channel''s queue in words, for those who may see the whole queue. In one of more than p_most (null: none is too long) only what it stands by.';

CREATE FUNCTION vorrang.place_lines(t vorrang.tickets, p_where text, p_policy text, p_inbox bigint[], p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.plain_folder(p_title text, p_language text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.plain_folder(p_title text, p_language text) IS 'The English name of what is called so in this language; null: nothing is. A folder has one name for an agent.';

CREATE FUNCTION vorrang.price_of(e vorrang.time_entries, t vorrang.tickets) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.price_of(e vorrang.time_entries, t vorrang.tickets) IS 'What an hour of an entry costs, without surcharge: hour in the currency''s smallest unit, currency. Beyond a contingent that names what more costs it is that, else the rates say; null: they do not.';

CREATE FUNCTION vorrang.priority_named(p_text text) RETURNS smallint
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.priority_word(p_priority smallint) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.project_acted(p_source vorrang.folders, p_target vorrang.folders, p_how text, p_tickets bigint[], p_left bigint[], p_uids bigint[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.project_acted(p_source vorrang.folders, p_target vorrang.folders, p_how text, p_tickets bigint[], p_left bigint[], p_uids bigint[], p_now timestamp with time zone) IS 'The acting agent''s two folders, inside his action. The moved uids always go (a ticket that still belongs there comes back under a new one); the target''s rows are always new, in the command''s order. p_left: tickets that lost a message by it.';

CREATE FUNCTION vorrang.project_agents(p_agents integer[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.project_agents(p_agents integer[], p_now timestamp with time zone) IS 'Memberships of these agents changed: what they may not see any more leaves their folders at once.';

CREATE TABLE vorrang.projects (
    id integer NOT NULL,
    key text NOT NULL,
    customer_id integer NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    responsible_id integer,
    planned_minutes integer,
    closed boolean DEFAULT false NOT NULL,
    parent_id integer,
    kind text DEFAULT 'main'::text NOT NULL,
    ticket_number bigint,
    planned_minor bigint,
    currency character(3),
    CONSTRAINT project_has_a_parent_unless_main CHECK (((kind = 'main'::text) = (parent_id IS NULL))),
    CONSTRAINT project_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT project_kind_is_known CHECK ((kind = ANY (ARRAY['main'::text, 'sub'::text, 'package'::text]))),
    CONSTRAINT project_plans_money_of_a_currency CHECK (((planned_minor IS NULL) = (currency IS NULL))),
    CONSTRAINT project_plans_some_time CHECK ((planned_minutes > 0))
);

COMMENT ON COLUMN vorrang.projects.ticket_number IS 'the ticket that is this node; it keeps its number';

CREATE FUNCTION vorrang.project_details(p vorrang.projects) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.project_details(p vorrang.projects) IS 'Its phases, what is directly below it, and the tickets that name it; planned and booked in minutes here.';

CREATE FUNCTION vorrang.project_entries(p_projects integer[]) RETURNS SETOF bigint
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.project_entries(p_projects integer[]) IS 'Time that runs onto these projects: as released; what is not released, as its tickets stand now.';

CREATE FUNCTION vorrang.project_folder(p_folder bigint, p_tickets bigint[], p_now timestamp with time zone, p_at_once boolean DEFAULT false) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.project_folder(p_folder bigint, p_tickets bigint[], p_now timestamp with time zone, p_at_once boolean) IS 'Brings one folder''s rows up to date for these tickets (null: for all), with the folder locked. p_at_once: inside an agent''s action, where old rows go at once and nothing is put off.';

CREATE FUNCTION vorrang.project_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.project_json(p vorrang.projects) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.project_json(p vorrang.projects) IS 'One project; booked, cost and value (project_sums) are of it and all below it.';

CREATE FUNCTION vorrang.project_line(t vorrang.tickets, p_args text, p_now timestamp with time zone, p_by text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.project_line(t vorrang.tickets, p_args text, p_now timestamp with time zone, p_by text) IS 'The line #project: KEY (time runs onto it; none: as usual), new NAME, under KEY NAME, package KEY NAME: the ticket becomes a main project, a sub-project or a work package, called p-4815 after it, and keeps its number (TS-79).';

CREATE FUNCTION vorrang.project_named(p_text text) RETURNS integer
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.project_named(p_text text) IS 'The project of this key; null: none.';

CREATE FUNCTION vorrang.project_of(t vorrang.tickets) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.project_of(t vorrang.tickets) IS 'Onto which project a ticket''s time runs: its own, else its customer''s maintenance project where a contract covers it, else his default one; null: none.';

CREATE FUNCTION vorrang.project_pairs(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone, p_at_once boolean) RETURNS TABLE(action text, old_uid bigint, bell boolean, unread boolean, same_message boolean, item bigint, ticket_number bigint, message_id bigint, notice_id bigint, owner_id integer, rank_at timestamp with time zone, prefix text, added text, keep_thread boolean, size bigint, light text, answered boolean, cover_id bigint, article_id bigint, tags text[], readers integer[])
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.project_pairs(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone, p_at_once boolean) IS 'The differences: new, gone, again (a new uid replaces the old), flags, later (its body was fetched in the last 2 minutes and the message is the same: its flags change now, its place later).';

CREATE FUNCTION vorrang.project_sums(p_projects integer[]) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.project_sums(p_projects integer[]) IS 'booked (seconds), cost (what the agents'' hours cost the desk, as `agent set --cost` says), value (what of it is released, at its rates, before rounding).';

CREATE FUNCTION vorrang.project_topics(p_topics integer[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.project_topics(p_topics integer[], p_now timestamp with time zone) IS 'The folders of these topics show what there is now; they are small, and always whole.';

CREATE FUNCTION vorrang.project_tree(p_project integer) RETURNS SETOF integer
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.project_tree(p_project integer) IS 'A project and all below it.';

CREATE FUNCTION vorrang.promise(p_facts jsonb, c vorrang.channels, p_triage boolean, p_now timestamp with time zone) RETURNS vorrang.tickets
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.promise(p_facts jsonb, c vorrang.channels, p_triage boolean, p_now timestamp with time zone) IS 'Whose mail this is and what he is promised: customer, class, SLA, both dues, lights. An unverified sender gets no class and no contract (T4).';

CREATE FUNCTION vorrang.promised(p_sla integer, p_class text, p_priority smallint, p_type text, OUT response_seconds bigint, OUT resolution_seconds bigint) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.promised(p_sla integer, p_class text, p_priority smallint, p_type text, OUT response_seconds bigint, OUT resolution_seconds bigint) IS 'Open time promised to a ticket of this class, priority and type: the target that names most of them, of two that name as many the one with the class, then the priority; what it does not say is said by a less specific one, at last by the SLA itself. Never nothing.';

CREATE TABLE vorrang.topics (
    id integer NOT NULL,
    key text NOT NULL,
    name text NOT NULL,
    folder_name text NOT NULL,
    channel_id integer,
    CONSTRAINT topic_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text))
);

CREATE FUNCTION vorrang.publish(a vorrang.agents, p_ticket bigint, p_message bigint, p_topic vorrang.topics, p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.publish(a vorrang.agents, p_ticket bigint, p_message bigint, p_topic vorrang.topics, p_now timestamp with time zone) IS 'A message becomes an article, once: published again it goes to the other topic. Gives the topic that it left.';

CREATE FUNCTION vorrang.publish_rows(a vorrang.agents, p_source vorrang.folders, p_uids bigint[], p_topic vorrang.topics, p_now timestamp with time zone, OUT tickets bigint[], OUT topics integer[]) RETURNS record
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.publish_rows(a vorrang.agents, p_source vorrang.folders, p_uids bigint[], p_topic vorrang.topics, p_now timestamp with time zone, OUT tickets bigint[], OUT topics integer[]) IS 'A ticket''s row is its solution; a message of a conversation is itself, if an agent wrote it. Gives the tickets, and the topics in which something changed.';

CREATE FUNCTION vorrang.queue_neighbours(t vorrang.tickets, p_policy text, p_inbox bigint[], p_now timestamp with time zone) RETURNS TABLE(number bigint, side integer, reason text, place bigint, slot bigint)
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.queue_neighbours(t vorrang.tickets, p_policy text, p_inbox bigint[], p_now timestamp with time zone) IS 'The other tickets of a queue (p_inbox: of an INBOX), each before (-1), beside (0) or behind (1) this one by the order that rank_at keeps, and what decides it.';

CREATE FUNCTION vorrang.raise(p_state text, p_text text, p_hint text DEFAULT ''::text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.raise(p_state text, p_text text, p_hint text) IS 'Raises one of our SQLSTATEs: text says what happened, hint what the operator can do.';

CREATE FUNCTION vorrang.rank_at(p_policy text, p_band integer, p_class text, p_due timestamp with time zone, p_generation timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.rank_at(p_policy text, p_band integer, p_class text, p_due timestamp with time zone, p_generation timestamp with time zone) IS 'INTERNALDATE and topmost Received of a row: one second a slot, all within 15 days before the generation.';

CREATE FUNCTION vorrang.rank_band(p_class text, p_lifted boolean, p_vip boolean, p_priority smallint) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.rank_band(p_class text, p_lifted boolean, p_vip boolean, p_priority smallint) IS 'One of 48 bands, 0 served first: class (A, B, C, -), lifted, VIP, priority high, normal, low.';

CREATE FUNCTION vorrang.rate_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.rates (
    id integer NOT NULL,
    key text NOT NULL,
    contract_id integer,
    customer_id integer,
    agent_id integer,
    work_type_id integer,
    valid_from date NOT NULL,
    hour_minor bigint NOT NULL,
    currency character(3) NOT NULL,
    CONSTRAINT rate_currency_is_a_code CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT rate_is_no_gift CHECK ((hour_minor >= 0)),
    CONSTRAINT rate_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text))
);

COMMENT ON COLUMN vorrang.rates.valid_from IS 'the first day of work that costs so much';

CREATE FUNCTION vorrang.rate_json(r vorrang.rates) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.rate_of(p_contract integer, p_customer integer, p_agent integer, p_work_type integer, p_day date) RETURNS vorrang.rates
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.rate_of(p_contract integer, p_customer integer, p_agent integer, p_work_type integer, p_day date) IS 'The rate of work done on a day: one that names the contract goes before one that names the customer, that before one of the agent, that before one of the work type, that before the default; of several such the one that says more in the same order, then the latest. A null row: there is none.';

CREATE FUNCTION vorrang.read_form(p_facts jsonb) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.read_form(p_facts jsonb) IS 'The facts of a mail, those of a form mail as if its one Reply-To had written it: unproven, for anybody may type any address into a form (a colleague''s: unverified). Several Reply-To, or the desk''s own: as it came.';

CREATE FUNCTION vorrang.read_intervals(p_intervals jsonb) RETURNS TABLE(opens_at timestamp with time zone, closes_at timestamp with time zone, open_before double precision)
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.read_intervals(p_intervals jsonb) IS '[[opens, closes], …] in epoch seconds, ascending, with the open seconds before each.';

CREATE TABLE vorrang.sla_targets (
    sla_id integer NOT NULL,
    class character(1),
    priority smallint,
    type text,
    response_seconds bigint,
    resolution_seconds bigint,
    CONSTRAINT target_class_is_known CHECK ((class = ANY (ARRAY['A'::bpchar, 'B'::bpchar, 'C'::bpchar, '-'::bpchar]))),
    CONSTRAINT target_is_for_something CHECK ((num_nonnulls(class, priority, type) > 0)),
    CONSTRAINT target_is_positive CHECK (((response_seconds > 0) AND (resolution_seconds > 0))),
    CONSTRAINT target_priority_is_known CHECK (((priority >= '-1'::integer) AND (priority <= 1))),
    CONSTRAINT target_says_something CHECK ((num_nonnulls(response_seconds, resolution_seconds) > 0))
);

COMMENT ON TABLE vorrang.sla_targets IS 'What an SLA promises these tickets; a column that is null is for all, a target that is null is the less specific one''s.';

CREATE FUNCTION vorrang.read_target(p_sla integer, p_text text) RETURNS vorrang.sla_targets
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.read_target(p_sla integer, p_text text) IS '"A high incident: 1h/8h" as a row of sla_targets.';

CREATE TABLE vorrang.folder_rows (
    folder_id bigint NOT NULL,
    uid bigint NOT NULL,
    modseq bigint NOT NULL,
    item bigint NOT NULL,
    ticket_number bigint,
    message_id bigint,
    notice_id bigint,
    owner_id integer,
    rank_at timestamp with time zone NOT NULL,
    made_at timestamp with time zone NOT NULL,
    prefix text NOT NULL,
    added text NOT NULL,
    keep_thread boolean NOT NULL,
    size bigint NOT NULL,
    light text NOT NULL,
    answered boolean NOT NULL,
    bell boolean DEFAULT false NOT NULL,
    fetched_at timestamp with time zone,
    leaving_at timestamp with time zone,
    vanished_at timestamp with time zone,
    cover_id bigint,
    article_id bigint,
    tags text[],
    readers integer[]
);

COMMENT ON COLUMN vorrang.folder_rows.item IS 'what the row stands for: a ticket, a message (Conversations, Tickets), or minus a notice';

COMMENT ON COLUMN vorrang.folder_rows.bell IS 'shown unread although its message was read: it turned red';

CREATE FUNCTION vorrang.readable_rows(p_agent integer, f vorrang.folders, p_uids int8multirange) RETURNS SETOF vorrang.folder_rows
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.readable_rows(p_agent integer, f vorrang.folders, p_uids int8multirange) IS 'Rows whose mail may be shown: their ticket may be seen now (of none: by who finds the folder). A vanished one while its tombstone lives. The common answers of sees stand before it, because this is asked for 100,000 rows.';

CREATE FUNCTION vorrang.readers_of(p_ticket bigint, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.rebook(p_ticket bigint, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.rebook(p_ticket bigint, p_now timestamp with time zone, p_by text, p_via text) IS 'A ticket has another contract: what was booked on it and is not released counts as if booked now. Contingents give and get back; whether it is billable follows where nobody has said it.';

CREATE FUNCTION vorrang.rebook_moved(p_from bigint, p_to bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.rebook_moved(p_from bigint, p_to bigint, p_now timestamp with time zone) IS 'Entries came from another ticket: they are booked anew where another contract covers this one.';

CREATE FUNCTION vorrang.recall_mail(p_ticket bigint, p_kinds text[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.recall_mail(p_ticket bigint, p_kinds text[], p_now timestamp with time zone) IS 'What has not left and says what is no longer so: a closing mail after reopening, a reminder after an answer, any mail of what turned out to be spam.';

CREATE FUNCTION vorrang.recall_reply(a vorrang.agents, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.recall_reply(a vorrang.agents, p_message bigint, p_now timestamp with time zone) IS 'Takes a reply back before it leaves: it was never said. The ticket is with us again, its response clock runs on with the due it had, time booked in it is taken back, and the same mail may be sent again. Left already, or in doubt: VR002. The mail is kept, and shown in no folder.';

CREATE FUNCTION vorrang.recheck_covers(p_now timestamp with time zone) RETURNS void
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.recheck_covers(p_now timestamp with time zone) IS 'The admin changed what sheets say: those that somebody has open are looked at anew, and those that name a ticket which not every reader may see any more. Until then may_read_cover keeps these from him.';

CREATE FUNCTION vorrang.recompute(p_tickets bigint[], p_now timestamp with time zone, p_by text, p_via text, p_why text) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.recompute(p_tickets bigint[], p_now timestamp with time zone, p_by text, p_via text, p_why text) IS 'Targets, dues and lights of these tickets, which the caller has locked, as clocks_anew has them; says how many have others than before. Junk has none.';

CREATE FUNCTION vorrang.recompute_ticket(p_ticket bigint, p_now timestamp with time zone, p_by text, p_via text, p_why text) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.recompute_ticket(p_ticket bigint, p_now timestamp with time zone, p_by text, p_via text, p_why text) IS 'One ticket''s clocks anew. False: they are what they were.';

CREATE FUNCTION vorrang.recompute_tickets(p_tickets bigint[], p_now timestamp with time zone, p_by text, p_why text) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.recompute_tickets(p_tickets bigint[], p_now timestamp with time zone, p_by text, p_why text) IS 'Computes these open tickets anew, and says how many they are; more than 200 are left to vorrangd, which takes them in batches, so that no mail waits for their locks.';

CREATE FUNCTION vorrang.refusal_of_absent(t vorrang.tickets, p_to integer, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_absent(t vorrang.tickets, p_to integer, p_now timestamp with time zone) IS 'Why a colleague who is away is not given this ticket, in words; null: he is.';

CREATE FUNCTION vorrang.refusal_of_articles(a vorrang.agents, p_args text) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.refusal_of_block(p_address text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_block(p_address text) IS 'Why this sender''s mail shall not be spam for ever: a colleague, a contact, somebody of a customer''s domain. Null: it may be.';

CREATE FUNCTION vorrang.refusal_of_canned(t vorrang.tickets, p_facts jsonb) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_canned(t vorrang.tickets, p_facts jsonb) IS 'The first canned reply that is not there for this ticket, in words; null: all are. p_facts.canned: {name: [{channel, language}, …]}, each empty for all, as the milter found the files.';

CREATE FUNCTION vorrang.refusal_of_closing(t vorrang.tickets, p_outcome text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_closing(t vorrang.tickets, p_outcome text) IS 'Why it cannot be closed so, in words; null: it can.';

CREATE FUNCTION vorrang.refusal_of_copy(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_answers boolean, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.refusal_of_document(t vorrang.tickets, p_args text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.refusal_of_enquiry(a vorrang.agents, p_facts jsonb, p_channel integer, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.refusal_of_leaving(t vorrang.tickets, p_facts jsonb) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_leaving(t vorrang.tickets, p_facts jsonb) IS 'A mail about an internal ticket that names somebody outside, in words; null: none.';

CREATE FUNCTION vorrang.refusal_of_line(t vorrang.tickets, a vorrang.agents, p_word text, p_args text, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.refusal_of_lines(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_now timestamp with time zone) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_lines(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_now timestamp with time zone) IS 'The first line that cannot be carried out, in words; null: all can.';

CREATE FUNCTION vorrang.refusal_of_merge(a vorrang.agents, p_numbers bigint[], p_force boolean) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_merge(a vorrang.agents, p_numbers bigint[], p_force boolean) IS 'Why this agent may not merge these tickets, in words; null: he may. Different customers: by force only.';

CREATE FUNCTION vorrang.refusal_of_project(t vorrang.tickets, p_args text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.refusal_of_repeating(t vorrang.tickets, p_facts jsonb) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_repeating(t vorrang.tickets, p_facts jsonb) IS 'A note''s words stand in the mail (T15): which note''s; null: none''s.';

CREATE FUNCTION vorrang.refusal_of_reply(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_note boolean, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.refusal_of_step(t vorrang.tickets, p_from text, p_to text) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_step(t vorrang.tickets, p_from text, p_to text) IS 'Why an agent may not bring a ticket of this state there, in words; null: he may (TS-41).';

CREATE FUNCTION vorrang.refusal_of_step_line(t vorrang.tickets, p_facts jsonb, p_note boolean) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_step_line(t vorrang.tickets, p_facts jsonb, p_note boolean) IS 'The line of a reply or note that the channel forbids, in words; null: none.';

CREATE FUNCTION vorrang.refusal_of_task(t vorrang.tickets, p_args text, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.refusal_of_unmerge(a vorrang.agents, p_survivor bigint, p_merged bigint, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.refusal_of_worked_step(t vorrang.tickets, p_to text) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.refusal_of_worked_step(t vorrang.tickets, p_to text) IS 'As refusal_of_step, for a mail: it is work, by which a new ticket is in progress.';

CREATE FUNCTION vorrang.refuse_future(e vorrang.time_entries) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.refuse_locked(p_entry bigint) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.releasable(p jsonb) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.release_back(p_entry bigint, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.release_back(p_entry bigint, p_now timestamp with time zone, p_by text, p_via text) IS 'An entry is only recorded again, and may be corrected. VR002: it is not released, or billed.';

CREATE FUNCTION vorrang.release_entry(p_entry bigint, p_now timestamp with time zone, p_by text, p_via text) RETURNS text
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.release_entry(p_entry bigint, p_now timestamp with time zone, p_by text, p_via text) IS 'Releases an entry; returns why it could not (its state, or release_hindrance); null: done.';

CREATE FUNCTION vorrang.release_hindrance(e vorrang.time_entries) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.release_hindrance(e vorrang.time_entries) IS 'Why an entry cannot be released: no-customer, no-project (its customer has no default one), no-rate; null: it can.';

CREATE FUNCTION vorrang.release_if_absent(p_ticket bigint, p_now timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.release_if_absent(p_ticket bigint, p_now timestamp with time zone) IS 'Takes a ticket off an owner who is away when it is due. False: he is not, or nobody owns it.';

CREATE FUNCTION vorrang.release_ticket(p_ticket bigint, a vorrang.agents, p_now timestamp with time zone) RETURNS void
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.release_ticket(p_ticket bigint, a vorrang.agents, p_now timestamp with time zone) IS 'The line #release: all that can be released of a ticket.';

CREATE FUNCTION vorrang.remember_names(p_ticket bigint, p_facts jsonb, p_monitoring boolean) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.remember_names(p_ticket bigint, p_facts jsonb, p_monitoring boolean) IS 'What a sender calls this ticket: later mails of his with the same name are of it. p_monitoring: a rule says that a monitoring system writes.';

CREATE FUNCTION vorrang.remind(t vorrang.tickets, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.remind(t vorrang.tickets, p_now timestamp with time zone) IS 'A waiting ticket''s reminder is due: one more mail, or after the last one the end (TS-65).';

CREATE FUNCTION vorrang.renew_rows(p_folder bigint, p_uids bigint[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.renew_rows(p_folder bigint, p_uids bigint[], p_now timestamp with time zone) IS 'These rows get new uids in this order, everything else as it was: a moved row must be new in its target, and a row that belongs where it was deleted comes back.';

CREATE FUNCTION vorrang.reopen_or_resume(p_ticket bigint, p_now timestamp with time zone, a vorrang.agents) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.reopen_or_resume(p_ticket bigint, p_now timestamp with time zone, a vorrang.agents) IS 'Moved to a folder of work: undo of wait, hold, close; of spam: its sender is no longer blocked; out of triage it is a ticket from now on.';

CREATE FUNCTION vorrang.reply_address(t vorrang.tickets, c vorrang.channels) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.reply_address(t vorrang.tickets, c vorrang.channels) IS 'The ticket''s own address: what is sent there is a reply.';

CREATE FUNCTION vorrang.reply_recipients(t vorrang.tickets, p_facts jsonb) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.reply_recipients(t vorrang.tickets, p_facts jsonb) IS 'Who gets the answer: the customer, the participants that the agent kept, whom he added by #cc.';

CREATE FUNCTION vorrang.reply_ticket(p_facts jsonb, a vorrang.agents, p_now timestamp with time zone, OUT ticket bigint, OUT is_note boolean) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.reply_wins(t vorrang.tickets, p_agent integer, p_now timestamp with time zone) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.reply_wins(t vorrang.tickets, p_agent integer, p_now timestamp with time zone) IS 'An escalation took the ticket from him less than 2 minutes ago: his reply still goes out and counts.';

CREATE FUNCTION vorrang.resolution_due_of(t vorrang.tickets) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.resolution_due_of(t vorrang.tickets) IS 'When the resolution is due: the promised open time from receipt on, without the pauses that came before it was used up. While a pause lasts: as it stood when it began.';

CREATE FUNCTION vorrang.resume_resolution(p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.resume_resolution(p_ticket bigint, p_now timestamp with time zone) IS 'The resolution clock goes on with the open time that was left when it was paused; the pause is kept, for resolution_due_of.';

CREATE FUNCTION vorrang.return_contingent(p_entry bigint, p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.return_contingent(p_entry bigint, p_now timestamp with time zone) IS 'Gives back what an entry took, to where it took it from; how many minutes.';

CREATE FUNCTION vorrang.row_added(t vorrang.tickets, c vorrang.channels, p_customer text, p_rank_at timestamp with time zone, p_reply_to text, p_trust text) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.row_added(t vorrang.tickets, c vorrang.channels, p_customer text, p_rank_at timestamp with time zone, p_reply_to text, p_trust text) IS 'The header lines that stand on top of what a row shows.';

CREATE TABLE vorrang.row_flags (
    agent_id integer NOT NULL,
    folder_id bigint NOT NULL,
    uid bigint NOT NULL,
    modseq bigint NOT NULL,
    seen boolean,
    deleted boolean DEFAULT false NOT NULL,
    copied_at timestamp with time zone,
    keywords text[] DEFAULT '{}'::text[] NOT NULL
);

CREATE FUNCTION vorrang.row_flag_list(r vorrang.folder_rows, g vorrang.row_flags, a vorrang.agents, p_read boolean) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.row_message(p_ticket bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.row_message(p_ticket bigint) IS 'What a row shows: the newest message from the customer; where a machine opened the ticket, its first.';

CREATE FUNCTION vorrang.row_prefix(t vorrang.tickets, p_zone text) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.row_prefix(t vorrang.tickets, p_zone text) IS 'What stands before the subject in a row: class, effective due in the channel''s zone, number.';

CREATE FUNCTION vorrang.row_tickets(p_agent integer, f vorrang.folders, p_uids bigint[], p_now timestamp with time zone) RETURNS TABLE(uid bigint, ticket_number bigint, message_id bigint, notice_id bigint)
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.row_tickets(p_agent integer, f vorrang.folders, p_uids bigint[], p_now timestamp with time zone) IS 'The tickets of moved rows, in the order of the command. A row that went within 24 hours still names its ticket: clients work offline.';

CREATE FUNCTION vorrang.rule_effect(p_facts jsonb, p_channel integer) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.rule_effect(p_facts jsonb, p_channel integer) IS 'What the rules make of a mail to this channel: {rules, channel_id, customer_id, priority, type, tags, confirm, spam, monitoring}.';

CREATE FUNCTION vorrang.rule_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.rules (
    id integer NOT NULL,
    key text NOT NULL,
    channel_id integer,
    "position" smallint DEFAULT 100 NOT NULL,
    enabled boolean DEFAULT true NOT NULL,
    from_like text,
    to_like text,
    subject_like text,
    header_name text,
    header_like text,
    larger_than bigint,
    to_channel_id integer,
    customer_id integer,
    priority smallint,
    type text,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    confirm boolean DEFAULT true NOT NULL,
    spam boolean DEFAULT false NOT NULL,
    monitoring boolean DEFAULT false NOT NULL,
    CONSTRAINT rule_asks_something CHECK ((num_nonnulls(from_like, to_like, subject_like, header_name, larger_than) > 0)),
    CONSTRAINT rule_header_has_both CHECK (((header_name IS NULL) = (header_like IS NULL))),
    CONSTRAINT rule_header_is_a_name CHECK ((header_name ~ '^[a-z0-9-]{1,76}$'::text)),
    CONSTRAINT rule_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT rule_priority_is_known CHECK (((priority >= '-1'::integer) AND (priority <= 1)))
);

CREATE FUNCTION vorrang.rule_json(r vorrang.rules) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.rule_reasons(r vorrang.rules, p_facts jsonb, p_channel integer) RETURNS TABLE(holds boolean, reason text)
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.rule_reasons(r vorrang.rules, p_facts jsonb, p_channel integer) IS 'What a rule asks of a mail, each with whether it holds.';

CREATE FUNCTION vorrang.rules_that_match(p_facts jsonb, p_channel integer) RETURNS SETOF vorrang.rules
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.run_absences(p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.run_absences(p_now timestamp with time zone) IS 'Begins the absences whose time has come, and says how many.';

CREATE FUNCTION vorrang.run_briefs(p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.run_briefs(p_now timestamp with time zone) IS 'Writes the briefs that are due, and says how many agents it looked at. One that is more than 4 hours late is left out; yesterday''s goes when today''s comes.';

CREATE FUNCTION vorrang.run_clock_of(p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.run_clock_of(p_ticket bigint, p_now timestamp with time zone) IS 'Carries out what is due on one ticket''s clocks: missed targets, escalation, lights. Once each; in triage lights alone, the rest when it is accepted.';

CREATE FUNCTION vorrang.run_digests(p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.run_digests(p_now timestamp with time zone) IS 'Writes the digests that are due, and says how many agents it looked at. Nothing to say: no digest. Nothing is left out: what could not be said in time is said in the next one.';

CREATE FUNCTION vorrang.run_json(p_run integer) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.run_memberships(p_now timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.run_memberships(p_now timestamp with time zone) IS 'Begins and ends memberships whose time has come. False: none.';

CREATE FUNCTION vorrang.run_shifts(p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.run_shifts(p_now timestamp with time zone) IS 'Shifts that have ended: what is due before its owner''s next one is released (TW-06). Says how many shifts.';

CREATE FUNCTION vorrang.run_tasks(p_now timestamp with time zone) RETURNS integer
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.run_tasks(p_now timestamp with time zone) IS 'Tells the agents of tasks whose day has come, else the ticket''s owner, once; how many.';

CREATE FUNCTION vorrang.run_timed_steps(p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.run_timed_steps(p_ticket bigint, p_now timestamp with time zone) IS 'Takes the step that is due some time after the one before, or because nothing happened; the next one, if it is due too, in the next turn.';

CREATE FUNCTION vorrang.safe_folder_name(p_text text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.safe_folder_name(p_text text) IS 'A name from data as a folder''s: NFC, at most 60 bytes, without what separates, matches or quotes folders (/ % * \ ") and without what cannot be seen: control characters, bidi, zero width, variants, tags.';

CREATE FUNCTION vorrang.sees(p_agent integer, t vorrang.tickets) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.sees(p_agent integer, t vorrang.tickets) IS 'Its owner, responsible person, key account manager and watchers; members of its channel and of channels that watch it, unless its customer is for his key account manager only (TS-13).';

CREATE FUNCTION vorrang.sees_customer(p_agent integer, p_customer integer) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.sees_customer(p_agent integer, p_customer integer) IS 'A customer is there for an agent who may see one of his tickets, open or closed (T23).';

CREATE FUNCTION vorrang.sees_topic(p_agent integer, p_topic vorrang.topics) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.sees_topic(p_agent integer, p_topic vorrang.topics) IS 'A topic of a channel is its members''; every other one is for who belongs to any.';

CREATE FUNCTION vorrang.seller_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.sellers (
    id integer NOT NULL,
    key text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    street text DEFAULT ''::text NOT NULL,
    postcode text DEFAULT ''::text NOT NULL,
    city text DEFAULT ''::text NOT NULL,
    country character(2) DEFAULT 'DE'::bpchar NOT NULL,
    vat_id text DEFAULT ''::text NOT NULL,
    tax_number text DEFAULT ''::text NOT NULL,
    iban text DEFAULT ''::text NOT NULL,
    bic text DEFAULT ''::text NOT NULL,
    contact text DEFAULT ''::text NOT NULL,
    phone text DEFAULT ''::text NOT NULL,
    email text DEFAULT ''::text NOT NULL,
    language text DEFAULT 'en'::text NOT NULL,
    zone text DEFAULT 'Europe/Berlin'::text NOT NULL,
    currency character(3) DEFAULT 'EUR'::bpchar NOT NULL,
    tax_percent numeric(5,2) DEFAULT 19 NOT NULL,
    tax_reason text DEFAULT ''::text NOT NULL,
    due_days integer DEFAULT 14 NOT NULL,
    step_minutes integer DEFAULT 1 NOT NULL,
    minimum_minutes integer DEFAULT 0 NOT NULL,
    rounding text DEFAULT 'ticket'::text NOT NULL,
    invoice_numbers text DEFAULT 'R-YYYY-####'::text NOT NULL,
    credit_numbers text DEFAULT 'G-YYYY-####'::text NOT NULL,
    statement_numbers text DEFAULT 'N-YYYY-####'::text NOT NULL,
    CONSTRAINT seller_country_is_a_code CHECK ((country ~ '^[A-Z]{2}$'::text)),
    CONSTRAINT seller_currency_is_a_code CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT seller_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT seller_language_is_known CHECK ((language = ANY (ARRAY['en'::text, 'de'::text]))),
    CONSTRAINT seller_minimum_is_some_time CHECK (((minimum_minutes >= 0) AND (minimum_minutes <= 480))),
    CONSTRAINT seller_numbers_count CHECK (((invoice_numbers ~ '^[^#]*#{1,9}[^#]*$'::text) AND (credit_numbers ~ '^[^#]*#{1,9}[^#]*$'::text) AND (statement_numbers ~ '^[^#]*#{1,9}[^#]*$'::text))),
    CONSTRAINT seller_rounding_is_known CHECK ((rounding = ANY (ARRAY['ticket'::text, 'entry'::text]))),
    CONSTRAINT seller_step_is_some_time CHECK (((step_minutes >= 1) AND (step_minutes <= 480))),
    CONSTRAINT seller_tax_is_a_percentage CHECK (((tax_percent >= (0)::numeric) AND (tax_percent <= (100)::numeric))),
    CONSTRAINT seller_waits_some_days CHECK (((due_days >= 0) AND (due_days <= 365)))
);

COMMENT ON COLUMN vorrang.sellers.zone IS 'whose days and months the bills have';

COMMENT ON COLUMN vorrang.sellers.tax_reason IS 'why there is no tax, where there is none';

CREATE FUNCTION vorrang.seller_json(s vorrang.sellers) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.seller_of(p_customer integer) RETURNS integer
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.seller_of(p_customer integer) IS 'Who bills a customer: whom his buyer data name, else the only seller; null: nobody says.';

CREATE FUNCTION vorrang.send_confirmation(t vorrang.tickets, p_message bigint, p_now timestamp with time zone, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.send_confirmation(t vorrang.tickets, p_message bigint, p_now timestamp with time zone, p_via text) IS 'The confirmation of a ticket. At most 20 an hour to a known contact or customer''s domain; to others 1 an hour and 3 a day, so many an hour to one domain, with a fixed text (T7, T8).';

CREATE TABLE vorrang.notices (
    id bigint NOT NULL,
    agent_id integer,
    ticket_number bigint,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL,
    header bytea,
    body bytea,
    shown_size bigint,
    done_at timestamp with time zone,
    mail_to text,
    not_before timestamp with time zone,
    CONSTRAINT mailed_notice_is_done CHECK (((mail_to IS NULL) OR (done_at IS NOT NULL))),
    CONSTRAINT notice_is_for_somebody CHECK ((num_nonnulls(agent_id, mail_to) > 0))
);

COMMENT ON COLUMN vorrang.notices.header IS 'the mail as vorrangd wrote it; null until then';

CREATE FUNCTION vorrang.send_notice(n vorrang.notices, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.send_notice(n vorrang.notices, p_now timestamp with time zone) IS 'The notice leaves as a mail, once, like any mail out; it stands in no folder, and no customer sees it.';

CREATE FUNCTION vorrang.set_alerts(a vorrang.agents, p jsonb, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_alerts(a vorrang.agents, p jsonb, p_now timestamp with time zone) IS 'How an agent is told of what: alert_address, alert_on_shift, webhook, digest (times of day), notify ("EVENT=WAYS", given at all: all of it).';

CREATE FUNCTION vorrang.set_channel(p_ticket bigint, p_channel integer, p_now timestamp with time zone, p_by text, p_via text, p_detail jsonb DEFAULT '{}'::jsonb) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_channel(p_ticket bigint, p_channel integer, p_now timestamp with time zone, p_by text, p_via text, p_detail jsonb) IS 'Hands a ticket over to another channel''s team. Its SLA stays what it was at receipt.';

CREATE FUNCTION vorrang.set_customer(p_ticket bigint, p_customer integer, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_customer(p_ticket bigint, p_customer integer, p_now timestamp with time zone, p_by text, p_via text) IS 'The ticket is this customer''s, with his class, contract and SLA from receipt on, and no number contradicts any more. Who says so vouches for the sender: an unverified mail counts from then on as an unproven one.';

CREATE FUNCTION vorrang.set_document_status(p_number text, p_status text, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.set_domain(p_domain text, p_customer integer) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.set_lights(p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_lights(p_ticket bigint, p_now timestamp with time zone) IS 'Computes light, its next instants and clock_at anew, after anything that moves a clock.';

CREATE FUNCTION vorrang.set_members(p_project integer, p_members jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_members(p_project integer, p_members jsonb) IS 'Who reads along on the tickets that name a project: these alone (TS-64).';

CREATE FUNCTION vorrang.set_own_sla(p_ticket bigint, p_sla integer, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_own_sla(p_ticket bigint, p_sla integer, p_now timestamp with time zone, p_by text, p_via text) IS 'An SLA for this one ticket, in the hours its customer has (TS-23); null: what the customer is promised again. Both from receipt on.';

CREATE FUNCTION vorrang.set_owner(p_ticket bigint, p_owner integer, p_now timestamp with time zone, p_by text, p_via text, p_detail jsonb DEFAULT '{}'::jsonb) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_owner(p_ticket bigint, p_owner integer, p_now timestamp with time zone, p_by text, p_via text, p_detail jsonb) IS 'Gives a ticket to an agent, or releases it (null). Taking a new ticket starts the work on it.';

CREATE FUNCTION vorrang.set_parent(p_channel integer, p_parent text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_parent(p_channel integer, p_parent text) IS 'A parent''s members see its children (vorrang.members_now). "": no parent.';

CREATE FUNCTION vorrang.set_priority(p_ticket bigint, p_priority smallint, a vorrang.agents, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.set_project(t vorrang.tickets, p_project integer, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_project(t vorrang.tickets, p_project integer, p_now timestamp with time zone, p_by text, p_via text) IS 'A project of the ticket''s own; null: what its customer''s are.';

CREATE FUNCTION vorrang.set_responsible(p_ticket bigint, p_agent integer, a vorrang.agents, p_now timestamp with time zone, p_via text) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_responsible(p_ticket bigint, p_agent integer, a vorrang.agents, p_now timestamp with time zone, p_via text) IS 'Who answers for the ticket beside its owner (TS-56), one or nobody (null); he is told once.';

CREATE FUNCTION vorrang.set_status(p_ticket bigint, p_status text, p_now timestamp with time zone, p_by text, p_via text, p_detail jsonb DEFAULT '{}'::jsonb) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_status(p_ticket bigint, p_status text, p_now timestamp with time zone, p_by text, p_via text, p_detail jsonb) IS 'Moves a ticket to a state: pauses, resumes, ends its clocks and writes the event; out of triage it is accepted, back with us off an owner who is away when it is due. False: it was there already.';

CREATE FUNCTION vorrang.set_targets(p_sla integer, p_list jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.set_targets(p_sla integer, p_list jsonb) IS 'The SLA''s targets beside its defaults, all of them; [""]: none.';

CREATE FUNCTION vorrang.settle_follow_up(p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.settle_follow_up(p_ticket bigint, p_now timestamp with time zone) IS 'One of the team has decided: the others need not.';

CREATE FUNCTION vorrang.shares_channel(p_agent integer, p_colleague integer) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.shares_channel(p_agent integer, p_colleague integer) IS 'Are these two agents members of one channel?';

CREATE FUNCTION vorrang.shown_headers(p_agent integer, f vorrang.folders, p_uids int8multirange) RETURNS TABLE(uid bigint, added text, prefix text, fallback_message_id text, view text, header bytea, source text, size bigint, body_size bigint)
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.shown_headers(p_agent integer, f vorrang.folders, p_uids int8multirange) IS 'Stored headers with what a row adds to them, and what of a body is there; inlined.';

CREATE FUNCTION vorrang.shown_rows(f vorrang.folders, a vorrang.agents) RETURNS TABLE(uid bigint, modseq bigint, date bigint, size bigint, saved bigint, flags text)
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.shown_to(p_agent integer, p_states text[], p_tickets bigint[]) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE ROWS 50
    AS ...;

COMMENT ON FUNCTION vorrang.shown_to(p_agent integer, p_states text[], p_tickets bigint[]) IS 'Tickets in these states of an agent''s channels, and those for which he is the only key account manager.';

CREATE FUNCTION vorrang.sim_arrivals(p jsonb, p_begin timestamp with time zone) RETURNS TABLE(n integer, at timestamp with time zone, class text, work_seconds double precision, again_seconds double precision, answer_seconds double precision)
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.sim_arrivals(p jsonb, p_begin timestamp with time zone) IS 'The tickets of a run: when each comes (by working days and hours as a desk knows them), its class, the work on it, and for two in five the work after the customer has answered a question.';

CREATE FUNCTION vorrang.sim_facts(p_from text, p_channel text, p_key text, p jsonb DEFAULT '{}'::jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.sim_mail(p_facts jsonb, p_now timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.sim_mail(p_facts jsonb, p_now timestamp with time zone) IS 'A customer''s mail comes in; its ticket.';

CREATE FUNCTION vorrang.sim_next(p_channel vorrang.channels, p_agent integer, p_now timestamp with time zone) RETURNS bigint
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.sim_next(p_channel vorrang.channels, p_agent integer, p_now timestamp with time zone) IS 'What stands first in his INBOX: his own and nobody''s, by the date that his client sorts by.';

CREATE FUNCTION vorrang.sim_reply(p_agent vorrang.agents, p_ticket bigint, p_channel text, p_close boolean, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.sim_reply(p_agent vorrang.agents, p_ticket bigint, p_channel text, p_close boolean, p_now timestamp with time zone) IS 'An agent has read all of it and answers; the customer has to act, or it is solved.';

CREATE FUNCTION vorrang.sim_result(p_policy text) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.sim_team(p jsonb, p_policy text, p_begin timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.sim_work(p jsonb, p_policy text, p_begin timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.sim_work(p jsonb, p_policy text, p_begin timestamp with time zone) IS 'A team''s days: mails come, agents who are there take what stands first, work on it in opening hours, and answer. Until nothing is left, or 30 more days are over.';

CREATE FUNCTION vorrang.sla_for(p_customer integer, p_asset integer, p_channel integer, p_at timestamp with time zone, OUT sla_id integer, OUT calendar_id integer, OUT contract_id integer, OUT entitlement text, OUT level smallint, OUT lapsed_contract_id integer) RETURNS record
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.sla_for(p_customer integer, p_asset integer, p_channel integer, p_at timestamp with time zone, OUT sla_id integer, OUT calendar_id integer, OUT contract_id integer, OUT entitlement text, OUT level smallint, OUT lapsed_contract_id integer) IS 'Which SLA holds: of the contracts valid at receipt the most specific one (level 3: named by the asset, 2: of its site, 1: the customer''s), of several the one that ends first; else the channel''s. entitlement: entitled (also by the asset''s warranty alone, which has no SLA), expired (lapsed_contract_id: what would have covered it), unknown.';

CREATE FUNCTION vorrang.sla_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.slas (
    id integer NOT NULL,
    key text NOT NULL,
    response_seconds bigint NOT NULL,
    resolution_seconds bigint NOT NULL,
    manager_id integer,
    CONSTRAINT sla_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT sla_targets_are_positive CHECK (((response_seconds > 0) AND (resolution_seconds > 0)))
);

CREATE FUNCTION vorrang.sla_json(s vorrang.slas) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.sla_named(p_text text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.sla_named(p_text text) IS 'The SLA that `#sla …` names; 0: none of its own; null: there is no such one.';

CREATE FUNCTION vorrang.split_message(p_message bigint, p_channel integer, a vorrang.agents, p_now timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.split_message(p_message bigint, p_channel integer, a vorrang.agents, p_now timestamp with time zone) IS 'Opens a ticket with this message of another: same customer, its own number, clocks from the message''s receipt, linked both ways. Answers to it land there from then on. No mail leaves.';

CREATE FUNCTION vorrang.split_rows(a vorrang.agents, p_target vorrang.folders, p_messages bigint[], p_now timestamp with time zone) RETURNS bigint[]
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.split_rows(a vorrang.agents, p_target vorrang.folders, p_messages bigint[], p_now timestamp with time zone) IS 'Each of these messages becomes a ticket, in the target''s channel or its own.';

CREATE FUNCTION vorrang.splits(p_source vorrang.folders, p_target vorrang.folders, p_messages bigint[]) RETURNS boolean
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.splits(p_source vorrang.folders, p_target vorrang.folders, p_messages bigint[]) IS 'Is this move a split? Into Do/Split always; a single message of a conversation into a queue, if it is not all that the customer wrote: then the ticket moves.';

CREATE FUNCTION vorrang.spread_members(p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.spread_members(p_now timestamp with time zone) IS 'After a change of grants or parents: vorrang.members is made anew, and what an agent may not see any more leaves his open folders at once.';

CREATE FUNCTION vorrang.standing_for(a vorrang.agents, k vorrang.customers, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.standing_for(a vorrang.agents, k vorrang.customers, p_now timestamp with time zone) IS 'How things stand with a customer, as far as an agent may see: open and escalated tickets, the last 14 days in numbers, what is left of contingents; unbilled minutes for his key account manager and for accounting. Null: he may see nothing of him.';

CREATE FUNCTION vorrang.standing_words(t vorrang.tickets, p_zone text, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.standing_words(t vorrang.tickets, p_zone text, p_now timestamp with time zone) IS 'All that decides where a ticket stands: "A, VIP, answer due 11-25 14:30".';

CREATE FUNCTION vorrang.star_rows(a vorrang.agents, p_folder bigint, p_uids int8multirange, p_star boolean, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.star_rows(a vorrang.agents, p_folder bigint, p_uids int8multirange, p_star boolean, p_now timestamp with time zone) IS 'The star says mine: it takes an unowned ticket, its removal releases one''s own. Another''s is refused.';

CREATE FUNCTION vorrang.start_bills(p_run integer, p_until date, p_customer integer, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    SET enable_nestloop TO 'off'
    AS ...;

COMMENT ON FUNCTION vorrang.start_bills(p_run integer, p_until date, p_customer integer, p_now timestamp with time zone) IS 'The bills of a run, without lines yet, and which entries are on each.';

CREATE FUNCTION vorrang.start_of_work(p_ticket bigint, p_minute integer, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.start_of_work(p_ticket bigint, p_minute integer, p_now timestamp with time zone) IS 'The latest instant, not after now, at which the channel''s clocks showed so many minutes since midnight.';

CREATE FUNCTION vorrang.start_response(p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.start_response(p_ticket bigint, p_now timestamp with time zone) IS 'The customer waits for an answer again. A running clock is left alone: reminders move nothing (TS-21).';

CREATE FUNCTION vorrang.state_after_reply(t vorrang.tickets) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.state_after_reply(t vorrang.tickets) IS 'A reply without a line is never refused for its state: where it may not wait, it stays with us.';

CREATE FUNCTION vorrang.stems(p_text text) RETURNS tsvector
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.stems(p_text text) IS 'What a text is about: the English and the German stem of each word, without the words that say nothing in either.';

CREATE FUNCTION vorrang.step_detail(p_step vorrang.escalations, p_clock text, p_due timestamp with time zone) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.step_detail(p_step vorrang.escalations, p_clock text, p_due timestamp with time zone) IS 'What whoever is told of a step is told of it: which one, which clock it was, and what was missed.';

CREATE FUNCTION vorrang.step_of_line(p_word text, p_args text, p_quiet boolean) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.step_of_move(t vorrang.tickets, p_kind text) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.step_of_move(t vorrang.tickets, p_kind text) IS 'The state into which a move to a folder of this kind brings a ticket; null: it keeps its own.';

CREATE FUNCTION vorrang.step_words(p_steps jsonb) RETURNS jsonb
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.steps_from(t vorrang.tickets, p_status text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.steps_from(t vorrang.tickets, p_status text) IS 'The states to which agents may bring a ticket from this one; null: to all.';

CREATE FUNCTION vorrang.steps_of(p_list jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.steps_of(p_list jsonb) IS 'The admin''s list ("from>to,to") as it is kept; "" alone: every step is allowed. Work on a new ticket can always begin.';

CREATE FUNCTION vorrang.stop_watching(p_ticket bigint, a vorrang.agents, p_now timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.stop_watching(p_ticket bigint, a vorrang.agents, p_now timestamp with time zone) IS 'He reads along no more. False: it was a channel that watches, or nobody.';

CREATE FUNCTION vorrang.store_customer(p_key text, p jsonb) RETURNS vorrang.customers
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.store_customer(p_key text, p jsonb) IS 'Writes a customer and his domains; who calls it ranks the tickets.';

CREATE FUNCTION vorrang.store_intervals(p_calendar integer, p_intervals jsonb, p_now timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.store_intervals(p_calendar integer, p_intervals jsonb, p_now timestamp with time zone) IS 'A calendar''s expansion. False: as far as there was one it is the same.';

CREATE FUNCTION vorrang.store_project(p_key text, p jsonb) RETURNS vorrang.projects
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.store_project(p_key text, p jsonb) IS 'Writes a project as vorrang_api.project_set describes it.';

CREATE FUNCTION vorrang.stranger_in(p_ticket bigint, p_facts jsonb) RETURNS text
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.stranger_in(p_ticket bigint, p_facts jsonb) IS 'An address in the reply that neither takes part nor was named by #cc.';

CREATE FUNCTION vorrang.subject_digest(p_subject text) RETURNS bytea
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.subject_digest(p_subject text) IS 'What is compared of a subject: without Re:, AW: and the like, case and spacing.';

CREATE FUNCTION vorrang.subscribe_folder(a vorrang.agents, p_wanted boolean, p_folder text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.subscribe_folder(a vorrang.agents, p_wanted boolean, p_folder text) IS 'Every folder is subscribed until its agent says otherwise.';

CREATE FUNCTION vorrang.suggested_articles(p_ticket bigint, p_team boolean) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.suggested_articles(p_ticket bigint, p_team boolean) IS 'Up to three articles that share words with a ticket''s subject and first message, the rarer the word the better; one word in a title is enough. Those of a channel''s topic for its team alone.';

CREATE FUNCTION vorrang.surcharge_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.surcharges (
    id integer NOT NULL,
    key text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    calendar_id integer NOT NULL,
    customer_id integer,
    percent integer NOT NULL,
    hours text[] DEFAULT '{}'::text[] NOT NULL,
    holidays boolean DEFAULT false NOT NULL,
    CONSTRAINT surcharge_holds_some_time CHECK ((holidays OR (cardinality(hours) > 0))),
    CONSTRAINT surcharge_is_some_percent CHECK (((percent >= 1) AND (percent <= 1000))),
    CONSTRAINT surcharge_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text))
);

COMMENT ON COLUMN vorrang.surcharges.calendar_id IS 'its zone and its holidays';

COMMENT ON COLUMN vorrang.surcharges.customer_id IS 'for this customer alone, who has then none of the general ones';

CREATE FUNCTION vorrang.surcharge_json(s vorrang.surcharges) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.surcharge_pieces(p_customer integer, p_from timestamp with time zone, p_until timestamp with time zone) RETURNS TABLE(starts_at timestamp with time zone, minutes integer, percent integer, name text)
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.surcharge_pieces(p_customer integer, p_from timestamp with time zone, p_until timestamp with time zone) IS 'A stretch of work, cut exactly where a surcharge begins or ends; where several hold, the highest does. Their minutes are as many as the stretch has.';

CREATE FUNCTION vorrang.surcharge_spans(p_customer integer, p_from timestamp with time zone, p_until timestamp with time zone) RETURNS TABLE(starts_at timestamp with time zone, ends_at timestamp with time zone, percent integer, name text)
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.surcharge_spans(p_customer integer, p_from timestamp with time zone, p_until timestamp with time zone) IS 'When which surcharge holds on the days of a stretch of time: a customer''s own ones, else the general ones.';

CREATE FUNCTION vorrang.survivor(p_number bigint) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.survivor(p_number bigint) IS 'The ticket that a number means: its own, or the one it was merged into.';

CREATE FUNCTION vorrang.sync_class(p_customer integer, p_now timestamp with time zone, p_by text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.sync_class(p_customer integer, p_now timestamp with time zone, p_by text) IS 'A customer''s class changed: his open tickets are ranked anew, thousands in one statement, and their dues are those of the class. Unverified ones keep none.';

CREATE FUNCTION vorrang.sync_kam(k vorrang.customers, p_now timestamp with time zone, p_by text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.sync_kam(k vorrang.customers, p_now timestamp with time zone, p_by text) IS 'A customer''s key account manager changed, or whether he is for him only: all his tickets, closed ones too.';

CREATE FUNCTION vorrang.tag(p_ticket bigint, p_args text, a vorrang.agents, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.tag(p_ticket bigint, p_args text, a vorrang.agents, p_now timestamp with time zone) IS 'Puts tags on a ticket; -word takes one off (TW-04).';

CREATE TABLE vorrang.tags (
    tag text NOT NULL,
    keyword boolean NOT NULL,
    CONSTRAINT tag_is_a_word CHECK ((tag ~ '^[a-z0-9][a-z0-9_-]{0,30}$'::text))
);

CREATE FUNCTION vorrang.tag_json(x vorrang.tags) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.tag_named(p_key text) RETURNS vorrang.tags
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.tag_rows(a vorrang.agents, p_folder bigint, p_uids int8multirange, p_adds boolean, p_tags text[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.tag_rows(a vorrang.agents, p_folder bigint, p_uids int8multirange, p_adds boolean, p_tags text[], p_now timestamp with time zone) IS 'A mail client''s way to tag: the keyword of a known tag, put on a row or taken off it.';

CREATE FUNCTION vorrang.tags_in(f vorrang.folders, p_flags text[]) RETURNS text[]
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.tags_in(f vorrang.folders, p_flags text[]) IS 'The keywords that mean a tag of the ticket. In folders whose rows are messages there are none: there a keyword is the agent''s own.';

CREATE FUNCTION vorrang.take_back(p_entry bigint, p_now timestamp with time zone, p_by text, p_via text) RETURNS vorrang.time_entries
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.take_back(p_entry bigint, p_now timestamp with time zone, p_by text, p_via text) IS 'An entry counts no more: another takes its minutes back, and its contingents have theirs again. VR002: it is released, billed or corrected.';

CREATE FUNCTION vorrang.take_bounce(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.take_bounce(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamp with time zone) IS 'A mail of ours failed for good. A reply that did not reach the customer is no answer: the ticket is with us again and its response clock runs on with the due it had, unless it was closed meanwhile. The owner, else who wrote it, is told in words. Nothing is mailed to anybody.';

CREATE FUNCTION vorrang.take_changes(p_limit integer, p_now timestamp with time zone, OUT taken integer, OUT tickets bigint[]) RETURNS record
    LANGUAGE plpgsql
    SET enable_seqscan TO 'off'
    AS ...;

COMMENT ON FUNCTION vorrang.take_changes(p_limit integer, p_now timestamp with time zone, OUT taken integer, OUT tickets bigint[]) IS 'The oldest changes, locked and gone. By index always: the plan is made while the table is empty, and kept when thousands come at once.';

CREATE FUNCTION vorrang.take_enquiry(a vorrang.agents, p_facts jsonb, p_own boolean, p_channel integer, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone, OUT outcome text, OUT ticket bigint, OUT message bigint) RETURNS record
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.take_enquiry(a vorrang.agents, p_facts jsonb, p_own boolean, p_channel integer, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone, OUT outcome text, OUT ticket bigint, OUT message bigint) IS 'Opens a ticket for p_facts.customer. p_own: the mail is the customer''s own (attached, dragged) and may belong to a ticket that is there: then it joins it. Else it is the agent''s, and nothing but a new ticket. Nobody vouches for the mail but the agent: trust is unproven, with the customer''s class and contract.';

CREATE FUNCTION vorrang.take_numbers(p_seller integer, p_kind text, p_year integer, p_many integer) RETURNS integer
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.take_numbers(p_seller integer, p_kind text, p_year integer, p_many integer) IS 'The last number before so many new ones, which are the caller''s if he commits.';

CREATE FUNCTION vorrang.take_rows_away(p_folder bigint, p_modseq bigint, p_now timestamp with time zone, p_at_once boolean) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.take_rows_away(p_folder bigint, p_modseq bigint, p_now timestamp with time zone, p_at_once boolean) IS 'What was replaced and has stood beside the new row for long enough is gone. The folder is locked.';

CREATE FUNCTION vorrang.take_step(p_ticket bigint, s vorrang.escalations, p_clock text, p_due timestamp with time zone, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.take_step(p_ticket bigint, s vorrang.escalations, p_clock text, p_due timestamp with time zone, p_now timestamp with time zone) IS 'One step, once for its occasion (ticket_steps): release the owner, give it to the responsible person, hand over, raise the priority, tell, call.';

CREATE FUNCTION vorrang.take_wanted_cover(p_ticket bigint, p_now timestamp with time zone, OUT ticket bigint, OUT team boolean, OUT exact boolean) RETURNS record
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.takes_mail(p_intake text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.takes_mail(p_intake text) IS 'Does a channel of this intake make tickets of its mail? One that is off or observes leaves it alone.';

CREATE FUNCTION vorrang.takes_part(p_ticket bigint, p_address text, p_from_count integer, p_trust text) RETURNS boolean
    LANGUAGE plpgsql STABLE COST 10000
    AS ...;

COMMENT ON FUNCTION vorrang.takes_part(p_ticket bigint, p_address text, p_from_count integer, p_trust text) IS 'May this sender join the ticket by a reference or a subject tag? A participant, a contact of its customer, or somebody of his domain whose mail is not unverified.';

CREATE FUNCTION vorrang.target_words(g vorrang.sla_targets) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.tasks (
    number bigint NOT NULL,
    ticket_number bigint NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    agent_id integer,
    due_on date,
    deferred boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone NOT NULL,
    remind_at timestamp with time zone,
    done_at timestamp with time zone,
    CONSTRAINT task_kind_is_a_word CHECK ((kind ~ '^[a-z0-9][a-z0-9_-]{0,30}$'::text)),
    CONSTRAINT task_says_something CHECK ((title <> ''::text))
);

COMMENT ON COLUMN vorrang.tasks.deferred IS 'out of active planning: nobody is reminded of its date';

COMMENT ON COLUMN vorrang.tasks.remind_at IS 'when its agent is told that its day has come; null: never, or he was';

CREATE FUNCTION vorrang.task_detail(k vorrang.tasks, p_by text) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.task_json(k vorrang.tasks) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.task_number(p_key text) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.task_of_line(t vorrang.tickets, p_args text, p_now timestamp with time zone) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.task_of_line(t vorrang.tickets, p_args text, p_now timestamp with time zone) IS 'Reads `#task video how to reset the pump until friday for bernd`: kind, title, due and agent; for and until as they were written.';

CREATE FUNCTION vorrang.task_reminder(k vorrang.tasks, p_now timestamp with time zone) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.task_reminder(k vorrang.tasks, p_now timestamp with time zone) IS 'When a task''s agent is told of its day: at its opening; null: never.';

CREATE FUNCTION vorrang.tell_contingent(p_period bigint, p_ticket bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.tell_contingent(p_period bigint, p_ticket bigint, p_now timestamp with time zone) IS 'At 80 and at 100 percent of a period''s minutes its customer''s key account manager has a notice, each once, and who wrote the ticket a mail, if the contingent says so.';

CREATE FUNCTION vorrang.tell_customer(t vorrang.tickets, p_kind text, p_now timestamp with time zone, p_detail jsonb DEFAULT '{}'::jsonb) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.tell_customer(t vorrang.tickets, p_kind text, p_now timestamp with time zone, p_detail jsonb) IS 'A mail of the desk''s own words to the customer (closing, reminder, contingent), after the channel''s undo seconds. False: he cannot be written to.';

CREATE FUNCTION vorrang.tell_of_note(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.tell_of_note(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) IS 'The colleagues whom a note names in To or Cc, and who wrote the note that it answers: each watches the ticket and has a notice with the note''s words. An answer to that notice is a note, too.';

CREATE FUNCTION vorrang.thread_of(p_ticket bigint) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.thread_of(p_ticket bigint) IS 'The customer''s side of the conversation, oldest first: the References of what leaves. An agent''s own enquiry is not in it: its Message-ID names his host.';

CREATE FUNCTION vorrang.ticket_band(t vorrang.tickets) RETURNS integer
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.ticket_called(p_facts jsonb) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.ticket_called(p_facts jsonb) IS 'The newest ticket that this very sender called by a number that his subject names (an open one where the name is a host or service). Nobody else''s number is believed.';

CREATE FUNCTION vorrang.ticket_json(t vorrang.tickets) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.ticket_number(p_text text) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.ticket_of_copy(p_facts jsonb, a vorrang.agents, p_now timestamp with time zone) RETURNS vorrang.tickets
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.ticket_of_copy(p_facts jsonb, a vorrang.agents, p_now timestamp with time zone) IS 'The ticket that log+4815@ names, if this agent may see it; null: none.';

CREATE FUNCTION vorrang.tidy_covers(p_now timestamp with time zone) RETURNS void
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.tidy_covers(p_now timestamp with time zone) IS 'A revision lives as long as a row or tombstone shows it; one that nobody shows is written again when wanted.';

CREATE FUNCTION vorrang.time_entry_id(p_key text) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.time_entry_json(e vorrang.time_entries) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.time_entry_json(e vorrang.time_entries) IS 'minutes: of the entry; contingent: how many of them a contingent gave.';

CREATE FUNCTION vorrang.time_is_billable(p_ticket bigint) RETURNS boolean
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.time_is_billable(p_ticket bigint) IS 'Is a ticket''s work billable where nobody says otherwise (SSC-04)? Not where a warranty, or a contract that includes work, covers it; a contract with a contingent does not.';

CREATE FUNCTION vorrang.timed_steps(t vorrang.tickets, p_now timestamp with time zone) RETURNS TABLE(step vorrang.escalations, due timestamp with time zone)
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.timed_steps(t vorrang.tickets, p_now timestamp with time zone) IS 'Steps of the ticket''s channel that are due by time alone, and when: so much open time after the step before (of the first one: after the step that brought it here) while it is still late, and so much without any event but the clock''s own. Only while it is with us.';

CREATE FUNCTION vorrang.times_of_day(p_list jsonb) RETURNS time without time zone[]
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.told_of_step(t vorrang.tickets, p_step vorrang.escalations, p_owner integer, p_now timestamp with time zone) RETURNS integer[]
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.told_of_step(t vorrang.tickets, p_step vorrang.escalations, p_owner integer, p_now timestamp with time zone) IS 'Whom a step tells, each once, and always the responsible person, unless it tells nobody: of the team those whose shift it is, if it is anybody''s. A ticket of a customer for his key account manager only tells that one and not the team.';

CREATE FUNCTION vorrang.topic_json(x vorrang.topics) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.topic_named(p_key text) RETURNS vorrang.topics
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.touch(p_ticket bigint, p_at timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.touch(p_ticket bigint, p_at timestamp with time zone) IS 'The rows that show this ticket may have to change.';

CREATE TABLE vorrang.turnover_rules (
    currency character(3) NOT NULL,
    days integer NOT NULL,
    a_minor bigint NOT NULL,
    b_minor bigint NOT NULL,
    CONSTRAINT turnover_a_is_more_than_b CHECK (((a_minor > b_minor) AND (b_minor >= 0))),
    CONSTRAINT turnover_currency_is_a_code CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT turnover_days_are_some CHECK (((days >= 1) AND (days <= 3660)))
);

COMMENT ON COLUMN vorrang.turnover_rules.days IS 'so many days back invoices count';

CREATE FUNCTION vorrang.turnover_json(r vorrang.turnover_rules) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.uid_set(p_uids bigint[]) RETURNS int8multirange
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.unanswer(p_ticket bigint, p_message bigint) RETURNS void
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.unanswer(p_ticket bigint, p_message bigint) IS 'The answer never left: the response clock runs on with the due it had. What was not sent is no response.';

CREATE FUNCTION vorrang.unbilled(p_until date, p_customer integer) RETURNS TABLE(entry_id bigint, customer_id integer, seller_id integer, ticket_number bigint, currency character)
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.unbilled(p_until date, p_customer integer) IS 'What a run bills, and on which bill each entry belongs: customer, ticket (null: all of his together), currency. What is free or a contingent''s goes with what costs something.';

CREATE FUNCTION vorrang.unbilled_minutes(p_customer integer) RETURNS bigint
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.unbilled_minutes(p_customer integer) IS 'What was worked for a customer and is on no bill.';

CREATE FUNCTION vorrang.unblock_sender(t vorrang.tickets, a vorrang.agents, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

CREATE FUNCTION vorrang.unlinked_events(p_now timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.unlinked_events(p_now timestamp with time zone) IS 'Events in no link: slipped in between those that are, or older than an hour.';

CREATE FUNCTION vorrang.unmerge(p_merged bigint, a vorrang.agents, p_via text, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.unmerge(p_merged bigint, a vorrang.agents, p_via text, p_now timestamp with time zone) IS 'Undoes a merge within 7 days: the messages and times that came with it go back, what came since stays with the survivor. Watchers and tags stay on both.';

CREATE FUNCTION vorrang.unowned_first(p_agent integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.unowned_first(p_agent integer) IS 'The first 100 unowned tickets of the channels that an agent handles: they stand in his INBOX.';

CREATE FUNCTION vorrang.unread_newer(p_ticket bigint, p_agent integer, p_in_reply_to text) RETURNS vorrang.messages
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.unread_newer(p_ticket bigint, p_agent integer, p_in_reply_to text) IS 'The first message of customer or colleague that is newer than the one he answers (else than the newest he has read) and that he has not read: a collision. Notes, machine mail, own mail never collide.';

CREATE FUNCTION vorrang.use_folder(p_agent integer, p_folder text, p_now timestamp with time zone) RETURNS bigint
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.use_folder(p_agent integer, p_folder text, p_now timestamp with time zone) IS 'The folder is looked at: made at its first use, projected whole if it was not kept, kept from now on.';

CREATE FUNCTION vorrang.want_covers(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone) RETURNS void
    LANGUAGE sql
    AS ...;

COMMENT ON FUNCTION vorrang.want_covers(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone) IS 'A folder of conversations was projected: sheets that are not there or know less than the history are wanted, of one ticket at most every 5 seconds; when the folder is opened (p_tickets null) also those not looked at lately.';

CREATE FUNCTION vorrang.watch_channels_of_mail(p_ticket bigint, p_facts jsonb, p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.watch_channels_of_mail(p_ticket bigint, p_facts jsonb, p_now timestamp with time zone) IS 'Several channels in one mail: one ticket in the channel named first, the others'' teams watch.';

CREATE FUNCTION vorrang.watch_move(a vorrang.agents, p_source vorrang.folders, p_target vorrang.folders, p_ticket bigint, p_now timestamp with time zone) RETURNS boolean
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.watch_move(a vorrang.agents, p_source vorrang.folders, p_target vorrang.folders, p_ticket bigint, p_now timestamp with time zone) IS 'Into Watching: he reads along; from there to INBOX: no more. Who may see a ticket may do that. False: another move.';

CREATE FUNCTION vorrang.watched_by(p_agent integer, p_tickets bigint[]) RETURNS SETOF bigint
    LANGUAGE plpgsql STABLE ROWS 50
    AS ...;

COMMENT ON FUNCTION vorrang.watched_by(p_agent integer, p_tickets bigint[]) IS 'Open tickets that an agent or a channel of his watches, or that he is the responsible person of.';

CREATE FUNCTION vorrang.watched_numbers(p_agent integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.watched_numbers(p_agent integer) IS 'Tickets that he or a channel of his watches; vorrang.sees decides.';

CREATE FUNCTION vorrang.ways_of(p_agent integer, p_event text) RETURNS text[]
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.ways_of(p_agent integer, p_event text) IS 'How an agent is told: inbox, mail, webhook, digest. If he has not said: in his INBOX; of new tickets and customers'' mails not at all, for those stand there themselves.';

CREATE FUNCTION vorrang.webhook_call_name(p_key uuid) RETURNS text
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.webhook_call_name(p_key uuid) IS 'By which the receiver knows a call that comes again, as he and the admin see it.';

CREATE FUNCTION vorrang.webhook_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.webhooks (
    id integer NOT NULL,
    key text NOT NULL,
    url text NOT NULL,
    secret bytea NOT NULL,
    old_secret bytea,
    old_secret_until timestamp with time zone,
    busy_until timestamp with time zone,
    CONSTRAINT webhook_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text)),
    CONSTRAINT webhook_old_secret_ends CHECK (((old_secret IS NULL) = (old_secret_until IS NULL))),
    CONSTRAINT webhook_url_is_http CHECK (((url ~ '^https?://[^[:space:]]+$'::text) AND (length(url) <= 2000)))
);

CREATE FUNCTION vorrang.webhook_json(w vorrang.webhooks) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.webhook_json(w vorrang.webhooks) IS 'A webhook and its calls of the last 30 days: waits_since, when the oldest was caused that was tried in vain; error, what the last one in vain met. Never its secret.';

CREATE FUNCTION vorrang.webhook_pause(p_attempt integer) RETURNS interval
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.webhook_pause(p_attempt integer) IS 'How long a call waits after its n-th attempt: 1 s, 2 s, 4 s … 5 min.';

CREATE FUNCTION vorrang.webhook_ticket(t vorrang.tickets) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.webhook_ticket(t vorrang.tickets) IS 'What a receiver is told of a ticket: no word of anybody''s mail, and nothing by which one could write to it.';

CREATE FUNCTION vorrang.week_minutes(p_line text) RETURNS TABLE(weekday smallint, from_minute smallint, to_minute smallint)
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.week_minutes(p_line text) IS 'Reads "Mon-Fri 22:00-06:00": the days on which they begin; what ends before it begins ends on the day after.';

CREATE FUNCTION vorrang.weekday_named(p_name text) RETURNS smallint
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.weekday_named(p_name text) IS 'Mon is 1, Sun 7; null: it is none.';

CREATE FUNCTION vorrang.weigh_numbers(p_ticket bigint, p_message bigint, p_opens boolean, p_now timestamp with time zone, p_by text, p_via text) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.weigh_numbers(p_ticket bigint, p_message bigint, p_opens boolean, p_now timestamp with time zone, p_by text, p_via text) IS 'What the numbers of a message do to its ticket. An asset of its customer fills an unknown one, and never replaces one. A number of somebody else changes nothing: it is a contradiction, or a suggestion where the customer is unknown, that an agent resolves. p_opens: of several customers to whom the sender himself belongs, the number says which.';

CREATE FUNCTION vorrang.whom_of(p_list jsonb) RETURNS text[]
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.whom_of(p_list jsonb) IS 'Whom a step tells, as the admin wrote it: roles and addresses; "none": nobody.';

CREATE FUNCTION vorrang.why_unconfirmed(t vorrang.tickets, p_known boolean, p_now timestamp with time zone) RETURNS text
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.withdraw_articles(a vorrang.agents, f vorrang.folders, p_uids bigint[], p_now timestamp with time zone) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.withdraw_articles(a vorrang.agents, f vorrang.folders, p_uids bigint[], p_now timestamp with time zone) IS 'Deleted in its folder, an article is gone for everybody; `vorrang article set 17 --no-withdrawn` brings it back.';

CREATE FUNCTION vorrang.words_of(p_list jsonb) RETURNS text[]
    LANGUAGE sql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.words_of(p_list jsonb) IS 'A list of the admin''s, lower-case, each once; "" alone: none.';

CREATE FUNCTION vorrang.work_day(p_ticket bigint, p_started timestamp with time zone) RETURNS date
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.work_day(p_ticket bigint, p_started timestamp with time zone) IS 'The day of work in the zone of the ticket''s contract, else of its channel.';

CREATE FUNCTION vorrang.work_type_id(p_key text) RETURNS integer
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE TABLE vorrang.work_types (
    id integer NOT NULL,
    key text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    CONSTRAINT work_type_key_is_a_word CHECK ((key ~ '^[a-z0-9][a-z0-9_-]{0,62}$'::text))
);

COMMENT ON COLUMN vorrang.work_types.name IS 'as a bill says it; empty: the key';

CREATE FUNCTION vorrang.work_type_json(w vorrang.work_types) RETURNS jsonb
    LANGUAGE sql STABLE
    AS ...;

CREATE FUNCTION vorrang.worked_beyond(c vorrang.contingents, p_from date) RETURNS bigint
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.worked_beyond(c vorrang.contingents, p_from date) IS 'Billable minutes of a period''s work under the contract that no contingent covers.';

CREATE TABLE vorrang.observed (
    id bigint NOT NULL,
    channel_id integer NOT NULL,
    received_at timestamp with time zone NOT NULL,
    message_id text NOT NULL,
    sender bytea NOT NULL,
    subject bytea NOT NULL,
    customer_id integer,
    class character(1) NOT NULL,
    vip boolean NOT NULL,
    priority smallint NOT NULL,
    calendar_id integer NOT NULL,
    response_due timestamp with time zone NOT NULL,
    amber_at timestamp with time zone,
    follow_ups integer DEFAULT 0 NOT NULL,
    answered_at timestamp with time zone
);

COMMENT ON COLUMN vorrang.observed.sender IS 'SHA-256 of the bare address';

COMMENT ON COLUMN vorrang.observed.subject IS 'SHA-256 of the subject without its Re:';

COMMENT ON COLUMN vorrang.observed.follow_ups IS 'further mails of its thread while it waited for the answer';

CREATE FUNCTION vorrang.would_escalate(o vorrang.observed, p_until timestamp with time zone) RETURNS TABLE(at text, level smallint, channel text, to_channel text)
    LANGUAGE plpgsql STABLE
    AS ...;

COMMENT ON FUNCTION vorrang.would_escalate(o vorrang.observed, p_until timestamp with time zone) IS 'The steps that escalate() would have taken for an observed mail until its answer: at amber and at response due.';

CREATE FUNCTION vorrang.write_bill_lines(p_run integer) RETURNS void
    LANGUAGE sql
    SET work_mem TO '128MB'
    SET jit TO 'off'
    AS ...;

CREATE FUNCTION vorrang.write_event(p_ticket bigint, p_at timestamp with time zone, p_kind text, p_by text, p_via text, p_detail jsonb DEFAULT '{}'::jsonb) RETURNS void
    LANGUAGE plpgsql
    AS ...;

COMMENT ON FUNCTION vorrang.write_event(p_ticket bigint, p_at timestamp with time zone, p_kind text, p_by text, p_via text, p_detail jsonb) IS 'One line of a ticket''s history. p_by: an agent''s key, customer, or vorrang. No personal text.';

CREATE FUNCTION vorrang.wrong_amount(p_after jsonb) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.wrong_cell(p_column text, p_text text, p_hint text) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang.wrong_missing(p_wanted jsonb, p_noun text, VARIADIC p_columns text[]) RETURNS jsonb
    LANGUAGE plpgsql IMMUTABLE
    AS ...;

COMMENT ON FUNCTION vorrang.wrong_missing(p_wanted jsonb, p_noun text, VARIADIC p_columns text[]) IS 'What the row, together with what is stored, still lacks; p_noun with its article.';

CREATE FUNCTION vorrang.wrong_reference(p_column text, p_key text) RETURNS jsonb
    LANGUAGE plpgsql STABLE
    AS ...;

CREATE FUNCTION vorrang.yes_or_no(p_text text) RETURNS boolean
    LANGUAGE sql IMMUTABLE
    AS ...;

CREATE FUNCTION vorrang_api.agent_absent(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.agent_absent(p_key text, p jsonb, p_now timestamp with time zone) IS 'An agent is away: from and until (first and last day in his zone; absent: from now, until nobody knows), or back. source: admin, or sieve, which says only now and back and may say it again and again. Gives the agent.';

CREATE FUNCTION vorrang_api.agent_asks(p_login text, p_lines jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.agent_asks(p_login text, p_lines jsonb, p_now timestamp with time zone) IS 'Answers an agent''s mail to the desk''s own address: lines [{word, args}]; the answer is a notice in his INBOX. Returns why it is refused; null: answered. A customer of whom he may see nothing is as one that is not there.';

CREATE FUNCTION vorrang_api.agent_enquiry(p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_original jsonb, p_original_header bytea, p_original_body bytea, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(outcome text, ticket bigint, message bigint, original bigint, original_is_new boolean, sentence text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.agent_enquiry(p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_original jsonb, p_original_header bytea, p_original_body bytea, p_now timestamp with time zone) IS 'Takes an agent''s mail that opens a ticket for somebody else. p_facts: as for intake_store, and login, customer {address, name} or {phone}, source, time_minutes, time_comment. p_original (with header and body): the customer''s own mail that was attached; it becomes the customer''s message and may join a ticket that is there, the agent''s mail is then a note. Outcomes: open, append, duplicate (answer 250), need-number (nothing written), refused (sentence). Further chunks by message_add_chunk.';

CREATE FUNCTION vorrang_api.agent_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.agent_reply(p_facts jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(outcome text, ticket bigint, message bigint, sentence text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.agent_reply(p_facts jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone) IS 'Takes an agent''s mail about a ticket. p_facts: as for intake_store, and login, note (its first line is #note), bare (no word of his own stands in it: with lines nothing is sent), lines [{word, args}], time_minutes, time_comment, attached (Message-IDs of attached mails), quotes_cover (a cover sheet stands in it), text, question (of #ask), canned (of #use), repeats (the note whose words stand in it), log (see file_copy). Outcomes: reply, note, copy, duplicate (already committed: answer 250), refused (sentence goes to the agent''s client, nothing is sent). Further chunks by message_add_chunk in the same transaction.';

CREATE FUNCTION vorrang_api.agent_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.agent_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'An agent: login, name, light, language of his folders (en, de), brief (a notice each morning), channel (where his own new tickets go), alert_address, alert_on_shift, webhook, digest and notify (see set_alerts), shift (the calendar of his hours, "": none: what falls due between them is not his), members: all his memberships, as channel or channel:kind (standard, informal, read), without an end.';

CREATE FUNCTION vorrang_api.agent_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.agent_texts(p_facts jsonb, p_open boolean, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(message bigint, header bytea, body bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.agent_texts(p_facts jsonb, p_open boolean, p_now timestamp with time zone) IS 'Of the ticket that an agent''s mail is about: its newest 50 internal notes, or (p_open) what of it came from outside or left, and the last 10 mails that its notes'' writers wrote elsewhere (what they write to everybody, as their signatures). Of each the first 256 KiB of header and body.';

CREATE FUNCTION vorrang_api.agent_ticket(p_login text, p_tags bigint[]) RETURNS bigint
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.agent_ticket(p_login text, p_tags bigint[]) IS 'The first of these numbers whose ticket the agent may see: a mail of his with its tag is the desk''s.';

CREATE FUNCTION vorrang_api.article_claim(p_limit integer, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(id bigint, number bigint, title text, text text, message bigint, agent text, at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.article_claim(p_limit integer, p_now timestamp with time zone) IS 'Articles that want their mail, to be written by article_written in the same transaction: text, or the message whose writer''s own words are the text.';

CREATE FUNCTION vorrang_api.article_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.article_list(p jsonb, p_now timestamp with time zone) IS 'Articles; all: withdrawn ones too; text: with what they say.';

CREATE FUNCTION vorrang_api.article_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.article_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'Changes an article: title and text (a new revision, which vorrangd writes), topic, withdrawn (on: gone from its folder; off: there again).';

CREATE FUNCTION vorrang_api.article_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.article_written(p_id bigint, p_text text, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.article_written(p_id bigint, p_text text, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone) IS 'The article''s mail as vorrangd wrote it; it stands in its folder now, for its last revision.';

CREATE FUNCTION vorrang_api.articles_for(p_ticket bigint, p_team boolean, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.articles_for(p_ticket bigint, p_team boolean, p_now timestamp with time zone) IS 'What a cover sheet suggests, once its messages'' words are known.';

CREATE FUNCTION vorrang_api.audit_chain(p_link bigint) RETURNS text
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.audit_chain(p_link bigint) IS 'The chain at a link; null: there is no such one.';

CREATE FUNCTION vorrang_api.audit_export(p_after bigint, p_limit integer, p_from timestamp with time zone, p_until timestamp with time zone, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.audit_export(p_after bigint, p_limit integer, p_from timestamp with time zone, p_until timestamp with time zone, p_now timestamp with time zone) IS 'Events of a time after this id, oldest first, with their digests.';

CREATE FUNCTION vorrang_api.audit_link(p_limit integer, p_now timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    SET enable_nestloop TO 'off'
    AS ...;

COMMENT ON FUNCTION vorrang_api.audit_link(p_limit integer, p_now timestamp with time zone) IS 'Adds a link for up to p_limit events that are in none; how many they were. One at a time, whoever asks.';

CREATE FUNCTION vorrang_api.audit_verify(p_after bigint, p_limit integer, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.audit_verify(p_after bigint, p_limit integer, p_now timestamp with time zone) IS 'Reckons up to p_limit links after this one anew: {link, events, chain} of the last one, whether there are more, and, at the end, how many events are in none; or what is wrong with which (why, first and last event, at).';

CREATE FUNCTION vorrang_api.bill_document(p_key text) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.bill_document(p_key text) IS 'All that a bill says, as it was when it was made, for those who write it down: the same at any time. voided_on: when what a credit note takes back was issued.';

CREATE FUNCTION vorrang_api.bill_held(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.bill_held(p jsonb, p_now timestamp with time zone) IS 'All time until a day (today) that is not billed, and why: not-released, no-customer, no-project, no-rate (it could not be released), no-buyer, no-seller (it could not be billed), not-billed (the next run takes it).';

CREATE FUNCTION vorrang_api.bill_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.bill_list(p jsonb, p_now timestamp with time zone) IS 'Bills of a customer, of a run, issued in a month; as they were made.';

CREATE FUNCTION vorrang_api.bill_preview(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.bill_preview(p jsonb, p_now timestamp with time zone) IS 'What bill_run would make, with the numbers that it would give; nothing of it stays.';

CREATE FUNCTION vorrang_api.bill_run(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.bill_run(p jsonb, p_now timestamp with time zone) IS 'Bills what is released and not billed, with work until the end of a month (month: 2026-11) or until a day, of all customers or one; in one transaction: all of the bills or none. Asked again it bills nothing: what is billed is billed once. run: null where there was nothing.';

CREATE FUNCTION vorrang_api.bill_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.bill_void(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.bill_void(p_key text, p jsonb, p_now timestamp with time zone) IS 'Takes a bill back for a reason: a credit note of all its lines, with a number of its own series, goes to the customer; what stood on it is released again, and the next run bills it anew. Bills are never deleted.';

CREATE FUNCTION vorrang_api.block_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.block_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.block_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'New mail of this address is spam; remove: no more.';

CREATE FUNCTION vorrang_api.block_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.buyer_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.buyer_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.buyer_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'What a customer''s bills say of him: name ("": his own), street, postcode, city, country, vat_id, reference (what he wants to see on them), email; per: month (one bill of all his tickets) or ticket; tax: standard or reverse-charge; seller, where there are several. Without it he is not billed.';

CREATE FUNCTION vorrang_api.buyer_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.calendar_due(p_key text, p_from timestamp with time zone, p_seconds bigint) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.calendar_due(p_key text, p_from timestamp with time zone, p_seconds bigint) IS 'When so many open seconds from an instant on are used up, in UTC and in its zone.';

CREATE FUNCTION vorrang_api.calendar_keep(p_key text, p_intervals jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.calendar_keep(p_key text, p_intervals jsonb, p_now timestamp with time zone) IS 'The expansion as vorrangd makes it each day, to stay ten years ahead. Where it is another than it was (a time zone''s rules changed) the open tickets are computed anew; says how many.';

CREATE FUNCTION vorrang_api.calendar_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.calendar_rules(p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.calendar_rules(p_now timestamp with time zone) IS 'All calendars, for vorrangd, which expands them each day.';

CREATE FUNCTION vorrang_api.calendar_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.calendar_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'Opening hours: zone, open lines, holidays ("DATE NAME"), exceptions ("DATE HOURS", before holidays and the week), and intervals [[opens, closes], …] in epoch seconds, ascending, as the caller expanded them. Its open tickets are computed anew; "tickets" in the answer says how many.';

CREATE FUNCTION vorrang_api.calendar_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.channel_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.channel_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.channel_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'Removes a channel without tickets, with its members, steps, folders and the rules of its own. Remove its addresses from Postfix, too: mail to them is refused from now on.';

CREATE FUNCTION vorrang_api.channel_rename(p_key text, p_new text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.channel_rename(p_key text, p_new text, p_now timestamp with time zone) IS 'Another key for a channel: its folders have the new name at the next LIST, with the same uids, flags and UIDVALIDITY. Its address stays.';

CREATE FUNCTION vorrang_api.channel_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.channel_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A channel: address, name, order (value, weighted, deadline), sla and calendar for senders without contract, zone of the shown dues, amber and red in percent of the time left, reopen and undo seconds; language of its own words (en, de), close_notice (tell the customer), remind_days (open days until a waiting customer is reminded, 0: never), remind_times (then it is closed); internal (from agents only, and nothing of its tickets leaves); parent (its members see this channel too); intake: auto, triage (an agent accepts each mail), off (its mail is left alone), observe (so too, and looked at for report_observe); type of its tickets (callback: a call is asked for); form_senders and form_hosts (web forms, see is_form_sender); follow_up (mail after the end: reopen, new, ask) and thanks_reopen; domain_confirmations and freemail_confirmations (to strangers, an hour and domain); steps (from which state agents may bring a ticket where, see steps_of); open_owns (who opens an unowned ticket owns it); in_inbox (its unowned tickets stand in the INBOX of those who handle it); shows_reading (colleagues see $Reading on what one of them reads); resolution_runs_on (its clock runs while a ticket waits). What is open here under the SLA and calendar that it had, and no contract, has the new ones from receipt on.';

CREATE FUNCTION vorrang_api.channel_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.classes_keep(p_now timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.classes_keep(p_now timestamp with time zone) IS 'Gives each customer whose class nobody typed the one of his turnover, and ranks his open tickets; how many changed. vorrangd asks each quarter of an hour.';

CREATE FUNCTION vorrang_api.clock_next_at(p_now timestamp with time zone DEFAULT now()) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.clock_next_at(p_now timestamp with time zone) IS 'The earliest instant at which a ticket''s clock is due, a membership begins or ends, an absence begins, a shift ends, a brief or a digest is due, or a task''s day begins.';

CREATE FUNCTION vorrang_api.clock_run(p_limit integer, p_now timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.clock_run(p_limit integer, p_now timestamp with time zone) IS 'Carries out up to p_limit due clock steps and says how many; never one before its instant.';

CREATE FUNCTION vorrang_api.contact_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.contact_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.contact_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'Creates or changes a person: name, vip, language (en, de; else the channel''s), phone, salutation (empty: by name and language), customers (the first is meant where nothing says which).';

CREATE FUNCTION vorrang_api.contact_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.contingent_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.contingent_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.contingent_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'What a contract includes: kind monthly (each calendar month) or block (once); minutes (in seconds); from, until (the contract''s days); carry_months: how long the rest of a month lives on; tell_customer; overage: what an hour more costs ("": the rates say).';

CREATE FUNCTION vorrang_api.contingent_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.contingent_show(p_key text, p_now timestamp with time zone) IS 'One contingent with its ledger (contingent_ledger).';

CREATE FUNCTION vorrang_api.contingents_keep(p_now timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.contingents_keep(p_now timestamp with time zone) IS 'Grants the minutes of a month that has begun, and lets expire what could be used until more than two weeks ago (work of those days may be booked later); returns how many did. vorrangd asks each quarter of an hour.';

CREATE FUNCTION vorrang_api.contract_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.contract_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.contract_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A customer''s contract: sla, calendar, level, first day, last day (empty: open-ended), site (it covers what stands there), assets_only (it covers assets that name it); time (included, billable, auto: billable with a contingent), step, minimum (seconds) and rounding (ticket, entry, seller) of its bills, else the seller''s; fee ("250.00 EUR") and fee_months: what the customer pays for it, for analyses. What is open under it has its SLA and calendar from receipt on; whom it covers is asked for new tickets.';

CREATE FUNCTION vorrang_api.contract_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.cover_job(p_agent bigint, p_folder text, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(ticket bigint, team boolean, job jsonb, unread_files bigint[])
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.cover_job(p_agent bigint, p_folder text, p_now timestamp with time zone) IS 'The next cover sheet to write, with all that it says; nothing: none. With a folder: only that of this Tickets/n, which counts as used. What it took is wanted no more when the transaction commits.';

CREATE FUNCTION vorrang_api.cover_written(p_ticket bigint, p_team boolean, p_facts jsonb, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.cover_written(p_ticket bigint, p_team boolean, p_facts jsonb, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone) IS 'A revision of a sheet as vorrangd wrote it from the facts of cover_job, in the same transaction; the projector shows it.';

CREATE FUNCTION vorrang_api.customer_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.customer_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.customer_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'Creates or changes a customer: name, class (A, B, C; - and auto: as his turnover says, if there is a rule), number ("": his key is it), domains (given at all: the whole set), kam (his key account manager, "" for none), kam_only (membership of a channel shows nothing of his tickets), project and maintenance_project (onto which his time runs; the latter where a contract covers it).';

CREATE FUNCTION vorrang_api.customer_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.customer_show(p_key text, p_now timestamp with time zone) IS 'One customer, and how things stand with him (customer_standing).';

CREATE FUNCTION vorrang_api.desk_act(p_agent bigint, p_how text, p_source text, p_uids bigint[], p_target text, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(uidvalidity bigint, uid bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_act(p_agent bigint, p_how text, p_source text, p_uids bigint[], p_target text, p_now timestamp with time zone) IS 'MOVE or COPY of rows between our folders: one transaction for all rows. COPY is the same action with the source left alone. Gives the new target uids in the order of the command, or one null where several rows are one ticket.';

CREATE FUNCTION vorrang_api.desk_append(p_agent bigint, p_how text, p_target text, p_mails jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(uidvalidity bigint, uid bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_append(p_agent bigint, p_how text, p_target text, p_mails jsonb, p_now timestamp with time zone) IS 'Mails that come into our folder from elsewhere; p_mails: [{"ticket", "message_id"}], each as the mail itself says. A mail of a ticket that this agent may see is that ticket''s row, and bringing it is moving the row; any other is refused, and then nothing happens. What desk_take took in this transaction is among them, but for an agent''s own copies, which move nothing: where there are only such, none. Answers as desk_act.';

CREATE FUNCTION vorrang_api.desk_body(p_agent bigint, p_folder text, p_uid bigint, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(uid bigint, added text, prefix text, fallback_message_id text, view text, header bytea, source text, size bigint, body_size bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_body(p_agent bigint, p_folder text, p_uid bigint, p_now timestamp with time zone) IS 'One row''s header and sizes; its body follows by desk_body_chunks (source says of which message, notice, cover sheet or article). Notes that the body was fetched, so that the row is not replaced for its rank alone while read.';

CREATE FUNCTION vorrang_api.desk_body_chunks(p_agent bigint, p_source text, p_from_n integer, p_count integer, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(n integer, data bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_body_chunks(p_agent bigint, p_source text, p_from_n integer, p_count integer, p_now timestamp with time zone) IS 'Chunks of a body, as far as the agent may see its ticket.';

CREATE FUNCTION vorrang_api.desk_expunge(p_agent bigint, p_folder text, p_uids bigint[], p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_expunge(p_agent bigint, p_folder text, p_uids bigint[], p_now timestamp with time zone) IS 'Deleting a row does nothing to its ticket: the row comes back under a new uid, with a notice (after a COPY of it silently). Deleting a notice puts it away, deleting what stands in Outgoing recalls it, deleting in Watching ends the watching, deleting an article withdraws it.';

CREATE FUNCTION vorrang_api.desk_find(p_agent bigint, p_folder text, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(name text, id text, special_use text, access text)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_find(p_agent bigint, p_folder text, p_now timestamp with time zone) IS 'One folder by name, also one that LIST does not show (Tickets/n); VR001 when absent or hidden.';

CREATE FUNCTION vorrang_api.desk_flags(p_agent bigint, p_folder text, p_changes jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_flags(p_agent bigint, p_folder text, p_changes jsonb, p_now timestamp with time zone) IS 'Flag changes of one agent, in order. Every named row that lives gets a new modseq, so that what he may not change is answered by the true flags.';

CREATE FUNCTION vorrang_api.desk_headers(p_agent bigint, p_folder text, p_uids bigint[], p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(uid bigint, added text, prefix text, fallback_message_id text, view text, header bytea)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_headers(p_agent bigint, p_folder text, p_uids bigint[], p_now timestamp with time zone) IS 'Stored headers with what a row adds to them, many at once.';

CREATE FUNCTION vorrang_api.desk_highest(p_folder bigint, p_agents bigint[], p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(agent bigint, highestmodseq bigint)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_highest(p_folder bigint, p_agents bigint[], p_now timestamp with time zone) IS 'Where a folder stands for each of its watchers; 0: he may not see it any more, or it is gone.';

CREATE FUNCTION vorrang_api.desk_keep_open(p_folders bigint[], p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_keep_open(p_folders bigint[], p_now timestamp with time zone) IS 'Somebody still has these folders open: called every minute.';

CREATE FUNCTION vorrang_api.desk_leave(p_agent bigint, p_how text, p_source text, p_target text, p_special_use text, p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_leave(p_agent bigint, p_how text, p_source text, p_target text, p_special_use text, p_now timestamp with time zone) IS 'May rows be moved out of the desk? Only to Trash, where the copy stays and the row comes back, and from Outgoing to Drafts: the expunge that follows recalls the reply.';

CREATE FUNCTION vorrang_api.desk_list(p_agent bigint, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(name text, id text, special_use text, access text, subscribed boolean)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_list(p_agent bigint, p_now timestamp with time zone) IS 'The folders that an agent''s LIST shows, in his language, and whether he is subscribed to them: unless he unsubscribed.';

CREATE FUNCTION vorrang_api.desk_login(p_login text, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(agent bigint, key text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_login(p_login text, p_now timestamp with time zone) IS 'The agent of an IMAP login; no row: none.';

CREATE FUNCTION vorrang_api.desk_manage(p_agent bigint, p_verb text, p_folder text, p_new text, p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_manage(p_agent bigint, p_verb text, p_folder text, p_new text, p_now timestamp with time zone) IS 'SUBSCRIBE and UNSUBSCRIBE; CREATE, DELETE, RENAME of our folders: refused, with what to do instead.';

CREATE FUNCTION vorrang_api.desk_open(p_agent bigint, p_folder text, p_uidvalidity bigint, p_since bigint, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(kind text, uid bigint, modseq bigint, date bigint, size bigint, saved bigint, flags text, state jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_open(p_agent bigint, p_folder text, p_uidvalidity bigint, p_since bigint, p_now timestamp with time zone) IS 'What changed in a folder above p_since: every SELECT and NOOP. Writes nothing when the folder is kept.';

CREATE FUNCTION vorrang_api.desk_project(p_limit integer, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(taken integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_project(p_limit integer, p_now timestamp with time zone) IS 'Takes up to p_limit changed tickets and projects every kept folder that they concern; elsewhere replaced rows go. Many may run: changes are skipped when locked, folders are locked in id order.';

CREATE FUNCTION vorrang_api.desk_status(p_agent bigint, p_folder text, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(state jsonb, messages bigint, unseen bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_status(p_agent bigint, p_folder text, p_now timestamp with time zone) IS 'What STATUS tells of a folder, without opening it.';

CREATE FUNCTION vorrang_api.desk_statuses(p_agent bigint, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(name text, id text, special_use text, access text, uidvalidity bigint, uidnext bigint, highestmodseq bigint, messages bigint, unseen bigint, ending bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_statuses(p_agent bigint, p_now timestamp with time zone) IS 'What STATUS tells of all that LIST shows and that is kept up to date; any other folder is asked for by its name. ending: its id where it wants to be kept for longer (desk_keep_open).';

CREATE FUNCTION vorrang_api.desk_take(p_agent bigint, p_target text, p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(is_new boolean, ticket bigint, message bigint, known_id text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_take(p_agent bigint, p_target text, p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone) IS 'A mail from elsewhere that an agent drags into INBOX, Mine or a queue: a ticket of its sender, or the ticket that it answers or already is (is_new false). The client''s copy of what its agent wrote about a ticket of his is kept there, once, and moves nothing: known_id is null. p_number: a free ticket number. desk_append in the same transaction then moves its row; known_id is what it is to be named by. Further chunks by message_add_chunk.';

CREATE FUNCTION vorrang_api.desk_tidy(p_now timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_tidy(p_now timestamp with time zone) IS 'Every few minutes: expired retry keys, old observations and tombstones go, folders enter a new generation.';

CREATE FUNCTION vorrang_api.desk_watch(p_agent bigint, p_folder text, p_now timestamp with time zone DEFAULT now()) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.desk_watch(p_agent bigint, p_folder text, p_now timestamp with time zone) IS 'The folder to listen for (NOTIFY vorrang_folder names it); it counts as looked at.';

CREATE FUNCTION vorrang_api.document_kind_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.document_kind_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.document_kind_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A kind of document: name as the desk calls it ("Change request"), numbers (CR-YYYY-####; # a digit, YYYY the year).';

CREATE FUNCTION vorrang_api.document_kind_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.document_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.document_list(p jsonb, p_now timestamp with time zone) IS 'Documents that are open or in progress; of a ticket, of a customer; all: every one.';

CREATE FUNCTION vorrang_api.document_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.document_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'Changes a document, or with "new" for its number makes one: ticket, kind, title, text, status (open, in-progress, done, cancelled).';

CREATE FUNCTION vorrang_api.document_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.domain_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.domain_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.domain_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'A mail domain names no customer any more; exact contacts of that domain still do.';

CREATE FUNCTION vorrang_api.domain_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.domain_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'Mail from this domain (exactly: no sub-domains) is the customer''s.';

CREATE FUNCTION vorrang_api.domain_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.escalation_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.escalation_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.escalation_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'Removes a step (level, 1 if not given). Tickets that it would have taken stay where they are.';

CREATE FUNCTION vorrang_api.escalation_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.escalation_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A step of a channel (key): level, at (amber, response-due, resolution-due, later, silent), after (seconds of open time: of later, since the step before; of silent, without an event), release_owner, to_responsible, to_channel ("": stays), raise_priority, notify (roles and addresses, see told_of_step), webhook ("": none).';

CREATE FUNCTION vorrang_api.escalation_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.explain(p_ticket text, p_agent text DEFAULT NULL::text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.explain(p_ticket text, p_agent text, p_now timestamp with time zone) IS 'Why a ticket stands where it stands: in its channel''s queue, or in an agent''s INBOX.';

CREATE FUNCTION vorrang_api.export_tickets(p_after bigint, p_limit integer, p_channel text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.export_tickets(p_after bigint, p_limit integer, p_channel text, p_now timestamp with time zone) IS 'The next tickets after this number, each as ticket_show gives it: with messages and events. p_channel: "" for all.';

CREATE FUNCTION vorrang_api.import_assets(p_rows jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS ...;

COMMENT ON FUNCTION vorrang_api.import_assets(p_rows jsonb, p_now timestamp with time zone) IS 'Creates or changes things of customers: vendor, ident (upper case), name, customer, contract, valid_until (last day of the warranty), site. Answers row by row.';

CREATE FUNCTION vorrang_api.import_contacts(p_rows jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS ...;

COMMENT ON FUNCTION vorrang_api.import_contacts(p_rows jsonb, p_now timestamp with time zone) IS 'Creates or changes people: address, name, vip, phone, language, salutation, customers (given: all of them, in this order). Answers row by row.';

CREATE FUNCTION vorrang_api.import_contracts(p_rows jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS ...;

COMMENT ON FUNCTION vorrang_api.import_contracts(p_rows jsonb, p_now timestamp with time zone) IS 'Creates or changes contracts: key, customer, sla, calendar, level, valid_from, valid_until, site, assets_only (see contract_set). Answers row by row.';

CREATE FUNCTION vorrang_api.import_customers(p_rows jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS ...;

COMMENT ON FUNCTION vorrang_api.import_customers(p_rows jsonb, p_now timestamp with time zone) IS 'Creates or changes customers: key, name, class, number, domains (given: the whole set; a domain of another customer moves). Answers row by row; import_rank then ranks their tickets.';

CREATE FUNCTION vorrang_api.import_orders(p_rows jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS ...;

COMMENT ON FUNCTION vorrang_api.import_orders(p_rows jsonb, p_now timestamp with time zone) IS 'Creates or changes orders, invoices and offers: kind, number, customer, date, amount (decimal), currency, text. Answers row by row.';

CREATE FUNCTION vorrang_api.import_rank(p_now timestamp with time zone DEFAULT now()) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.import_rank(p_now timestamp with time zone) IS 'The last call of an import of customers: open tickets whose customer has another class now are ranked anew (TS-16). Returns how many.';

CREATE FUNCTION vorrang_api.intake_match(p_facts jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(outcome text, ticket bigint)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.intake_match(p_facts jsonb, p_now timestamp with time zone) IS 'Where this mail would go: duplicate, append, open. Writes nothing; intake_store decides again.';

CREATE FUNCTION vorrang_api.intake_store(p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(outcome text, ticket bigint, message bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.intake_store(p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone) IS 'Takes a mail in: ticket, dues, message, retry key, confirmation in one transaction. Outcomes: opened as open, append, duplicate (already committed: answer 250), need-number, untaken (it belongs to no ticket, and its channels do not take mail): both times nothing was written.';

CREATE FUNCTION vorrang_api.member_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.member_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.member_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'An agent''s membership of a channel: kind (standard, informal, read), from and until (first and last day in the channel''s zone, "" for none), or remove. His others stay.';

CREATE FUNCTION vorrang_api.member_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.message_add_chunk(p_message bigint, p_part smallint, p_n integer, p_data bytea) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.message_add_chunk(p_message bigint, p_part smallint, p_n integer, p_data bytea) IS 'A further chunk of 256 KiB, in the transaction that made the message.';

CREATE FUNCTION vorrang_api.message_raw(p_id bigint, p_body_chunks integer DEFAULT NULL::integer) RETURNS TABLE(part smallint, n integer, data bytea)
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.message_raw(p_id bigint, p_body_chunks integer) IS 'The stored bytes of a message: header chunks (part 0), then body chunks (part 1), of these the first p_body_chunks (null: all).';

CREATE FUNCTION vorrang_api.message_read(p_message bigint, p_files jsonb, p_words text) RETURNS void
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.message_read(p_message bigint, p_files jsonb, p_words text) IS 'What a message holds, read once: its files [{name, size}], and its writer''s own words, of which the stems are kept.';

CREATE FUNCTION vorrang_api.message_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.milter_directory() RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.milter_directory() IS 'Desk domains, the headers that rules ask for, the numbers to look for, channels and agents. NOTIFY vorrang_directory tells of each change.';

CREATE FUNCTION vorrang_api.next_ticket_number() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.next_ticket_number() IS 'Takes a ticket number. To be called in a transaction of its own with synchronous_commit = off: its lock is then held for microseconds, and the commit that uses the number makes it durable. A number whose mail was not committed stays unused.';

CREATE FUNCTION vorrang_api.note_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.note_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.note_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A service note: text ("": it is gone) and its context: customer, contact, channel, type. All that are named must hold.';

CREATE FUNCTION vorrang_api.note_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.notice_claim(p_limit integer, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(id bigint, kind text, ticket bigint, job jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.notice_claim(p_limit integer, p_now timestamp with time zone) IS 'Notices that want their text, to be written by notice_written in the same transaction.';

CREATE FUNCTION vorrang_api.notice_written(p_id bigint, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.notice_written(p_id bigint, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone) IS 'The notice''s mail as vorrangd wrote it; it stands in the INBOX now.';

CREATE FUNCTION vorrang_api.number_search() RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.number_search() IS 'What a reader of mails is to look for: patterns {key, pattern, check}, idents (there are assets: every token that may be a serial), phones (there are callbacks). The milter''s directory has it too.';

CREATE FUNCTION vorrang_api.observe_answer(p_facts jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.observe_answer(p_facts jsonb, p_now timestamp with time zone) IS 'A mail of our own people leaves. p_facts: as for intake_store, and to (its recipients). It answers the observed mails that its References name, else those of a recipient with the same subject. Says: answered, no-answer, inside (to our own people only), machine.';

CREATE FUNCTION vorrang_api.observe_mail(p_facts jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.observe_mail(p_facts jsonb, p_now timestamp with time zone) IS 'A mail passed to channels that observe. p_facts: as for intake_store. Says what became of it: recorded, follow-up, known (a retry), machine, own (of our own people), spam (a rule says so), not-observed.';

CREATE FUNCTION vorrang_api.outbox_accept(p_id bigint, p_attempt integer, p_queue_id text, p_boot_id text, p_now timestamp with time zone DEFAULT now()) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.outbox_accept(p_id bigint, p_attempt integer, p_queue_id text, p_boot_id text, p_now timestamp with time zone) IS 'The private port''s milter asks: may this attempt pass? accept, discard (older, accepted already, or recalled), unknown (no such attempt was made: not now).';

CREATE FUNCTION vorrang_api.outbox_adopt(p_worker text, p_known bigint[], p_now timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.outbox_adopt(p_worker text, p_known bigint[], p_now timestamp with time zone) IS 'What this worker (host and role) holds without knowing is due again at once: what it held when it died, or a claim whose answer it never heard; p_known: what it is delivering.';

CREATE FUNCTION vorrang_api.outbox_claim(p_worker text, p_limit integer, p_now timestamp with time zone DEFAULT now(), p_lease_seconds integer DEFAULT 600) RETURNS TABLE(id bigint, attempt integer, kind text, ticket bigint, message bigint, job jsonb)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.outbox_claim(p_worker text, p_limit integer, p_now timestamp with time zone, p_lease_seconds integer) IS 'Takes up to p_limit due rows for a worker, each with a new attempt number; a row whose lease ran out is claimed again. message is null until the mail has been composed.';

CREATE FUNCTION vorrang_api.outbox_composed(p_id bigint, p_attempt integer, p_message jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone DEFAULT now()) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.outbox_composed(p_id bigint, p_attempt integer, p_message jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone) IS 'Stores what is about to be sent, byte for byte, before it leaves (invariant 3).';

CREATE FUNCTION vorrang_api.outbox_failed(p_id bigint, p_attempt integer, p_error text, p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.outbox_failed(p_id bigint, p_attempt integer, p_error text, p_now timestamp with time zone) IS 'It will never go (5xx, or it cannot be composed): event, and the ticket is with us again.';

CREATE FUNCTION vorrang_api.outbox_next_at(p_now timestamp with time zone DEFAULT now()) RETURNS timestamp with time zone
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.outbox_next_at(p_now timestamp with time zone) IS 'When the outbox next has something to do; null: nothing waits.';

CREATE FUNCTION vorrang_api.outbox_retry(p_id bigint, p_attempt integer, p_error text, p_not_before timestamp with time zone, p_refused boolean, p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.outbox_retry(p_id bigint, p_attempt integer, p_error text, p_not_before timestamp with time zone, p_refused boolean, p_now timestamp with time zone) IS 'The attempt did not end in 250. p_refused: Postfix said so itself (4xx), so it does not have this attempt''s mail; otherwise in doubt. What the milter accepted of another attempt stays accepted.';

CREATE FUNCTION vorrang_api.outbox_sent(p_id bigint, p_attempt integer, p_queue_id text, p_now timestamp with time zone DEFAULT now()) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.outbox_sent(p_id bigint, p_attempt integer, p_queue_id text, p_now timestamp with time zone) IS 'Postfix said 250: the mail is Postfix''s.';

CREATE FUNCTION vorrang_api.outbox_settle(p_boot_id text, p_now timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.outbox_settle(p_boot_id text, p_now timestamp with time zone) IS 'Rows that the milter accepted and whose 250 was never heard: with the same boot they are sent. With another boot id a power loss may have eaten Postfix''s file, and they are sent again.';

CREATE FUNCTION vorrang_api.pattern_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.pattern_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.pattern_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'The milter no longer looks for it; what was found stays with its tickets. Returns what it was.';

CREATE FUNCTION vorrang_api.pattern_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.pattern_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A number that mails may name: kind (customer-number, serial, ident), pattern (core/mail/number-pattern.hh), check (none, luhn, mod97, mod11, ean), vendor and customer (only their assets). "" takes vendor or customer away.';

CREATE FUNCTION vorrang_api.pattern_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.pattern_try(p_numbers jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.pattern_try(p_numbers jsonb, p_now timestamp with time zone) IS 'What these numbers (as intake_store takes them) would mean now; writes nothing. One without a pattern that is no asset''s is left out.';

CREATE FUNCTION vorrang_api.phase_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.phase_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'Takes a phase away (number, 1 if not given).';

CREATE FUNCTION vorrang_api.phase_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.phase_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A phase of a project: number (1 if not given), name, one responsible (""), planned (seconds), done. Returns the project.';

CREATE FUNCTION vorrang_api.phase_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.project_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.project_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.project_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A customer''s project: name, customer; parent (""; a main project or, for work packages, a sub-project) and kind (main, sub, package); responsible (""), members (who read along on its tickets), planned (seconds; 0: no plan), planned_cost ("1000.00 EUR", ""), closed: no new ticket may name it.';

CREATE FUNCTION vorrang_api.project_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.rate_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.rate_list(p jsonb, p_now timestamp with time zone) IS 'All rates, what goes before first.';

CREATE FUNCTION vorrang_api.rate_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.rate_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'Takes a rate away; what was released with it keeps it.';

CREATE FUNCTION vorrang_api.rate_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.rate_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'hour: what it costs ("120.00 EUR"). contract, customer, agent, work_type: of what work ("": any); from: the first day of such work. What is released keeps the rate that it was released with.';

CREATE FUNCTION vorrang_api.rate_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.recomputes_run(p_limit integer, p_now timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.recomputes_run(p_limit integer, p_now timestamp with time zone) IS 'A batch of what recompute_tickets left; says how many.';

CREATE FUNCTION vorrang_api.report_contingent(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.report_contingent(p_key text, p_now timestamp with time zone) IS 'A contingent''s use, period by period, in minutes: granted, used, expired, left; beyond: work of that time that it did not cover.';

CREATE FUNCTION vorrang_api.report_effort(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.report_effort(p jsonb, p_now timestamp with time zone) IS 'Effort against revenue from a day until a day (this month), of a customer or of all, the least margin first: rows {customer, contract, minutes, free, contingent, cost, uncosted_minutes, invoiced, fee, margin}; amounts in one currency (a seller''s, EUR).';

CREATE FUNCTION vorrang_api.report_now(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.report_now(p jsonb, p_now timestamp with time zone) IS 'How many tickets are new, in progress, waiting, on hold, unowned, red, overdue, and were opened and closed today, per channel. p: channel (only that), agent (what he sees in the channels he is a member of).';

CREATE FUNCTION vorrang_api.report_observe(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.report_observe(p jsonb, p_now timestamp with time zone) IS 'What was seen in the last days (p.days, 1 to 30; 7) at observed channels, or at p.channel: how much, from whom, answered when, late, what would have escalated, and who would be next. Time is business time.';

CREATE FUNCTION vorrang_api.rule_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.rule_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.rule_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'Removes a rule; the tickets that it has made stay as they are.';

CREATE FUNCTION vorrang_api.rule_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.rule_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A rule for mails that open tickets: asks (channel, from, to, subject, header, larger; all must hold) and effects (to_channel, customer, priority, type, tags, confirm, spam, monitoring). "" takes a text away.';

CREATE FUNCTION vorrang_api.rule_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.rule_try(p_facts jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.rule_try(p_facts jsonb, p_now timestamp with time zone) IS 'What would become of this mail, and why; writes nothing. p_facts: as for intake_match, with the recipients and the headers that rules ask for. Trust is not judged: as if nothing spoke against the sender.';

CREATE FUNCTION vorrang_api.seller_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.seller_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.seller_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'Who sends bills: name, street, postcode, city, country, vat_id, tax_number, iban, bic, contact, phone, email; language (en, de: of its bills), zone (whose months), currency, tax (percent), tax_reason (why there is none, where it is 0), due_days; step, minimum (seconds) and rounding (ticket, entry) of billed time where a contract says nothing; invoice_numbers, credit_numbers, statement_numbers: R-YYYY-####, with # for digits. Bills that are made keep what they say.';

CREATE FUNCTION vorrang_api.seller_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.set_first_number(p_number bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.set_first_number(p_number bigint) IS 'The next ticket gets this number (at set-up).';

CREATE FUNCTION vorrang_api.simulate(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.simulate(p jsonb, p_now timestamp with time zone) IS 'Runs a desk on a virtual clock from the next Monday on and says how each order policy does, class by class. p: tickets, days, seed, agents, absent (percent of agents away on a day), minutes (mean work on a ticket), classes (percent of A and B), sla, calendar, zone. Times in seconds of open time. For the owner of an empty database, who rolls it back.';

CREATE FUNCTION vorrang_api.sla_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.sla_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.sla_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'Response and resolution target in seconds of open time; targets: for a class, priority or type (read_target), given at all: all of them; manager: told by the escalations that name him ("": nobody). Its open tickets are computed anew; "tickets" in the answer says how many.';

CREATE FUNCTION vorrang_api.sla_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.surcharge_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.surcharge_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.surcharge_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'Takes a surcharge away; what was released with it keeps it.';

CREATE FUNCTION vorrang_api.surcharge_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.surcharge_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'percent on top of the rate; hours: ["Mon-Fri 22:00-06:00"] in the calendar''s zone; holidays: on that calendar''s; customer: for him alone, instead of the general ones. What is released keeps the surcharge that it was released with.';

CREATE FUNCTION vorrang_api.surcharge_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.tag_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.tag_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.tag_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A tag: keyword (shown by IMAP, on for the first 20). Of closed tickets it changes when they are tagged again.';

CREATE FUNCTION vorrang_api.tag_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.task_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.task_list(p jsonb, p_now timestamp with time zone) IS 'Open tasks, what is due first; of a ticket, of an agent; all: done ones, too.';

CREATE FUNCTION vorrang_api.task_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.task_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'Changes a task, or with "new" for its number makes one: ticket, kind (a word), title, agent (""), due (a day, ""), deferred (out of active planning: no reminder), done.';

CREATE FUNCTION vorrang_api.task_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.ticket_find_message_id(p_message_id text) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.ticket_find_message_id(p_message_id text) IS 'Tickets and messages that are known under a Message-ID.';

CREATE FUNCTION vorrang_api.ticket_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.ticket_list(p jsonb, p_now timestamp with time zone) IS 'Open tickets by number; with {"all": true} every one.';

CREATE FUNCTION vorrang_api.ticket_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.ticket_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'customer: whose it is, with class, contract and SLA from receipt on; accepts or turns down what a number in it says. sla: one of its own; "": what its customer has. project: onto which its time runs; "": as its customer''s does.';

CREATE FUNCTION vorrang_api.ticket_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.ticket_show(p_key text, p_now timestamp with time zone) IS 'One ticket with participants, messages and its whole history.';

CREATE FUNCTION vorrang_api.time_add(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.time_add(p_key text, p jsonb, p_now timestamp with time zone) IS 'Books time on a ticket: agent, minutes (in seconds, at most a day), from ("2026-11-25 21:30" in the channel''s zone; so long before now if not given), work_type, text, billable (as the ticket''s entitlement says if not given).';

CREATE FUNCTION vorrang_api.time_correct(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.time_correct(p_key text, p jsonb, p_now timestamp with time zone) IS 'Takes an entry back and books what is right in its place: fields as in time_add, what is not named stays; minutes 0: nothing takes its place. VR002: it is released, billed or corrected already.';

CREATE FUNCTION vorrang_api.time_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.time_list(p jsonb, p_now timestamp with time zone) IS 'Entries by the beginning of their work: of a ticket, customer, agent, state (recorded, released, billed, corrected), from a day until a day (UTC).';

CREATE FUNCTION vorrang_api.time_release(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.time_release(p jsonb, p_now timestamp with time zone) IS 'Releases recorded entries: of a ticket, of a customer, one entry, with work until a day. held_back counts those that could not be, by reason (release_hindrance). back, with entry: takes a release back.';

CREATE FUNCTION vorrang_api.topic_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.topic_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.topic_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'Removes a topic without articles.';

CREATE FUNCTION vorrang_api.topic_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.topic_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A topic: name (of its folder Knowledge/<name>), channel (its members alone; "": every agent).';

CREATE FUNCTION vorrang_api.topic_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.turnover_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.turnover_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.turnover_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'Takes a rule away; the classes that it made stay until another says otherwise.';

CREATE FUNCTION vorrang_api.turnover_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.turnover_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'The rule of a currency: days back that count (365), a and b: turnover from which a customer is A or B, in whole units; below b he is C.';

CREATE FUNCTION vorrang_api.turnover_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.webhook_calls(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.webhook_calls(p_key text, p jsonb, p_now timestamp with time zone) IS 'The last 100 calls of a webhook, the newest first; state: waiting, delivered, failed.';

CREATE FUNCTION vorrang_api.webhook_claim(p_limit integer, p_lease_seconds integer, p_now timestamp with time zone DEFAULT now()) RETURNS TABLE(id bigint, attempt integer, key text, call_key text, url text, secret text, old_secret text, body text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.webhook_claim(p_limit integer, p_lease_seconds integer, p_now timestamp with time zone) IS 'Calls to be made now, of each webhook one. It makes no other until webhook_done says what became of that one, or until the lease runs out: a receiver that does not answer holds up nobody else. old_secret: signs too, for a day after a change.';

CREATE FUNCTION vorrang_api.webhook_done(p_id bigint, p_attempt integer, p_code integer, p_error text, p_retry_after integer, p_now timestamp with time zone DEFAULT now()) RETURNS text
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.webhook_done(p_id bigint, p_attempt integer, p_code integer, p_error text, p_retry_after integer, p_now timestamp with time zone) IS 'What became of an attempt: p_code the HTTP status, null: no answer. 2xx delivers it; 410 and a day of attempts fail it; anything else waits (longer each time, or what the receiver asked for, an hour at most). Where nobody answers, or the receiver has enough (429, 503), all its calls wait. Returns its state.';

CREATE FUNCTION vorrang_api.webhook_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.webhook_remove(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.webhook_remove(p_key text, p jsonb, p_now timestamp with time zone) IS 'Removes a webhook that nobody needs, with its calls, made or not.';

CREATE FUNCTION vorrang_api.webhook_retry(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.webhook_retry(p_key text, p jsonb, p_now timestamp with time zone) IS 'Makes the calls again that failed or were tried in vain, at once, for another day; how many.';

CREATE FUNCTION vorrang_api.webhook_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.webhook_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A receiver of signed calls: url; new_secret makes another secret, beside which the old one signs for 24 hours. A secret is told once, here, when it is made.';

CREATE FUNCTION vorrang_api.webhook_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.webhook_try(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.webhook_try(p_key text, p jsonb, p_now timestamp with time zone) IS 'A call of type "test", to see whether the receiver takes it; its id.';

CREATE FUNCTION vorrang_api.webhooks_keep(p_now timestamp with time zone DEFAULT now()) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.webhooks_keep(p_now timestamp with time zone) IS 'Forgets calls that were done with 30 days ago; how many.';

CREATE FUNCTION vorrang_api.work_type_list(p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE FUNCTION vorrang_api.work_type_set(p_key text, p jsonb, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

COMMENT ON FUNCTION vorrang_api.work_type_set(p_key text, p jsonb, p_now timestamp with time zone) IS 'A kind of work: `#time 0:25 onsite` books such. name: as a bill says it.';

CREATE FUNCTION vorrang_api.work_type_show(p_key text, p_now timestamp with time zone DEFAULT now()) RETURNS jsonb
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'vorrang', 'pg_temp'
    AS ...;

CREATE TABLE vorrang.absences (
    agent_id integer NOT NULL,
    source text DEFAULT 'admin'::text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone,
    begun boolean DEFAULT false NOT NULL,
    CONSTRAINT absence_ends_after_it_begins CHECK ((ends_at >= starts_at)),
    CONSTRAINT absence_source_is_known CHECK ((source = ANY (ARRAY['admin'::text, 'sieve'::text])))
);

CREATE TABLE vorrang.agent_notify (
    agent_id integer NOT NULL,
    event text NOT NULL,
    ways text[] NOT NULL,
    CONSTRAINT notify_ways_are_known CHECK ((ways <@ ARRAY['inbox'::text, 'mail'::text, 'webhook'::text, 'digest'::text]))
);

ALTER TABLE vorrang.agents ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.agents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE SEQUENCE vorrang.article_numbers
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER TABLE vorrang.articles ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.articles_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.assets (
    id integer NOT NULL,
    vendor text NOT NULL,
    ident text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    customer_id integer NOT NULL,
    contract_id integer,
    valid_until date,
    site text DEFAULT ''::text NOT NULL,
    normal_ident text GENERATED ALWAYS AS (upper(translate(ident, ' -._/:'::text, ''::text))) STORED,
    CONSTRAINT asset_ident_is_normal CHECK (((ident = upper(ident)) AND (ident ~ '\S'::text) AND (length(ident) <= 120))),
    CONSTRAINT asset_vendor_is_named CHECK (((vendor ~ '\S'::text) AND (length(vendor) <= 120)))
);

COMMENT ON COLUMN vorrang.assets.valid_until IS 'the last day of its warranty; null: not known';

COMMENT ON COLUMN vorrang.assets.site IS 'where it stands: the contracts of that site cover it';

ALTER TABLE vorrang.assets ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.assets_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.bill_lines (
    bill_id bigint NOT NULL,
    "position" integer NOT NULL,
    entry_id bigint NOT NULL,
    ticket_number bigint NOT NULL,
    started text NOT NULL,
    worked_on date NOT NULL,
    agent text NOT NULL,
    work_type text DEFAULT ''::text NOT NULL,
    text text DEFAULT ''::text NOT NULL,
    project text NOT NULL,
    source text NOT NULL,
    contingent text,
    minutes integer NOT NULL,
    billed_minutes integer NOT NULL,
    hour_minor bigint NOT NULL,
    surcharge text,
    surcharge_percent integer NOT NULL,
    amount_minor bigint NOT NULL
);

COMMENT ON COLUMN vorrang.bill_lines.entry_id IS 'a released entry, which nobody can remove';

COMMENT ON COLUMN vorrang.bill_lines.started IS 'local time of the seller''s zone';

CREATE TABLE vorrang.bill_numbers (
    seller_id integer NOT NULL,
    kind text NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL
);

COMMENT ON TABLE vorrang.bill_numbers IS 'counted with the row locked, so that no number is missing; year 0: numbers go on over the years';

CREATE TABLE vorrang.bill_runs (
    id integer NOT NULL,
    at timestamp with time zone NOT NULL,
    by text NOT NULL,
    until date NOT NULL
);

COMMENT ON COLUMN vorrang.bill_runs.until IS 'the last day of work that it billed';

ALTER TABLE vorrang.bills ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.bills_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.calendar_intervals (
    calendar_id integer NOT NULL,
    opens_at timestamp with time zone NOT NULL,
    closes_at timestamp with time zone NOT NULL,
    open_before double precision NOT NULL,
    CONSTRAINT interval_is_not_empty CHECK ((opens_at < closes_at))
);

COMMENT ON COLUMN vorrang.calendar_intervals.open_before IS 'open seconds of this calendar before opens_at, counted from its first interval';

ALTER TABLE vorrang.calendars ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.calendars_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.channels ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.channels_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.contact_customers (
    contact_id integer NOT NULL,
    customer_id integer NOT NULL,
    "position" smallint NOT NULL
);

ALTER TABLE vorrang.contacts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.contacts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.contingent_bookings (
    id bigint NOT NULL,
    period_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    kind text NOT NULL,
    entry_id bigint,
    previous integer NOT NULL,
    change integer NOT NULL,
    balance integer NOT NULL,
    CONSTRAINT contingent_booking_adds_up CHECK (((balance = (previous + change)) AND (balance >= 0))),
    CONSTRAINT contingent_booking_kind_is_known CHECK ((kind = ANY (ARRAY['grant'::text, 'use'::text, 'return'::text, 'expiry'::text, 'change'::text]))),
    CONSTRAINT contingent_booking_of_an_entry CHECK (((kind = ANY (ARRAY['use'::text, 'return'::text])) = (entry_id IS NOT NULL)))
);

COMMENT ON TABLE vorrang.contingent_bookings IS 'the ledger: rows are added, never changed';

ALTER TABLE vorrang.contingent_bookings ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.contingent_bookings_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.contingent_periods (
    id bigint NOT NULL,
    contingent_id integer NOT NULL,
    starts_on date NOT NULL,
    usable_until date,
    granted integer NOT NULL,
    balance integer NOT NULL,
    told smallint DEFAULT 0 NOT NULL,
    CONSTRAINT contingent_is_never_overdrawn CHECK ((balance >= 0))
);

COMMENT ON COLUMN vorrang.contingent_periods.usable_until IS 'the last day of work that may use it; null: none';

COMMENT ON COLUMN vorrang.contingent_periods.told IS 'the percentage used that was told of last: 0, 80 or 100';

ALTER TABLE vorrang.contingent_periods ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.contingent_periods_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.contingents ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.contingents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.contracts ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.contracts_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.covers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.covers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.covers_wanted (
    id bigint NOT NULL,
    ticket_number bigint NOT NULL,
    team boolean NOT NULL,
    exact boolean NOT NULL,
    not_before timestamp with time zone NOT NULL
);

COMMENT ON COLUMN vorrang.covers_wanted.exact IS 'also if nothing differs but the place in the queue';

ALTER TABLE vorrang.covers_wanted ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.covers_wanted_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.customer_domains (
    domain text NOT NULL,
    customer_id integer NOT NULL,
    CONSTRAINT domain_is_normal CHECK (((domain = lower(domain)) AND (domain ~ '^[a-z0-9.-]+$'::text)))
);

ALTER TABLE vorrang.customers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.customers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.digest_lines (
    id bigint NOT NULL,
    agent_id integer NOT NULL,
    ticket_number bigint NOT NULL,
    kind text NOT NULL,
    at timestamp with time zone NOT NULL,
    detail jsonb DEFAULT '{}'::jsonb NOT NULL
);

COMMENT ON TABLE vorrang.digest_lines IS 'what an agent will be told in his next digest';

ALTER TABLE vorrang.digest_lines ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.digest_lines_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.document_kinds ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.document_kinds_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.document_numbers (
    kind_id integer NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL
);

ALTER TABLE vorrang.documents ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.documents_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.escalations ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.escalations_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.events ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.events_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.folders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.folders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.foreign_names (
    ticket_number bigint NOT NULL,
    sender text NOT NULL,
    name text NOT NULL
);

CREATE TABLE vorrang.known_message_ids (
    message_id text NOT NULL,
    ticket_number bigint NOT NULL,
    message bigint
);

CREATE TABLE vorrang.members (
    channel_id integer NOT NULL,
    agent_id integer NOT NULL,
    kind text DEFAULT 'standard'::text NOT NULL,
    CONSTRAINT member_kind_is_known CHECK ((kind = ANY (ARRAY['standard'::text, 'informal'::text, 'read'::text])))
);

CREATE TABLE vorrang.merges (
    merged bigint NOT NULL,
    survivor bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    status text NOT NULL,
    participants text[] NOT NULL
);

COMMENT ON COLUMN vorrang.merges.status IS 'the merged ticket''s state before; undo gives it back';

COMMENT ON COLUMN vorrang.merges.participants IS 'who takes part in the survivor only by this merge';

CREATE TABLE vorrang.message_chunks (
    message_id bigint NOT NULL,
    part smallint NOT NULL,
    n integer NOT NULL,
    data bytea NOT NULL,
    CONSTRAINT chunk_is_small CHECK ((octet_length(data) <= 262144)),
    CONSTRAINT chunk_part_is_known CHECK ((part = ANY (ARRAY[0, 1])))
);
ALTER TABLE ONLY vorrang.message_chunks ALTER COLUMN data SET COMPRESSION lz4;

CREATE TABLE vorrang.message_numbers (
    id bigint NOT NULL,
    message bigint NOT NULL,
    pattern text,
    number text NOT NULL,
    place text NOT NULL,
    claimed boolean DEFAULT false NOT NULL,
    asset_id integer,
    customer_id integer,
    CONSTRAINT claimed_names_nothing CHECK (((NOT claimed) OR ((asset_id IS NULL) AND (customer_id IS NULL)))),
    CONSTRAINT number_is_normal CHECK (((number <> ''::text) AND (length(number) <= 80))),
    CONSTRAINT number_place_is_known CHECK ((place = ANY (ARRAY['subject'::text, 'text'::text, 'signature'::text, 'quote'::text])))
);

COMMENT ON COLUMN vorrang.message_numbers.claimed IS 'an unverified sender wrote it: it names nothing';

ALTER TABLE vorrang.message_numbers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.message_numbers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.messages ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.messages_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.notices ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.notices_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.number_patterns ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.number_patterns_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.numbering (
    one_row boolean DEFAULT true NOT NULL,
    next_ticket bigint NOT NULL,
    CONSTRAINT numbering_has_one_row CHECK (one_row),
    CONSTRAINT ticket_numbers_are_positive CHECK ((next_ticket > 0))
);

ALTER TABLE vorrang.observed ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.observed_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.observed_ids (
    message_id text NOT NULL,
    observed_id bigint NOT NULL
);

CREATE TABLE vorrang.orders (
    id integer NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    customer_id integer NOT NULL,
    dated_on date NOT NULL,
    amount_minor bigint,
    currency character(3),
    text text DEFAULT ''::text NOT NULL,
    CONSTRAINT order_amount_has_its_currency CHECK (((amount_minor IS NULL) = (currency IS NULL))),
    CONSTRAINT order_currency_is_a_code CHECK ((currency ~ '^[A-Z]{3}$'::text)),
    CONSTRAINT order_kind_is_known CHECK ((kind = ANY (ARRAY['order'::text, 'invoice'::text, 'offer'::text]))),
    CONSTRAINT order_number_is_normal CHECK (((number ~ '\S'::text) AND (length(number) <= 120)))
);

COMMENT ON COLUMN vorrang.orders.amount_minor IS 'in the smallest unit of its currency: cents; negative: a credit';

ALTER TABLE vorrang.orders ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.orders_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.outbox ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.outbox_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.participants (
    ticket_number bigint NOT NULL,
    address text NOT NULL,
    name text DEFAULT ''::text NOT NULL,
    role text NOT NULL,
    CONSTRAINT participant_role_is_known CHECK ((role = ANY (ARRAY['customer'::text, 'cc'::text])))
);

CREATE TABLE vorrang.project_members (
    project_id integer NOT NULL,
    agent_id integer NOT NULL
);

COMMENT ON TABLE vorrang.project_members IS 'they read along on the tickets that name the project (TS-64)';

CREATE TABLE vorrang.project_phases (
    project_id integer NOT NULL,
    number smallint NOT NULL,
    name text NOT NULL,
    responsible_id integer,
    planned_minutes integer,
    done_at timestamp with time zone,
    CONSTRAINT phase_number_counts CHECK (((number >= 1) AND (number <= 99))),
    CONSTRAINT phase_plans_some_time CHECK ((planned_minutes > 0))
);

ALTER TABLE vorrang.projects ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.projects_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.rates ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.rates_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.reading (
    ticket_number bigint NOT NULL,
    agent_id integer NOT NULL,
    until timestamp with time zone NOT NULL
);

CREATE TABLE vorrang.reads (
    agent_id integer NOT NULL,
    message_id bigint NOT NULL,
    at timestamp with time zone NOT NULL
);

CREATE TABLE vorrang.recomputes (
    ticket_number bigint NOT NULL,
    by text NOT NULL,
    why text NOT NULL
);

CREATE TABLE vorrang.retry_keys (
    key bytea NOT NULL,
    ticket_number bigint NOT NULL,
    message bigint NOT NULL,
    expires_at timestamp with time zone NOT NULL
);

ALTER TABLE vorrang.rules ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.rules_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.sellers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.sellers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.service_notes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.service_notes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.slas ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.slas_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.surcharge_hours (
    surcharge_id integer NOT NULL,
    weekday smallint NOT NULL,
    from_minute smallint NOT NULL,
    to_minute smallint NOT NULL,
    CONSTRAINT surcharge_hours_are_of_a_day CHECK ((((weekday >= 1) AND (weekday <= 7)) AND (from_minute >= 0) AND (from_minute < to_minute) AND (to_minute <= 1440)))
);

COMMENT ON TABLE vorrang.surcharge_hours IS 'minutes of local days, Monday is 1';

ALTER TABLE vorrang.surcharges ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.surcharges_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.tasks ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.tasks_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.ticket_changes (
    id bigint NOT NULL,
    ticket_number bigint NOT NULL,
    not_before timestamp with time zone DEFAULT '-infinity'::timestamp with time zone NOT NULL
);

ALTER TABLE vorrang.ticket_changes ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.ticket_changes_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.ticket_pauses (
    ticket_number bigint NOT NULL,
    paused_at timestamp with time zone NOT NULL,
    resumed_at timestamp with time zone NOT NULL
);

COMMENT ON TABLE vorrang.ticket_pauses IS 'when the resolution clock stood still; the pause that lasts is tickets.paused_at';

CREATE TABLE vorrang.ticket_steps (
    ticket_number bigint NOT NULL,
    escalation_id integer NOT NULL,
    due timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL
);

COMMENT ON TABLE vorrang.ticket_steps IS 'steps that were taken: each once for its occasion, whatever is killed when';

CREATE TABLE vorrang.ticket_tags (
    ticket_number bigint NOT NULL,
    tag text NOT NULL,
    CONSTRAINT tag_is_a_word CHECK ((tag ~ '^[a-z0-9][a-z0-9_-]{0,30}$'::text))
);

CREATE TABLE vorrang.ticket_watch_channels (
    ticket_number bigint NOT NULL,
    channel_id integer NOT NULL
);

CREATE TABLE vorrang.ticket_watchers (
    ticket_number bigint NOT NULL,
    agent_id integer NOT NULL
);

ALTER TABLE vorrang.time_entries ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.time_entries_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.time_parts (
    entry_id bigint NOT NULL,
    "position" smallint NOT NULL,
    started_at timestamp with time zone NOT NULL,
    minutes integer NOT NULL,
    source text NOT NULL,
    contingent_id integer,
    hour_minor bigint DEFAULT 0 NOT NULL,
    currency character(3),
    surcharge_percent integer DEFAULT 0 NOT NULL,
    surcharge text,
    CONSTRAINT time_part_has_a_currency CHECK (((source = 'rate'::text) = (currency IS NOT NULL))),
    CONSTRAINT time_part_is_some_time CHECK ((minutes > 0)),
    CONSTRAINT time_part_of_a_contingent CHECK (((source = 'contingent'::text) = (contingent_id IS NOT NULL))),
    CONSTRAINT time_part_source_is_known CHECK ((source = ANY (ARRAY['rate'::text, 'contingent'::text, 'free'::text])))
);

COMMENT ON TABLE vorrang.time_parts IS 'an entry cut where a contingent ends and where a surcharge begins or ends';

CREATE TABLE vorrang.time_releases (
    entry_id bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    by text NOT NULL,
    customer_id integer NOT NULL,
    contract_id integer,
    project_id integer NOT NULL,
    worked_on date NOT NULL,
    bill_id bigint
);

ALTER TABLE vorrang.topics ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.topics_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE vorrang.unsubscribed (
    agent_id integer NOT NULL,
    folder text NOT NULL
);

CREATE TABLE vorrang.webhook_calls (
    id bigint NOT NULL,
    webhook_id integer NOT NULL,
    call_key uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    ticket_number bigint,
    body text NOT NULL,
    created_at timestamp with time zone NOT NULL,
    state text DEFAULT 'waiting'::text NOT NULL,
    attempt integer DEFAULT 0 NOT NULL,
    not_before timestamp with time zone NOT NULL,
    code integer,
    error text,
    done_at timestamp with time zone,
    CONSTRAINT webhook_call_is_done_or_waits CHECK (((state = 'waiting'::text) = (done_at IS NULL))),
    CONSTRAINT webhook_call_state_is_known CHECK ((state = ANY (ARRAY['waiting'::text, 'delivered'::text, 'failed'::text])))
);

COMMENT ON COLUMN vorrang.webhook_calls.call_key IS 'by which the receiver knows a call that comes again';

COMMENT ON COLUMN vorrang.webhook_calls.code IS 'what the receiver answered last; null: nothing';

ALTER TABLE vorrang.webhook_calls ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.webhook_calls_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.webhooks ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.webhooks_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

ALTER TABLE vorrang.work_types ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME vorrang.work_types_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE VIEW vorrang_api.accounting_bill_lines AS
 SELECT b.number,
    l."position",
    l.entry_id AS entry,
    l.ticket_number AS ticket,
    l.started,
    l.agent,
    l.work_type,
    l.text,
    l.project,
    l.source,
    l.contingent,
    l.minutes,
    l.billed_minutes,
    round(((l.hour_minor)::numeric / ((10)::numeric ^ (b.digits)::numeric)), (b.digits)::integer) AS rate,
    l.surcharge,
    l.surcharge_percent,
    round(((l.amount_minor)::numeric / ((10)::numeric ^ (b.digits)::numeric)), (b.digits)::integer) AS amount,
    b.currency
   FROM (vorrang.bill_lines l
     JOIN vorrang.bills b ON ((b.id = l.bill_id)));

CREATE VIEW vorrang_api.accounting_bills AS
 SELECT b.number,
    b.kind,
    b.run_id AS run,
    k.key AS customer,
    (b.buyer ->> 'name'::text) AS customer_name,
    b.ticket_number AS ticket,
    b.issued_on,
    b.due_on,
    b.period_from,
    b.period_until,
    b.currency,
    round(((b.net_minor)::numeric / ((10)::numeric ^ (b.digits)::numeric)), (b.digits)::integer) AS net,
    round(((b.tax_minor)::numeric / ((10)::numeric ^ (b.digits)::numeric)), (b.digits)::integer) AS tax,
    b.tax_percent,
    (b.tax_category)::text AS tax_category,
    round((((b.net_minor + b.tax_minor))::numeric / ((10)::numeric ^ (b.digits)::numeric)), (b.digits)::integer) AS gross,
    v.number AS voids
   FROM ((vorrang.bills b
     JOIN vorrang.customers k ON ((k.id = b.customer_id)))
     LEFT JOIN vorrang.bills v ON ((v.id = b.voids)));

COMMENT ON VIEW vorrang_api.accounting_bills IS 'All bills; a credit note''s amounts are positive, and it names what it takes back.';

CREATE VIEW vorrang_api.accounting_contingents AS
 SELECT c.key AS contingent,
    n.key AS contract,
    k.key AS customer,
    y.starts_on,
    y.usable_until,
    x.at,
    x.kind,
    x.entry_id AS entry,
    x.previous,
    x.change,
    x.balance
   FROM ((((vorrang.contingent_bookings x
     JOIN vorrang.contingent_periods y ON ((y.id = x.period_id)))
     JOIN vorrang.contingents c ON ((c.id = y.contingent_id)))
     JOIN vorrang.contracts n ON ((n.id = c.contract_id)))
     JOIN vorrang.customers k ON ((k.id = n.customer_id)));

COMMENT ON VIEW vorrang_api.accounting_contingents IS 'The ledger of all contingents, in minutes.';

CREATE VIEW vorrang_api.accounting_entries AS
 SELECT e.id,
    e.ticket_number AS ticket,
    k.key AS customer,
    k.name AS customer_name,
    n.key AS contract,
    p.key AS project,
    a.key AS agent,
    e.started_at,
    e.minutes,
    w.key AS work_type,
    e.comment AS text,
    e.billable,
    t.type AS ticket_type,
    ARRAY( SELECT g.tag
           FROM vorrang.ticket_tags g
          WHERE (g.ticket_number = t.number)
          ORDER BY g.tag) AS tags,
        CASE
            WHEN ((e.minutes < 0) OR (EXISTS ( SELECT
               FROM vorrang.time_entries x
              WHERE ((x.corrects = e.id) AND (x.minutes < 0))))) THEN 'corrected'::text
            WHEN (r.entry_id IS NULL) THEN 'recorded'::text
            WHEN (r.bill_id IS NULL) THEN 'released'::text
            ELSE 'billed'::text
        END AS state,
    b.number AS bill,
    e.corrects,
    e.at AS booked_at
   FROM ((((((((vorrang.time_entries e
     JOIN vorrang.tickets t ON ((t.number = e.ticket_number)))
     JOIN vorrang.agents a ON ((a.id = e.agent_id)))
     LEFT JOIN vorrang.time_releases r ON ((r.entry_id = e.id)))
     LEFT JOIN vorrang.customers k ON ((k.id = COALESCE(r.customer_id, t.customer_id))))
     LEFT JOIN vorrang.contracts n ON ((n.id =
        CASE
            WHEN (r.entry_id IS NULL) THEN t.contract_id
            ELSE r.contract_id
        END)))
     LEFT JOIN vorrang.projects p ON ((p.id = COALESCE(r.project_id, t.project_id,
        CASE
            WHEN (t.contract_id IS NOT NULL) THEN k.maintenance_project_id
            ELSE NULL::integer
        END, k.default_project_id))))
     LEFT JOIN vorrang.work_types w ON ((w.id = e.work_type_id)))
     LEFT JOIN vorrang.bills b ON ((b.id = r.bill_id)));

COMMENT ON VIEW vorrang_api.accounting_entries IS 'All time entries; minutes are negative where one takes another back.';

ALTER TABLE ONLY vorrang.absences
    ADD CONSTRAINT absences_pkey PRIMARY KEY (agent_id, source, starts_at);

ALTER TABLE ONLY vorrang.agent_folders
    ADD CONSTRAINT agent_folders_pkey PRIMARY KEY (agent_id, folder_id);

ALTER TABLE ONLY vorrang.agent_notify
    ADD CONSTRAINT agent_notify_pkey PRIMARY KEY (agent_id, event);

ALTER TABLE ONLY vorrang.agents
    ADD CONSTRAINT agents_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.agents
    ADD CONSTRAINT agents_login_key UNIQUE (login);

ALTER TABLE ONLY vorrang.agents
    ADD CONSTRAINT agents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.articles
    ADD CONSTRAINT articles_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.assets
    ADD CONSTRAINT asset_ident_is_unique_per_vendor UNIQUE (ident, vendor);

ALTER TABLE ONLY vorrang.assets
    ADD CONSTRAINT assets_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.audit_links
    ADD CONSTRAINT audit_links_pkey PRIMARY KEY (n);

ALTER TABLE ONLY vorrang.bill_lines
    ADD CONSTRAINT bill_lines_pkey PRIMARY KEY (bill_id, "position");

ALTER TABLE ONLY vorrang.bill_numbers
    ADD CONSTRAINT bill_numbers_pkey PRIMARY KEY (seller_id, kind, year);

ALTER TABLE ONLY vorrang.bill_runs
    ADD CONSTRAINT bill_runs_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.bills
    ADD CONSTRAINT bills_number_key UNIQUE (number);

ALTER TABLE ONLY vorrang.bills
    ADD CONSTRAINT bills_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.bills
    ADD CONSTRAINT bills_voids_key UNIQUE (voids);

ALTER TABLE ONLY vorrang.blocked_senders
    ADD CONSTRAINT blocked_senders_pkey PRIMARY KEY (address);

ALTER TABLE ONLY vorrang.buyers
    ADD CONSTRAINT buyers_pkey PRIMARY KEY (customer_id);

ALTER TABLE ONLY vorrang.calendar_intervals
    ADD CONSTRAINT calendar_intervals_pkey PRIMARY KEY (calendar_id, opens_at) INCLUDE (closes_at, open_before);

ALTER TABLE ONLY vorrang.calendars
    ADD CONSTRAINT calendars_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.calendars
    ADD CONSTRAINT calendars_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.channels
    ADD CONSTRAINT channels_address_key UNIQUE (address);

ALTER TABLE ONLY vorrang.channels
    ADD CONSTRAINT channels_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.channels
    ADD CONSTRAINT channels_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.contact_customers
    ADD CONSTRAINT contact_customers_pkey PRIMARY KEY (contact_id, customer_id);

ALTER TABLE ONLY vorrang.contacts
    ADD CONSTRAINT contacts_address_key UNIQUE (address);

ALTER TABLE ONLY vorrang.contacts
    ADD CONSTRAINT contacts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.contingent_bookings
    ADD CONSTRAINT contingent_bookings_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.contingent_periods
    ADD CONSTRAINT contingent_periods_contingent_id_starts_on_key UNIQUE (contingent_id, starts_on);

ALTER TABLE ONLY vorrang.contingent_periods
    ADD CONSTRAINT contingent_periods_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.contingents
    ADD CONSTRAINT contingents_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.contingents
    ADD CONSTRAINT contingents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.contracts
    ADD CONSTRAINT contracts_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.contracts
    ADD CONSTRAINT contracts_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.covers
    ADD CONSTRAINT covers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.covers_wanted
    ADD CONSTRAINT covers_wanted_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.customer_domains
    ADD CONSTRAINT customer_domains_pkey PRIMARY KEY (domain);

ALTER TABLE ONLY vorrang.customers
    ADD CONSTRAINT customers_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.digest_lines
    ADD CONSTRAINT digest_lines_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.document_kinds
    ADD CONSTRAINT document_kinds_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.document_kinds
    ADD CONSTRAINT document_kinds_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.document_numbers
    ADD CONSTRAINT document_numbers_pkey PRIMARY KEY (kind_id, year);

ALTER TABLE ONLY vorrang.documents
    ADD CONSTRAINT documents_number_key UNIQUE (number);

ALTER TABLE ONLY vorrang.documents
    ADD CONSTRAINT documents_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.escalations
    ADD CONSTRAINT escalations_channel_id_level_key UNIQUE (channel_id, level);

ALTER TABLE ONLY vorrang.escalations
    ADD CONSTRAINT escalations_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.events
    ADD CONSTRAINT events_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.folder_rows
    ADD CONSTRAINT folder_rows_pkey PRIMARY KEY (folder_id, uid);

ALTER TABLE ONLY vorrang.folders
    ADD CONSTRAINT folders_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.foreign_names
    ADD CONSTRAINT foreign_names_pkey PRIMARY KEY (sender, name, ticket_number);

ALTER TABLE ONLY vorrang.known_message_ids
    ADD CONSTRAINT known_message_ids_pkey PRIMARY KEY (message_id, ticket_number);

ALTER TABLE ONLY vorrang.member_grants
    ADD CONSTRAINT member_grants_pkey PRIMARY KEY (channel_id, agent_id);

ALTER TABLE ONLY vorrang.members
    ADD CONSTRAINT members_pkey PRIMARY KEY (channel_id, agent_id);

ALTER TABLE ONLY vorrang.merges
    ADD CONSTRAINT merges_pkey PRIMARY KEY (merged, at);

ALTER TABLE ONLY vorrang.message_chunks
    ADD CONSTRAINT message_chunks_pkey PRIMARY KEY (message_id, part, n);

ALTER TABLE ONLY vorrang.message_numbers
    ADD CONSTRAINT message_numbers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.notices
    ADD CONSTRAINT notices_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.number_patterns
    ADD CONSTRAINT number_patterns_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.number_patterns
    ADD CONSTRAINT number_patterns_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.numbering
    ADD CONSTRAINT numbering_pkey PRIMARY KEY (one_row);

ALTER TABLE ONLY vorrang.observed
    ADD CONSTRAINT observed_channel_id_message_id_key UNIQUE (channel_id, message_id);

ALTER TABLE ONLY vorrang.observed_ids
    ADD CONSTRAINT observed_ids_pkey PRIMARY KEY (message_id, observed_id);

ALTER TABLE ONLY vorrang.observed
    ADD CONSTRAINT observed_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.orders
    ADD CONSTRAINT order_number_is_unique_per_kind UNIQUE (number, kind);

ALTER TABLE ONLY vorrang.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.participants
    ADD CONSTRAINT participants_pkey PRIMARY KEY (ticket_number, address);

ALTER TABLE ONLY vorrang.project_members
    ADD CONSTRAINT project_members_pkey PRIMARY KEY (project_id, agent_id);

ALTER TABLE ONLY vorrang.project_phases
    ADD CONSTRAINT project_phases_pkey PRIMARY KEY (project_id, number);

ALTER TABLE ONLY vorrang.projects
    ADD CONSTRAINT projects_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.projects
    ADD CONSTRAINT projects_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.projects
    ADD CONSTRAINT projects_ticket_number_key UNIQUE (ticket_number);

ALTER TABLE ONLY vorrang.rates
    ADD CONSTRAINT rates_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.rates
    ADD CONSTRAINT rates_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.reading
    ADD CONSTRAINT reading_pkey PRIMARY KEY (ticket_number, agent_id);

ALTER TABLE ONLY vorrang.reads
    ADD CONSTRAINT reads_pkey PRIMARY KEY (agent_id, message_id);

ALTER TABLE ONLY vorrang.recomputes
    ADD CONSTRAINT recomputes_pkey PRIMARY KEY (ticket_number);

ALTER TABLE ONLY vorrang.retry_keys
    ADD CONSTRAINT retry_keys_pkey PRIMARY KEY (key);

ALTER TABLE ONLY vorrang.row_flags
    ADD CONSTRAINT row_flags_pkey PRIMARY KEY (agent_id, folder_id, uid);

ALTER TABLE ONLY vorrang.rules
    ADD CONSTRAINT rules_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.rules
    ADD CONSTRAINT rules_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.sellers
    ADD CONSTRAINT sellers_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.sellers
    ADD CONSTRAINT sellers_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.service_notes
    ADD CONSTRAINT service_notes_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.service_notes
    ADD CONSTRAINT service_notes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.sla_targets
    ADD CONSTRAINT sla_targets_sla_id_class_priority_type_key UNIQUE NULLS NOT DISTINCT (sla_id, class, priority, type);

ALTER TABLE ONLY vorrang.slas
    ADD CONSTRAINT slas_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.slas
    ADD CONSTRAINT slas_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.surcharges
    ADD CONSTRAINT surcharges_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.surcharges
    ADD CONSTRAINT surcharges_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.tags
    ADD CONSTRAINT tags_pkey PRIMARY KEY (tag);

ALTER TABLE ONLY vorrang.tasks
    ADD CONSTRAINT tasks_pkey PRIMARY KEY (number);

ALTER TABLE ONLY vorrang.ticket_changes
    ADD CONSTRAINT ticket_changes_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.ticket_pauses
    ADD CONSTRAINT ticket_pauses_pkey PRIMARY KEY (ticket_number, paused_at);

ALTER TABLE ONLY vorrang.ticket_steps
    ADD CONSTRAINT ticket_steps_pkey PRIMARY KEY (ticket_number, escalation_id, due);

ALTER TABLE ONLY vorrang.ticket_tags
    ADD CONSTRAINT ticket_tags_pkey PRIMARY KEY (ticket_number, tag);

ALTER TABLE ONLY vorrang.ticket_watch_channels
    ADD CONSTRAINT ticket_watch_channels_pkey PRIMARY KEY (ticket_number, channel_id);

ALTER TABLE ONLY vorrang.ticket_watchers
    ADD CONSTRAINT ticket_watchers_pkey PRIMARY KEY (ticket_number, agent_id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_note_token_key UNIQUE (note_token);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_pkey PRIMARY KEY (number);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_token_key UNIQUE (token);

ALTER TABLE ONLY vorrang.time_entries
    ADD CONSTRAINT time_entries_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.time_parts
    ADD CONSTRAINT time_parts_pkey PRIMARY KEY (entry_id, "position");

ALTER TABLE ONLY vorrang.time_releases
    ADD CONSTRAINT time_releases_pkey PRIMARY KEY (entry_id);

ALTER TABLE ONLY vorrang.topics
    ADD CONSTRAINT topics_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.topics
    ADD CONSTRAINT topics_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.turnover_rules
    ADD CONSTRAINT turnover_rules_pkey PRIMARY KEY (currency);

ALTER TABLE ONLY vorrang.unsubscribed
    ADD CONSTRAINT unsubscribed_pkey PRIMARY KEY (agent_id, folder);

ALTER TABLE ONLY vorrang.webhook_calls
    ADD CONSTRAINT webhook_calls_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.webhooks
    ADD CONSTRAINT webhooks_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.webhooks
    ADD CONSTRAINT webhooks_pkey PRIMARY KEY (id);

ALTER TABLE ONLY vorrang.work_types
    ADD CONSTRAINT work_types_key_key UNIQUE (key);

ALTER TABLE ONLY vorrang.work_types
    ADD CONSTRAINT work_types_pkey PRIMARY KEY (id);

CREATE INDEX absences_starts_at_idx ON vorrang.absences USING btree (starts_at) WHERE (NOT begun);

CREATE INDEX agent_notify_event ON vorrang.agent_notify USING btree (event);

CREATE INDEX agents_brief_at_idx ON vorrang.agents USING btree (brief_at) WHERE (brief_at IS NOT NULL);

CREATE INDEX agents_digest_at_idx ON vorrang.agents USING btree (digest_at) WHERE (digest_at IS NOT NULL);

CREATE INDEX articles_number_idx ON vorrang.articles USING btree (number);

CREATE INDEX articles_to_write ON vorrang.articles USING btree (id) WHERE (shown_size IS NULL);

CREATE INDEX articles_topic_id_idx ON vorrang.articles USING btree (topic_id) WHERE (ended_at IS NULL);

CREATE INDEX articles_words ON vorrang.articles USING gin (words) WHERE (ended_at IS NULL);

CREATE INDEX assets_contract_id_idx ON vorrang.assets USING btree (contract_id);

CREATE INDEX assets_customer_id_idx ON vorrang.assets USING btree (customer_id);

CREATE INDEX assets_number ON vorrang.assets USING btree (normal_ident);

CREATE INDEX bill_lines_entry_id_idx ON vorrang.bill_lines USING btree (entry_id);

CREATE INDEX bills_customer_id_issued_on_idx ON vorrang.bills USING btree (customer_id, issued_on);

CREATE INDEX bills_run_id_idx ON vorrang.bills USING btree (run_id);

CREATE UNIQUE INDEX calendar_intervals_open_before ON vorrang.calendar_intervals USING btree (calendar_id, open_before) INCLUDE (opens_at, closes_at);

CREATE INDEX contact_customers_customer_id_idx ON vorrang.contact_customers USING btree (customer_id);

CREATE INDEX contacts_phone ON vorrang.contacts USING btree (phone) WHERE (phone IS NOT NULL);

CREATE INDEX contingent_bookings_entry_id_idx ON vorrang.contingent_bookings USING btree (entry_id) WHERE (entry_id IS NOT NULL);

CREATE INDEX contingent_bookings_period_id_id_idx ON vorrang.contingent_bookings USING btree (period_id, id);

CREATE INDEX contingent_periods_unspent ON vorrang.contingent_periods USING btree (usable_until) WHERE (balance > 0);

CREATE INDEX contingents_contract_id_idx ON vorrang.contingents USING btree (contract_id);

CREATE INDEX contracts_customer_id_valid_from_idx ON vorrang.contracts USING btree (customer_id, valid_from);

CREATE INDEX covers_ticket_number_team_id_idx ON vorrang.covers USING btree (ticket_number, team, id);

CREATE INDEX covers_wanted_ticket_number_idx ON vorrang.covers_wanted USING btree (ticket_number);

CREATE INDEX customer_domains_customer_id_idx ON vorrang.customer_domains USING btree (customer_id);

CREATE UNIQUE INDEX customers_folder_name ON vorrang.customers USING btree (lower(folder_name));

CREATE INDEX customers_number ON vorrang.customers USING btree (normal_number);

CREATE INDEX digest_lines_agent_id_idx ON vorrang.digest_lines USING btree (agent_id);

CREATE INDEX digest_lines_ticket_number_idx ON vorrang.digest_lines USING btree (ticket_number);

CREATE INDEX documents_customer_id_idx ON vorrang.documents USING btree (customer_id);

CREATE INDEX documents_ticket_number_idx ON vorrang.documents USING btree (ticket_number);

CREATE INDEX events_ticket_at ON vorrang.events USING btree (ticket_number, at DESC) WHERE (via <> 'clock'::text);

CREATE INDEX events_ticket_number_id_idx ON vorrang.events USING btree (ticket_number, id);

CREATE INDEX folder_rows_article ON vorrang.folder_rows USING btree (article_id) WHERE (article_id IS NOT NULL);

CREATE INDEX folder_rows_cover ON vorrang.folder_rows USING btree (cover_id) WHERE (cover_id IS NOT NULL);

CREATE INDEX folder_rows_item ON vorrang.folder_rows USING btree (folder_id, item) WHERE (vanished_at IS NULL);

CREATE INDEX folder_rows_leaving ON vorrang.folder_rows USING btree (folder_id) WHERE ((leaving_at IS NOT NULL) AND (vanished_at IS NULL));

CREATE INDEX folder_rows_message ON vorrang.folder_rows USING btree (message_id) WHERE (vanished_at IS NULL);

CREATE INDEX folder_rows_modseq ON vorrang.folder_rows USING btree (folder_id, modseq);

CREATE INDEX folder_rows_ticket ON vorrang.folder_rows USING btree (ticket_number) WHERE (vanished_at IS NULL);

CREATE INDEX folder_rows_tombstones ON vorrang.folder_rows USING btree (vanished_at) WHERE (vanished_at IS NOT NULL);

CREATE UNIQUE INDEX folders_one_each ON vorrang.folders USING btree (kind, COALESCE(agent_id, 0), COALESCE(channel_id, 0), COALESCE(ticket_number, (0)::bigint), COALESCE(colleague_id, 0), COALESCE(customer_id, 0), COALESCE(topic_id, 0), COALESCE(word, ''::text));

CREATE INDEX foreign_names_ticket_number_idx ON vorrang.foreign_names USING btree (ticket_number);

CREATE INDEX members_agent_id_idx ON vorrang.members USING btree (agent_id);

CREATE INDEX message_numbers_message_idx ON vorrang.message_numbers USING btree (message);

CREATE INDEX messages_ticket_number_id_idx ON vorrang.messages USING btree (ticket_number, id);

CREATE INDEX notices_agent_id_idx ON vorrang.notices USING btree (agent_id) WHERE (done_at IS NULL);

CREATE INDEX notices_of_ticket ON vorrang.notices USING btree (ticket_number) WHERE (done_at IS NULL);

CREATE INDEX notices_to_write ON vorrang.notices USING btree (id) WHERE (shown_size IS NULL);

CREATE INDEX observed_age ON vorrang.observed USING btree (received_at);

CREATE INDEX observed_customer_id_idx ON vorrang.observed USING btree (customer_id);

CREATE INDEX observed_ids_observed_id_idx ON vorrang.observed_ids USING btree (observed_id);

CREATE INDEX observed_sender ON vorrang.observed USING btree (sender) WHERE (answered_at IS NULL);

CREATE UNIQUE INDEX one_confirmation_per_ticket ON vorrang.outbox USING btree (ticket_number) WHERE (kind = 'confirmation'::text);

CREATE INDEX orders_customer_id_dated_on_idx ON vorrang.orders USING btree (customer_id, dated_on);

CREATE INDEX orders_invoices ON vorrang.orders USING btree (dated_on) WHERE ((kind = 'invoice'::text) AND (amount_minor IS NOT NULL));

CREATE INDEX outbox_confirmations ON vorrang.outbox USING btree (regexp_replace(recipients[1], '^([^+@]+)\+[^@]*@'::text, '\1@'::text), created_at) WHERE (kind = 'confirmation'::text);

CREATE INDEX outbox_confirmations_of_domain ON vorrang.outbox USING btree (split_part(recipients[1], '@'::text, 2), created_at) WHERE ((kind = 'confirmation'::text) AND ((detail ->> 'known'::text) = 'false'::text));

CREATE INDEX outbox_due ON vorrang.outbox USING btree (not_before) WHERE (state = ANY (ARRAY['waiting'::text, 'claimed'::text]));

CREATE INDEX outbox_message ON vorrang.outbox USING btree (message) WHERE (message IS NOT NULL);

CREATE INDEX outbox_source ON vorrang.outbox USING btree (source_message) WHERE (source_message IS NOT NULL);

CREATE INDEX projects_customer_id_idx ON vorrang.projects USING btree (customer_id);

CREATE INDEX projects_parent_id_idx ON vorrang.projects USING btree (parent_id) WHERE (parent_id IS NOT NULL);

CREATE UNIQUE INDEX rates_say_one_thing ON vorrang.rates USING btree (COALESCE(contract_id, 0), COALESCE(customer_id, 0), COALESCE(agent_id, 0), COALESCE(work_type_id, 0), valid_from);

CREATE INDEX retry_keys_expires_at_idx ON vorrang.retry_keys USING btree (expires_at);

CREATE INDEX row_flags_modseq ON vorrang.row_flags USING btree (agent_id, folder_id, modseq);

CREATE INDEX surcharge_hours_surcharge_id_idx ON vorrang.surcharge_hours USING btree (surcharge_id);

CREATE INDEX tasks_due ON vorrang.tasks USING btree (remind_at) WHERE (remind_at IS NOT NULL);

CREATE INDEX tasks_open ON vorrang.tasks USING btree (agent_id) WHERE (done_at IS NULL);

CREATE INDEX tasks_ticket_number_idx ON vorrang.tasks USING btree (ticket_number);

CREATE INDEX ticket_watch_channels_channel_id_idx ON vorrang.ticket_watch_channels USING btree (channel_id);

CREATE INDEX ticket_watchers_agent_id_idx ON vorrang.ticket_watchers USING btree (agent_id);

CREATE INDEX tickets_clock ON vorrang.tickets USING btree (clock_at) WHERE (clock_at IS NOT NULL);

CREATE INDEX tickets_closed ON vorrang.tickets USING btree (channel_id, closed_at) WHERE (closed_at IS NOT NULL);

CREATE INDEX tickets_customer ON vorrang.tickets USING btree (customer_id, number);

CREATE INDEX tickets_customer_open ON vorrang.tickets USING btree (customer_id) WHERE ((customer_id IS NOT NULL) AND (status <> ALL (ARRAY['solved'::text, 'closed'::text, 'spam'::text])));

CREATE INDEX tickets_kam ON vorrang.tickets USING btree (kam_id) WHERE (kam_id IS NOT NULL);

CREATE INDEX tickets_merged ON vorrang.tickets USING btree (merged_into) WHERE (merged_into IS NOT NULL);

CREATE INDEX tickets_open ON vorrang.tickets USING btree (channel_id, status) WHERE (status <> ALL (ARRAY['solved'::text, 'closed'::text, 'spam'::text]));

CREATE INDEX tickets_open_by_calendar ON vorrang.tickets USING btree (calendar_id) WHERE (closed_at IS NULL);

CREATE INDEX tickets_open_by_sla ON vorrang.tickets USING btree (sla_id) WHERE (closed_at IS NULL);

CREATE INDEX tickets_owner ON vorrang.tickets USING btree (owner_id) WHERE (status <> ALL (ARRAY['solved'::text, 'closed'::text, 'spam'::text]));

CREATE INDEX tickets_project_id_idx ON vorrang.tickets USING btree (project_id) WHERE (project_id IS NOT NULL);

CREATE INDEX tickets_responsible ON vorrang.tickets USING btree (responsible_id) WHERE (responsible_id IS NOT NULL);

CREATE INDEX tickets_unowned ON vorrang.tickets USING btree (channel_id, ((((((((strpos('ABC-'::text, (class)::text) - 1) * 2) +
CASE
    WHEN lifted THEN 0
    ELSE 1
END) * 2) +
CASE
    WHEN vip THEN 0
    ELSE 1
END) * 3) + (1 - priority))), (
CASE
    WHEN response_running THEN response_due
    WHEN (resolution_running AND (paused_at IS NULL)) THEN resolution_due
    ELSE NULL::timestamp with time zone
END), number) WHERE ((owner_id IS NULL) AND (status = ANY (ARRAY['new'::text, 'in-progress'::text])));

CREATE INDEX time_entries_corrects_idx ON vorrang.time_entries USING btree (corrects) WHERE (corrects IS NOT NULL);

CREATE UNIQUE INDEX time_entries_taken_back ON vorrang.time_entries USING btree (corrects) WHERE (minutes < 0);

CREATE INDEX time_entries_ticket_number_idx ON vorrang.time_entries USING btree (ticket_number);

CREATE INDEX time_releases_bill_id_idx ON vorrang.time_releases USING btree (bill_id) WHERE (bill_id IS NOT NULL);

CREATE INDEX time_releases_unbilled ON vorrang.time_releases USING btree (customer_id) WHERE (bill_id IS NULL);

CREATE UNIQUE INDEX topics_folder_name ON vorrang.topics USING btree (lower(folder_name));

CREATE INDEX webhook_calls_done_at_idx ON vorrang.webhook_calls USING btree (done_at) WHERE (done_at IS NOT NULL);

CREATE INDEX webhook_calls_ticket_number_idx ON vorrang.webhook_calls USING btree (ticket_number);

CREATE INDEX webhook_calls_webhook_id_id_idx ON vorrang.webhook_calls USING btree (webhook_id, id);

CREATE INDEX webhook_calls_webhook_id_not_before_idx ON vorrang.webhook_calls USING btree (webhook_id, not_before) WHERE (state = 'waiting'::text);

ALTER TABLE ONLY vorrang.absences
    ADD CONSTRAINT absences_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.agent_folders
    ADD CONSTRAINT agent_folders_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.agent_folders
    ADD CONSTRAINT agent_folders_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES vorrang.folders(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.agent_notify
    ADD CONSTRAINT agent_notify_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.agents
    ADD CONSTRAINT agents_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id);

ALTER TABLE ONLY vorrang.agents
    ADD CONSTRAINT agents_shift_id_fkey FOREIGN KEY (shift_id) REFERENCES vorrang.calendars(id);

ALTER TABLE ONLY vorrang.agents
    ADD CONSTRAINT agents_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES vorrang.webhooks(id);

ALTER TABLE ONLY vorrang.articles
    ADD CONSTRAINT articles_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE SET NULL;

ALTER TABLE ONLY vorrang.articles
    ADD CONSTRAINT articles_message_id_fkey FOREIGN KEY (message_id) REFERENCES vorrang.messages(id) ON DELETE SET NULL;

ALTER TABLE ONLY vorrang.articles
    ADD CONSTRAINT articles_topic_id_fkey FOREIGN KEY (topic_id) REFERENCES vorrang.topics(id);

ALTER TABLE ONLY vorrang.assets
    ADD CONSTRAINT assets_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES vorrang.contracts(id) ON DELETE SET NULL;

ALTER TABLE ONLY vorrang.assets
    ADD CONSTRAINT assets_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.bill_lines
    ADD CONSTRAINT bill_lines_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES vorrang.bills(id);

ALTER TABLE ONLY vorrang.bill_numbers
    ADD CONSTRAINT bill_numbers_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES vorrang.sellers(id);

ALTER TABLE ONLY vorrang.bills
    ADD CONSTRAINT bills_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id);

ALTER TABLE ONLY vorrang.bills
    ADD CONSTRAINT bills_run_id_fkey FOREIGN KEY (run_id) REFERENCES vorrang.bill_runs(id);

ALTER TABLE ONLY vorrang.bills
    ADD CONSTRAINT bills_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES vorrang.sellers(id);

ALTER TABLE ONLY vorrang.bills
    ADD CONSTRAINT bills_voids_fkey FOREIGN KEY (voids) REFERENCES vorrang.bills(id);

ALTER TABLE ONLY vorrang.blocked_senders
    ADD CONSTRAINT blocked_senders_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.buyers
    ADD CONSTRAINT buyers_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id);

ALTER TABLE ONLY vorrang.buyers
    ADD CONSTRAINT buyers_seller_id_fkey FOREIGN KEY (seller_id) REFERENCES vorrang.sellers(id);

ALTER TABLE ONLY vorrang.calendar_intervals
    ADD CONSTRAINT calendar_intervals_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES vorrang.calendars(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.channels
    ADD CONSTRAINT channels_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES vorrang.calendars(id);

ALTER TABLE ONLY vorrang.channels
    ADD CONSTRAINT channels_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES vorrang.channels(id);

ALTER TABLE ONLY vorrang.channels
    ADD CONSTRAINT channels_sla_id_fkey FOREIGN KEY (sla_id) REFERENCES vorrang.slas(id);

ALTER TABLE ONLY vorrang.contact_customers
    ADD CONSTRAINT contact_customers_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES vorrang.contacts(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.contact_customers
    ADD CONSTRAINT contact_customers_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.contingent_bookings
    ADD CONSTRAINT contingent_bookings_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES vorrang.time_entries(id);

ALTER TABLE ONLY vorrang.contingent_bookings
    ADD CONSTRAINT contingent_bookings_period_id_fkey FOREIGN KEY (period_id) REFERENCES vorrang.contingent_periods(id);

ALTER TABLE ONLY vorrang.contingent_periods
    ADD CONSTRAINT contingent_periods_contingent_id_fkey FOREIGN KEY (contingent_id) REFERENCES vorrang.contingents(id);

ALTER TABLE ONLY vorrang.contingents
    ADD CONSTRAINT contingents_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES vorrang.contracts(id);

ALTER TABLE ONLY vorrang.contracts
    ADD CONSTRAINT contracts_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES vorrang.calendars(id);

ALTER TABLE ONLY vorrang.contracts
    ADD CONSTRAINT contracts_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.contracts
    ADD CONSTRAINT contracts_sla_id_fkey FOREIGN KEY (sla_id) REFERENCES vorrang.slas(id);

ALTER TABLE ONLY vorrang.covers
    ADD CONSTRAINT covers_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.customer_domains
    ADD CONSTRAINT customer_domains_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.customers
    ADD CONSTRAINT customers_default_project_id_fkey FOREIGN KEY (default_project_id) REFERENCES vorrang.projects(id);

ALTER TABLE ONLY vorrang.customers
    ADD CONSTRAINT customers_kam_id_fkey FOREIGN KEY (kam_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.customers
    ADD CONSTRAINT customers_maintenance_project_id_fkey FOREIGN KEY (maintenance_project_id) REFERENCES vorrang.projects(id);

ALTER TABLE ONLY vorrang.digest_lines
    ADD CONSTRAINT digest_lines_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.digest_lines
    ADD CONSTRAINT digest_lines_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.document_numbers
    ADD CONSTRAINT document_numbers_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES vorrang.document_kinds(id);

ALTER TABLE ONLY vorrang.documents
    ADD CONSTRAINT documents_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id);

ALTER TABLE ONLY vorrang.documents
    ADD CONSTRAINT documents_kind_id_fkey FOREIGN KEY (kind_id) REFERENCES vorrang.document_kinds(id);

ALTER TABLE ONLY vorrang.documents
    ADD CONSTRAINT documents_message_fkey FOREIGN KEY (message) REFERENCES vorrang.messages(id);

ALTER TABLE ONLY vorrang.documents
    ADD CONSTRAINT documents_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number);

ALTER TABLE ONLY vorrang.escalations
    ADD CONSTRAINT escalations_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.escalations
    ADD CONSTRAINT escalations_to_channel_id_fkey FOREIGN KEY (to_channel_id) REFERENCES vorrang.channels(id);

ALTER TABLE ONLY vorrang.escalations
    ADD CONSTRAINT escalations_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES vorrang.webhooks(id);

ALTER TABLE ONLY vorrang.events
    ADD CONSTRAINT events_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.folder_rows
    ADD CONSTRAINT folder_rows_article_id_fkey FOREIGN KEY (article_id) REFERENCES vorrang.articles(id);

ALTER TABLE ONLY vorrang.folder_rows
    ADD CONSTRAINT folder_rows_cover_id_fkey FOREIGN KEY (cover_id) REFERENCES vorrang.covers(id);

ALTER TABLE ONLY vorrang.folder_rows
    ADD CONSTRAINT folder_rows_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES vorrang.folders(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.folder_rows
    ADD CONSTRAINT folder_rows_message_id_fkey FOREIGN KEY (message_id) REFERENCES vorrang.messages(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.folder_rows
    ADD CONSTRAINT folder_rows_notice_id_fkey FOREIGN KEY (notice_id) REFERENCES vorrang.notices(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.folder_rows
    ADD CONSTRAINT folder_rows_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.folder_rows
    ADD CONSTRAINT folder_rows_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.folders
    ADD CONSTRAINT folders_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.folders
    ADD CONSTRAINT folders_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.folders
    ADD CONSTRAINT folders_colleague_id_fkey FOREIGN KEY (colleague_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.folders
    ADD CONSTRAINT folders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.folders
    ADD CONSTRAINT folders_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.folders
    ADD CONSTRAINT folders_topic_id_fkey FOREIGN KEY (topic_id) REFERENCES vorrang.topics(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.foreign_names
    ADD CONSTRAINT foreign_names_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.known_message_ids
    ADD CONSTRAINT known_message_ids_message_fkey FOREIGN KEY (message) REFERENCES vorrang.messages(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.known_message_ids
    ADD CONSTRAINT known_message_ids_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.member_grants
    ADD CONSTRAINT member_grants_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.member_grants
    ADD CONSTRAINT member_grants_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.members
    ADD CONSTRAINT members_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.members
    ADD CONSTRAINT members_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.merges
    ADD CONSTRAINT merges_merged_fkey FOREIGN KEY (merged) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.merges
    ADD CONSTRAINT merges_survivor_fkey FOREIGN KEY (survivor) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.message_chunks
    ADD CONSTRAINT message_chunks_message_id_fkey FOREIGN KEY (message_id) REFERENCES vorrang.messages(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.message_numbers
    ADD CONSTRAINT message_numbers_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES vorrang.assets(id) ON DELETE SET NULL;

ALTER TABLE ONLY vorrang.message_numbers
    ADD CONSTRAINT message_numbers_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id) ON DELETE SET NULL;

ALTER TABLE ONLY vorrang.message_numbers
    ADD CONSTRAINT message_numbers_message_fkey FOREIGN KEY (message) REFERENCES vorrang.messages(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.messages
    ADD CONSTRAINT messages_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.messages
    ADD CONSTRAINT messages_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.notices
    ADD CONSTRAINT notices_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.notices
    ADD CONSTRAINT notices_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.number_patterns
    ADD CONSTRAINT number_patterns_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.observed
    ADD CONSTRAINT observed_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES vorrang.calendars(id);

ALTER TABLE ONLY vorrang.observed
    ADD CONSTRAINT observed_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.observed
    ADD CONSTRAINT observed_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id) ON DELETE SET NULL;

ALTER TABLE ONLY vorrang.observed_ids
    ADD CONSTRAINT observed_ids_observed_id_fkey FOREIGN KEY (observed_id) REFERENCES vorrang.observed(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.orders
    ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.outbox
    ADD CONSTRAINT outbox_message_fkey FOREIGN KEY (message) REFERENCES vorrang.messages(id);

ALTER TABLE ONLY vorrang.outbox
    ADD CONSTRAINT outbox_source_message_fkey FOREIGN KEY (source_message) REFERENCES vorrang.messages(id);

ALTER TABLE ONLY vorrang.outbox
    ADD CONSTRAINT outbox_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.participants
    ADD CONSTRAINT participants_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.project_members
    ADD CONSTRAINT project_members_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.project_members
    ADD CONSTRAINT project_members_project_id_fkey FOREIGN KEY (project_id) REFERENCES vorrang.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.project_phases
    ADD CONSTRAINT project_phases_project_id_fkey FOREIGN KEY (project_id) REFERENCES vorrang.projects(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.project_phases
    ADD CONSTRAINT project_phases_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.projects
    ADD CONSTRAINT projects_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id);

ALTER TABLE ONLY vorrang.projects
    ADD CONSTRAINT projects_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES vorrang.projects(id);

ALTER TABLE ONLY vorrang.projects
    ADD CONSTRAINT projects_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.projects
    ADD CONSTRAINT projects_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE SET NULL;

ALTER TABLE ONLY vorrang.rates
    ADD CONSTRAINT rates_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.rates
    ADD CONSTRAINT rates_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES vorrang.contracts(id);

ALTER TABLE ONLY vorrang.rates
    ADD CONSTRAINT rates_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id);

ALTER TABLE ONLY vorrang.rates
    ADD CONSTRAINT rates_work_type_id_fkey FOREIGN KEY (work_type_id) REFERENCES vorrang.work_types(id);

ALTER TABLE ONLY vorrang.reading
    ADD CONSTRAINT reading_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.reading
    ADD CONSTRAINT reading_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.reads
    ADD CONSTRAINT reads_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.reads
    ADD CONSTRAINT reads_message_id_fkey FOREIGN KEY (message_id) REFERENCES vorrang.messages(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.recomputes
    ADD CONSTRAINT recomputes_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.retry_keys
    ADD CONSTRAINT retry_keys_message_fkey FOREIGN KEY (message) REFERENCES vorrang.messages(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.retry_keys
    ADD CONSTRAINT retry_keys_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.row_flags
    ADD CONSTRAINT row_flags_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.row_flags
    ADD CONSTRAINT row_flags_folder_id_fkey FOREIGN KEY (folder_id) REFERENCES vorrang.folders(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.rules
    ADD CONSTRAINT rules_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.rules
    ADD CONSTRAINT rules_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id);

ALTER TABLE ONLY vorrang.rules
    ADD CONSTRAINT rules_to_channel_id_fkey FOREIGN KEY (to_channel_id) REFERENCES vorrang.channels(id);

ALTER TABLE ONLY vorrang.service_notes
    ADD CONSTRAINT service_notes_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.service_notes
    ADD CONSTRAINT service_notes_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES vorrang.contacts(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.service_notes
    ADD CONSTRAINT service_notes_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.sla_targets
    ADD CONSTRAINT sla_targets_sla_id_fkey FOREIGN KEY (sla_id) REFERENCES vorrang.slas(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.slas
    ADD CONSTRAINT slas_manager_id_fkey FOREIGN KEY (manager_id) REFERENCES vorrang.agents(id) ON DELETE SET NULL;

ALTER TABLE ONLY vorrang.surcharge_hours
    ADD CONSTRAINT surcharge_hours_surcharge_id_fkey FOREIGN KEY (surcharge_id) REFERENCES vorrang.surcharges(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.surcharges
    ADD CONSTRAINT surcharges_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES vorrang.calendars(id);

ALTER TABLE ONLY vorrang.surcharges
    ADD CONSTRAINT surcharges_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id);

ALTER TABLE ONLY vorrang.tasks
    ADD CONSTRAINT tasks_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.tasks
    ADD CONSTRAINT tasks_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.ticket_pauses
    ADD CONSTRAINT ticket_pauses_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.ticket_steps
    ADD CONSTRAINT ticket_steps_escalation_id_fkey FOREIGN KEY (escalation_id) REFERENCES vorrang.escalations(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.ticket_steps
    ADD CONSTRAINT ticket_steps_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.ticket_tags
    ADD CONSTRAINT ticket_tag_is_known FOREIGN KEY (tag) REFERENCES vorrang.tags(tag);

ALTER TABLE ONLY vorrang.ticket_tags
    ADD CONSTRAINT ticket_tags_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.ticket_watch_channels
    ADD CONSTRAINT ticket_watch_channels_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.ticket_watch_channels
    ADD CONSTRAINT ticket_watch_channels_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.ticket_watchers
    ADD CONSTRAINT ticket_watchers_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.ticket_watchers
    ADD CONSTRAINT ticket_watchers_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_asset_id_fkey FOREIGN KEY (asset_id) REFERENCES vorrang.assets(id) ON DELETE SET NULL;

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_calendar_id_fkey FOREIGN KEY (calendar_id) REFERENCES vorrang.calendars(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_contact_id_fkey FOREIGN KEY (contact_id) REFERENCES vorrang.contacts(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES vorrang.contracts(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_escalated_from_id_fkey FOREIGN KEY (escalated_from_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_kam_id_fkey FOREIGN KEY (kam_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_lapsed_contract_id_fkey FOREIGN KEY (lapsed_contract_id) REFERENCES vorrang.contracts(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_merged_into_fkey FOREIGN KEY (merged_into) REFERENCES vorrang.tickets(number);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_named_customer_id_fkey FOREIGN KEY (named_customer_id) REFERENCES vorrang.customers(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_own_sla_id_fkey FOREIGN KEY (own_sla_id) REFERENCES vorrang.slas(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_previous_number_fkey FOREIGN KEY (previous_number) REFERENCES vorrang.tickets(number);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_project_id_fkey FOREIGN KEY (project_id) REFERENCES vorrang.projects(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_responsible_id_fkey FOREIGN KEY (responsible_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.tickets
    ADD CONSTRAINT tickets_sla_id_fkey FOREIGN KEY (sla_id) REFERENCES vorrang.slas(id);

ALTER TABLE ONLY vorrang.time_entries
    ADD CONSTRAINT time_entries_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id);

ALTER TABLE ONLY vorrang.time_entries
    ADD CONSTRAINT time_entries_corrects_fkey FOREIGN KEY (corrects) REFERENCES vorrang.time_entries(id);

ALTER TABLE ONLY vorrang.time_entries
    ADD CONSTRAINT time_entries_message_fkey FOREIGN KEY (message) REFERENCES vorrang.messages(id);

ALTER TABLE ONLY vorrang.time_entries
    ADD CONSTRAINT time_entries_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.time_entries
    ADD CONSTRAINT time_entries_work_type_id_fkey FOREIGN KEY (work_type_id) REFERENCES vorrang.work_types(id);

ALTER TABLE ONLY vorrang.time_parts
    ADD CONSTRAINT time_parts_contingent_id_fkey FOREIGN KEY (contingent_id) REFERENCES vorrang.contingents(id);

ALTER TABLE ONLY vorrang.time_parts
    ADD CONSTRAINT time_parts_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES vorrang.time_releases(entry_id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.time_releases
    ADD CONSTRAINT time_releases_bill_id_fkey FOREIGN KEY (bill_id) REFERENCES vorrang.bills(id);

ALTER TABLE ONLY vorrang.time_releases
    ADD CONSTRAINT time_releases_contract_id_fkey FOREIGN KEY (contract_id) REFERENCES vorrang.contracts(id);

ALTER TABLE ONLY vorrang.time_releases
    ADD CONSTRAINT time_releases_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES vorrang.customers(id);

ALTER TABLE ONLY vorrang.time_releases
    ADD CONSTRAINT time_releases_entry_id_fkey FOREIGN KEY (entry_id) REFERENCES vorrang.time_entries(id);

ALTER TABLE ONLY vorrang.time_releases
    ADD CONSTRAINT time_releases_project_id_fkey FOREIGN KEY (project_id) REFERENCES vorrang.projects(id);

ALTER TABLE ONLY vorrang.topics
    ADD CONSTRAINT topics_channel_id_fkey FOREIGN KEY (channel_id) REFERENCES vorrang.channels(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.unsubscribed
    ADD CONSTRAINT unsubscribed_agent_id_fkey FOREIGN KEY (agent_id) REFERENCES vorrang.agents(id) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.webhook_calls
    ADD CONSTRAINT webhook_calls_ticket_number_fkey FOREIGN KEY (ticket_number) REFERENCES vorrang.tickets(number) ON DELETE CASCADE;

ALTER TABLE ONLY vorrang.webhook_calls
    ADD CONSTRAINT webhook_calls_webhook_id_fkey FOREIGN KEY (webhook_id) REFERENCES vorrang.webhooks(id) ON DELETE CASCADE;

GRANT USAGE ON SCHEMA vorrang_api TO vorrang_milter;
GRANT USAGE ON SCHEMA vorrang_api TO vorrang_daemon;
GRANT USAGE ON SCHEMA vorrang_api TO vorrang_admin;
GRANT USAGE ON SCHEMA vorrang_api TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang.absences_json(a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.absent_until(p_agent integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.accept_ticket(t vorrang.tickets, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.act_on_articles(a vorrang.agents, p_how text, p_source vorrang.folders, p_uids bigint[], p_target vorrang.folders, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.add_document(t vorrang.tickets, k vorrang.document_kinds, p_title text, p_text text, p_message bigint, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.add_message(p_ticket bigint, p_direction text, p_kind text, p_agent integer, p_facts jsonb, p_foreign boolean, p_header bytea, p_body bytea, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.add_task(p_ticket bigint, p_kind text, p_title text, p_agent integer, p_due date, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.add_watcher(p_ticket bigint, p_agent integer, a vorrang.agents, p_now timestamp with time zone, p_via text, p_tell boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.agent_calendar(a vorrang.agents) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.agent_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.agent_json(a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.agent_modseq(p_agent integer, p_folder bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.agent_named(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.agent_word(p_by text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.agent_zone(a vorrang.agents) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ago(p_from timestamp with time zone, p_to timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.amount_text(p_minor bigint, p_currency text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.answers_a_note(p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.any_is_like(p_texts jsonb, p_pattern text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.apply_customer(p_ticket bigint, a vorrang.agents, p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.apply_lines(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.apply_pairs(f vorrang.folders, p_pairs vorrang.projected[], p_modseq bigint, p_now timestamp with time zone, p_at_once boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.apply_rules(p_ticket bigint, p_effect jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.apply_state(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_otherwise text, p_tell boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.article_json(x vorrang.articles) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.article_numbered(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.article_source(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.article_texts(a vorrang.agents, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ask_whether_to_reopen(t vorrang.tickets, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.asks(p_notice bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.asset_name(p_asset integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.assign(t vorrang.tickets, p_to integer, a vorrang.agents, p_now timestamp with time zone, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.automatic_minutes(p_ticket bigint, p_agent integer, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.bad_link(l vorrang.audit_links, p_before bytea) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.bad_target(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.bare_address(p_address text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.before_words(p_reason text, p_count bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.best_asset(p_ticket bigint, p_customer integer, p_channel integer, p_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.bill_id(p_number text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.bill_json(b vorrang.bills) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.bill_lines_json(b vorrang.bills) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.block_json(b vorrang.blocked_senders) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.block_sender(t vorrang.tickets, a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.book(e vorrang.time_entries, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.book_contingent(p_period bigint, p_kind text, p_change integer, p_entry bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.book_time(p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.bounced_outbox(p_facts jsonb, p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.brief_facts(a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.brief_lines(p_tickets vorrang.tickets[], p_zone text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.brief_tickets(p_agent integer, p_mine boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.buyer_json(b vorrang.buyers) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.calendar_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.calendar_json(c vorrang.calendars) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.call_webhook(p_webhook integer, p_kind text, p_ticket bigint, p_detail jsonb, p_not_before timestamp with time zone, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.callback_of(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.callback_outcome(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.caller(p_customer jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.carry_out(a vorrang.agents, p_how text, p_source vorrang.folders, p_uids bigint[], p_target vorrang.folders, p_tickets bigint[], p_left bigint[], p_rows integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.carry_over(s vorrang.tickets, m vorrang.tickets, a vorrang.agents, p_via text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.catch_up_amber(p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.change_sla(p_ticket bigint, p_sla integer, p_calendar integer, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.change_tags(p_ticket bigint, p_add text[], p_remove text[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.changed(p jsonb, p_field text, p_old text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.changed_rows(f vorrang.folders, a vorrang.agents, p_since bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.channel_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.channel_json(c vorrang.channels) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.channel_of_agent(a vorrang.agents) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.channel_of_drag(a vorrang.agents, p_target text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.channel_of_mail(p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.check_parent(p_kind text, p_parent integer, p_customer integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.check_way(a vorrang.agents, p_event text, p_ways text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.claimed_outbox(p_id bigint, p_attempt integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.class_by_turnover(p_customer integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.clock_of(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.clock_words(p_calendar integer, p_running boolean, p_paused boolean, p_done timestamp with time zone, p_due timestamp with time zone, p_zone text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.clocks_anew(t vorrang.tickets, p_now timestamp with time zone, OUT response_seconds bigint, OUT resolution_seconds bigint, OUT response_due timestamp with time zone, OUT response_missed boolean, OUT resolution_due timestamp with time zone, OUT resolution_missed boolean, OUT light text, OUT amber_at timestamp with time zone, OUT red_at timestamp with time zone, OUT clock_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.close_row(a vorrang.agents, p_folder bigint, p_uid bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.close_ticket(p_ticket bigint, p_reason text, p_tell boolean, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.closed_for(p_agent integer, p_tickets bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.collision_sentence(p_ticket bigint, m vorrang.messages, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.come_back(a vorrang.agents, p_source text, p_from timestamp with time zone, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.commit_answer(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_otherwise text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.commit_note(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_tell boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.commit_reply(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.confirm_receipt(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.confirmations_spent(p_address text, p_known boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.contact_id(p_address text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.contact_json(c vorrang.contacts) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.contingent_draws(p_entry bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.contingent_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.contingent_json(c vorrang.contingents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.contingent_ledger(p_contingent integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.contingents_left(p_contract integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.contract_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.contract_json(n vorrang.contracts) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.copied_already(p_ticket bigint, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.correct_time(p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.corrected_start(p_old vorrang.time_entries, p_minutes integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.counted(p_agent integer, f vorrang.folders) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.counted_now(p_channel integer, p_agent integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_channels(p_channel integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_clocks(t vorrang.tickets, p_zone text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_contract(t vorrang.tickets, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_date(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_digest(p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_envelope(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_facts(p_ticket bigint, p_team boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_history(p_ticket bigint, p_zone text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_id_of(p_ticket bigint, c vorrang.channels) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_is_for_team(f vorrang.folders, t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_notes(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_orders(p_customer integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_people(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_strangers(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_tickets(t vorrang.tickets, p_channels integer[], p_zone text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cover_waits(f vorrang.folders) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.customer_contingents(p_customer integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.customer_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.customer_is_mailable(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.customer_json(k vorrang.customers) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.customer_named(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.customer_standing(p_customer integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.customer_ticket_json(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.customer_wrote(p_ticket bigint, p_now timestamp with time zone, p_believed boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.customers_named(p_message bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cut_entry(e vorrang.time_entries, t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.cut_to_bytes(p_text text, p_bytes integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.day_field(p jsonb, p_field text, p_days integer, p_zone text, p_old timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.day_named(p_text text, p_today date) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.deadline(p_calendar integer, p_from timestamp with time zone, p_open_seconds double precision) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.desired_rows(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.desk_agent(p_agent bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.digest(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.digest_facts(a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.directory_changed() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.document_json(d vorrang.documents) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.document_kind(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.document_kind_json(k vorrang.document_kinds) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.document_line(t vorrang.tickets, a vorrang.agents, p_args text, p_facts jsonb, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.document_number(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.domain_spent(p_address text, p_channel integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.draw_contingent(p_entry bigint, p_ticket bigint, p_contract integer, p_day date, p_minutes integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.draw_for(e vorrang.time_entries, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.due_after(p_calendar integer, p_from timestamp with time zone, p_open_seconds double precision) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.due_slot(p_due timestamp with time zone, p_generation timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.due_words(t vorrang.tickets, p_zone text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.duration_seconds(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.duration_words(p_seconds bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.effective_due(p_ticket vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.effort_rows(p_customer integer, p_from date, p_until date, p_currency text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.einvoice_gaps(p_seller jsonb, p_buyer jsonb, p_tax_category text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.end_leaving(p_folder bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ensure_folder(p_agent integer, p_name text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ensure_period(c vorrang.contingents, p_day date, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ensure_periods(p_contract integer, p_day date, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.entitle(p_ticket bigint, p_asset integer, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.entitlement_of(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.entry_of_lines(p_ticket bigint, a vorrang.agents, p_message bigint, p_facts jsonb, p_minutes integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.entry_state(p_entry bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.escalate(p_ticket bigint, p_at text, p_clock text, p_due timestamp with time zone, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.escalation_json(e vorrang.escalations) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.event_digest(e vorrang.events) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.event_words(e vorrang.events) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.events_json(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.file_copy(a vorrang.agents, p_facts jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone, OUT outcome text, OUT ticket bigint, OUT message bigint, OUT sentence text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.fill_asset(p_ticket bigint, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.fill_entry(e vorrang.time_entries, p jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.find_data_folder(p_agent integer, p_name text, OUT kind text, OUT id text, OUT ticket_number bigint, OUT colleague_id integer, OUT customer_id integer, OUT word text, OUT topic_id integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.find_folder(p_agent integer, p_name text, OUT kind text, OUT id text, OUT special_use text, OUT access text, OUT channel_id integer, OUT agent_id integer, OUT ticket_number bigint, OUT colleague_id integer, OUT customer_id integer, OUT word text, OUT topic_id integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.finish_outbox(o vorrang.outbox, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.finish_task(p_task bigint, p_back boolean, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.first_reminder(t vorrang.tickets, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.folder_names(p_agent integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.folder_of(p_agent integer, p_name text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.folder_state(p_agent integer, p_name text, f vorrang.folders, p_mode text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.folder_tickets(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.folder_title(p_name text, p_language text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.folder_titles() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.folders_being_opened() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.folders_of_tickets(p_tickets bigint[], p_opening bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.follow_up(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.foreign_numbers(p_subject text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.forget_observed(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.generation_at(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.go_away(a vorrang.agents, p_source text, p_from timestamp with time zone, p_until timestamp with time zone, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.goes_out(p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.grant_differently(p_contingent integer, p_minutes integer, p_day date, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.grant_json(g vorrang.member_grants) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.hand_over(a vorrang.agents, t vorrang.tickets, p_to integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.handles_channel(p_agent integer, p_channel integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.has_line(p_facts jsonb, p_word text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.head_start(p_class text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.highest_modseq(p_agent integer, f vorrang.folders) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.hold_folder(p_word text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.hold_row(a vorrang.agents, t vorrang.tickets, p_word text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.hold_ticket(p_ticket bigint, p_until timestamp with time zone, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.hold_until(p_text text, p_calendar integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.hosts_of(p_list jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.import_amount(p_after jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.import_answer(p_row jsonb, p_before jsonb, p_after jsonb, p_wrong jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.import_asset(p_row jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.import_contact(p_row jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.import_contract(p_row jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.import_customer(p_row jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.import_order(p_row jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.instant_at_open_seconds(p_calendar integer, p_sum double precision) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_accepted_by(t vorrang.tickets, p_status text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_an_answer(t vorrang.tickets, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_blocked(p_address text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_closed(p_status text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_form_sender(p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_freemail(p_domain text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_hold_word(p_word text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_like(p_text text, p_pattern text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_mailable(p_address text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_monitoring(p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_own_address(p_address text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_shared_folder(p_kind text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_splittable(p_message bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_unanswered(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.is_with_us(p_status text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.iso(p_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.join_participants(p_ticket bigint, p_facts jsonb, p_sender boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.join_project(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.keep_copy(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_answers boolean, p_via text, p_header bytea, p_body bytea, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.keep_numbers(p_ticket bigint, p_message bigint, p_numbers jsonb, p_claimed boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.keep_question(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.kept_until(p_kind text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.keyword_list(p_own text[], p_tags text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.keywords_of(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.know_tag(p_tag text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.known_mail(a vorrang.agents, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.known_sender(p_address text, p_from_count integer, OUT customer_id integer, OUT contact_id integer, OUT vip boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.last_booked(p_ticket bigint, p_agent integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.last_day_of(p jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.letter_json(t vorrang.tickets, p_agent integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.letter_language(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.light_flags(p_light text, p_style text, p_mine boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.lights_of(t vorrang.tickets, p_now timestamp with time zone, OUT light text, OUT amber_at timestamp with time zone, OUT red_at timestamp with time zone, OUT clock_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.lines_field(p jsonb, p_field text, p_old text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.lines_of(p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.link_chain(p_before bytea, p_n bigint, p_at timestamp with time zone, p_ids bigint[], p_digest bytea) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.listed_folders(p_agent integer, OUT name text, OUT id text, OUT special_use text, OUT access text, OUT kind text, OUT channel_id integer, OUT colleague_id integer, OUT customer_id integer, OUT word text, OUT topic_id integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.live_uids(p_folder bigint, p_tickets bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.local_instant(p_day date, p_minute integer, p_zone text, p_first boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.local_minute(p_at timestamp with time zone, p_zone text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.local_time_of(p_text text, p_zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.look_up_claimed(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.mail_date(p_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.mail_notice(p_agent integer, p_address text, p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb, p_not_before timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.make_bills(p_until date, p_customer integer, p_by text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.mark_rows(p_agent integer, p_folder bigint, p_uids int8multirange, p_seen boolean, p_deleted boolean, p_add text[], p_remove text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.match_mail(p_facts jsonb, p_now timestamp with time zone, OUT outcome text, OUT ticket bigint, OUT message bigint, OUT is_foreign boolean, OUT previous bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.may_add_keyword() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.may_be_given(t vorrang.tickets, p_to integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.may_be_keyword(p_tag text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.may_handle(p_agent integer, p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.may_note(p_agent integer, p_ticket bigint, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.may_open(p_agent integer, f vorrang.folders) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.may_read_cover(p_agent integer, p_cover bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.may_see(p_agent integer, p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.members_now(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.merge_one(s vorrang.tickets, m vorrang.tickets, a vorrang.agents, p_via text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.merge_rows(a vorrang.agents, p_tickets bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.merge_tickets(p_numbers bigint[], a vorrang.agents, p_via text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.message_json(m vorrang.messages) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.minor_digits(p_currency text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.misses_due(t vorrang.tickets, p_agent integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.money_of(p_text text, OUT minor bigint, OUT currency text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.money_sum(p_minor bigint[], p_currency text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.money_text(p_minor bigint, p_currency text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.monitoring_of(p_subject text, OUT object text, OUT recovered boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.months_begun(p_from date, p_until date) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.move_content(p_from bigint, p_to bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.move_ticket(a vorrang.agents, p_source vorrang.folders, p_target vorrang.folders, p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.move_to_inbox(a vorrang.agents, p_source text, p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.must_be_open(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.must_edit_topic(p_agent integer, p_topic integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.must_handle(p_agent integer, p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.must_step(t vorrang.tickets, p_to text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.name_customer_folder(k vorrang.customers) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.named_channels(p_own integer, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.names_a_note(p_message_ids jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.new_token() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.newest_cover(p_ticket bigint, p_team boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.next_absence_at() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.next_brief() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.next_brief_at(a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.next_digest() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.next_digest_at(a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.next_modseq(p_folder_modseq bigint, p_agent_modseq bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.next_shift_end(p_shift integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.next_task_at() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.normal_phone(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.note_address(t vorrang.tickets, c vorrang.channels) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.note_attempt(p_ticket bigint, p_what jsonb, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.note_copied(p_agent integer, p_folder bigint, p_uids bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.note_json(n vorrang.service_notes) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.note_numbers(p_ticket bigint, p_message bigint, p_facts jsonb, p_opens boolean, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.note_opening(a vorrang.agents, p_folder bigint, p_changes jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.note_phone(p_ticket bigint, p_facts jsonb, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.note_reader(a vorrang.agents, p_folder bigint, p_uid bigint, p_reads boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.note_reading(p_agent integer, p_folder bigint, p_uids int8multirange, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.note_refusal(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_sentence text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.notify_agent(p_agent integer, p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.notify_elsewhere(p_agent integer, p_ways text[], p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.notify_escalated(p_ticket bigint, p_step vorrang.escalations, p_owner integer, p_clock text, p_due timestamp with time zone, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.notify_events() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.notify_interested(p_ticket bigint, p_kind text, p_now timestamp with time zone, p_detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.number_bills(p_run integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.number_in(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.number_text(p_pattern text, p_year integer, p_count bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.numbers_named(p_numbers jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.observe_in(c vorrang.channels, p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.observed_since(p_channel integer, p_from timestamp with time zone, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.off_shift_until(p_agent integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.one_import() FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.open_customers(p_agent integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.open_day_after(p_calendar integer, p_from timestamp with time zone, p_days integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.open_lines(a vorrang.agents, p_name text, p_folder bigint, p_uidvalidity bigint, p_since bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.open_row(a vorrang.agents, p_folder bigint, p_uid bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.open_seconds_between(p_calendar integer, p_from timestamp with time zone, p_to timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.open_seconds_until(p_calendar integer, p_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.open_task_of(p_ticket bigint, p_args text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.open_ticket(p_number bigint, p_facts jsonb, p_previous bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.open_tickets_of(p_sla integer, p_calendar integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.open_time_words(p_seconds double precision) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.opened_ticket(a vorrang.agents, p_folder bigint, p_uid bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.opens_on(p_calendar integer, p_day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.order_words(p_policy text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ordinal(p_n bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.outbox_job(o vorrang.outbox) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.outgoing(p_agent integer, p_tickets bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.outside_words(t vorrang.tickets, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.own_copy(a vorrang.agents, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.own_keywords(p_flags text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.own_place(t vorrang.tickets, p_zone text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.own_project_id(p_key text, p_customer integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.pattern_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.pattern_json(p vorrang.number_patterns) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.pause_resolution(p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.percent_of(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.place_in_inbox(t vorrang.tickets, a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.place_in_queue(t vorrang.tickets, p_most bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.place_lines(t vorrang.tickets, p_where text, p_policy text, p_inbox bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.plain_folder(p_title text, p_language text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.price_of(e vorrang.time_entries, t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.priority_named(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.priority_word(p_priority smallint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_acted(p_source vorrang.folders, p_target vorrang.folders, p_how text, p_tickets bigint[], p_left bigint[], p_uids bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_agents(p_agents integer[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_details(p vorrang.projects) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_entries(p_projects integer[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_folder(p_folder bigint, p_tickets bigint[], p_now timestamp with time zone, p_at_once boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_json(p vorrang.projects) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_line(t vorrang.tickets, p_args text, p_now timestamp with time zone, p_by text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_named(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_of(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_pairs(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone, p_at_once boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_sums(p_projects integer[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_topics(p_topics integer[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.project_tree(p_project integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.promise(p_facts jsonb, c vorrang.channels, p_triage boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.promised(p_sla integer, p_class text, p_priority smallint, p_type text, OUT response_seconds bigint, OUT resolution_seconds bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.publish(a vorrang.agents, p_ticket bigint, p_message bigint, p_topic vorrang.topics, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.publish_rows(a vorrang.agents, p_source vorrang.folders, p_uids bigint[], p_topic vorrang.topics, p_now timestamp with time zone, OUT tickets bigint[], OUT topics integer[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.queue_neighbours(t vorrang.tickets, p_policy text, p_inbox bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.raise(p_state text, p_text text, p_hint text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rank_at(p_policy text, p_band integer, p_class text, p_due timestamp with time zone, p_generation timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rank_band(p_class text, p_lifted boolean, p_vip boolean, p_priority smallint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rate_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rate_json(r vorrang.rates) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rate_of(p_contract integer, p_customer integer, p_agent integer, p_work_type integer, p_day date) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.read_form(p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.read_intervals(p_intervals jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.read_target(p_sla integer, p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.readable_rows(p_agent integer, f vorrang.folders, p_uids int8multirange) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.readers_of(p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rebook(p_ticket bigint, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rebook_moved(p_from bigint, p_to bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.recall_mail(p_ticket bigint, p_kinds text[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.recall_reply(a vorrang.agents, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.recheck_covers(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.recompute(p_tickets bigint[], p_now timestamp with time zone, p_by text, p_via text, p_why text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.recompute_ticket(p_ticket bigint, p_now timestamp with time zone, p_by text, p_via text, p_why text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.recompute_tickets(p_tickets bigint[], p_now timestamp with time zone, p_by text, p_why text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_absent(t vorrang.tickets, p_to integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_articles(a vorrang.agents, p_args text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_block(p_address text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_canned(t vorrang.tickets, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_closing(t vorrang.tickets, p_outcome text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_copy(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_answers boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_document(t vorrang.tickets, p_args text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_enquiry(a vorrang.agents, p_facts jsonb, p_channel integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_leaving(t vorrang.tickets, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_line(t vorrang.tickets, a vorrang.agents, p_word text, p_args text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_lines(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_merge(a vorrang.agents, p_numbers bigint[], p_force boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_project(t vorrang.tickets, p_args text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_repeating(t vorrang.tickets, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_reply(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_note boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_step(t vorrang.tickets, p_from text, p_to text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_step_line(t vorrang.tickets, p_facts jsonb, p_note boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_task(t vorrang.tickets, p_args text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_unmerge(a vorrang.agents, p_survivor bigint, p_merged bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refusal_of_worked_step(t vorrang.tickets, p_to text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refuse_future(e vorrang.time_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.refuse_locked(p_entry bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.releasable(p jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.release_back(p_entry bigint, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.release_entry(p_entry bigint, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.release_hindrance(e vorrang.time_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.release_if_absent(p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.release_ticket(p_ticket bigint, a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.remember_names(p_ticket bigint, p_facts jsonb, p_monitoring boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.remind(t vorrang.tickets, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.renew_rows(p_folder bigint, p_uids bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.reopen_or_resume(p_ticket bigint, p_now timestamp with time zone, a vorrang.agents) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.reply_address(t vorrang.tickets, c vorrang.channels) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.reply_recipients(t vorrang.tickets, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.reply_ticket(p_facts jsonb, a vorrang.agents, p_now timestamp with time zone, OUT ticket bigint, OUT is_note boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.reply_wins(t vorrang.tickets, p_agent integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.resolution_due_of(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.resume_resolution(p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.return_contingent(p_entry bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.row_added(t vorrang.tickets, c vorrang.channels, p_customer text, p_rank_at timestamp with time zone, p_reply_to text, p_trust text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.row_flag_list(r vorrang.folder_rows, g vorrang.row_flags, a vorrang.agents, p_read boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.row_message(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.row_prefix(t vorrang.tickets, p_zone text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.row_tickets(p_agent integer, f vorrang.folders, p_uids bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rule_effect(p_facts jsonb, p_channel integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rule_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rule_json(r vorrang.rules) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rule_reasons(r vorrang.rules, p_facts jsonb, p_channel integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.rules_that_match(p_facts jsonb, p_channel integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.run_absences(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.run_briefs(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.run_clock_of(p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.run_digests(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.run_json(p_run integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.run_memberships(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.run_shifts(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.run_tasks(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.run_timed_steps(p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.safe_folder_name(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sees(p_agent integer, t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sees_customer(p_agent integer, p_customer integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sees_topic(p_agent integer, p_topic vorrang.topics) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.seller_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.seller_json(s vorrang.sellers) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.seller_of(p_customer integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.send_confirmation(t vorrang.tickets, p_message bigint, p_now timestamp with time zone, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.send_notice(n vorrang.notices, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_alerts(a vorrang.agents, p jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_channel(p_ticket bigint, p_channel integer, p_now timestamp with time zone, p_by text, p_via text, p_detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_customer(p_ticket bigint, p_customer integer, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_document_status(p_number text, p_status text, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_domain(p_domain text, p_customer integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_lights(p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_members(p_project integer, p_members jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_own_sla(p_ticket bigint, p_sla integer, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_owner(p_ticket bigint, p_owner integer, p_now timestamp with time zone, p_by text, p_via text, p_detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_parent(p_channel integer, p_parent text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_priority(p_ticket bigint, p_priority smallint, a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_project(t vorrang.tickets, p_project integer, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_responsible(p_ticket bigint, p_agent integer, a vorrang.agents, p_now timestamp with time zone, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_status(p_ticket bigint, p_status text, p_now timestamp with time zone, p_by text, p_via text, p_detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.set_targets(p_sla integer, p_list jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.settle_follow_up(p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.shares_channel(p_agent integer, p_colleague integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.shown_headers(p_agent integer, f vorrang.folders, p_uids int8multirange) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.shown_rows(f vorrang.folders, a vorrang.agents) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.shown_to(p_agent integer, p_states text[], p_tickets bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sim_arrivals(p jsonb, p_begin timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sim_facts(p_from text, p_channel text, p_key text, p jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sim_mail(p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sim_next(p_channel vorrang.channels, p_agent integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sim_reply(p_agent vorrang.agents, p_ticket bigint, p_channel text, p_close boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sim_result(p_policy text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sim_team(p jsonb, p_policy text, p_begin timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sim_work(p jsonb, p_policy text, p_begin timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sla_for(p_customer integer, p_asset integer, p_channel integer, p_at timestamp with time zone, OUT sla_id integer, OUT calendar_id integer, OUT contract_id integer, OUT entitlement text, OUT level smallint, OUT lapsed_contract_id integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sla_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sla_json(s vorrang.slas) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sla_named(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.split_message(p_message bigint, p_channel integer, a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.split_rows(a vorrang.agents, p_target vorrang.folders, p_messages bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.splits(p_source vorrang.folders, p_target vorrang.folders, p_messages bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.spread_members(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.standing_for(a vorrang.agents, k vorrang.customers, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.standing_words(t vorrang.tickets, p_zone text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.star_rows(a vorrang.agents, p_folder bigint, p_uids int8multirange, p_star boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.start_bills(p_run integer, p_until date, p_customer integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.start_of_work(p_ticket bigint, p_minute integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.start_response(p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.state_after_reply(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.stems(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.step_detail(p_step vorrang.escalations, p_clock text, p_due timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.step_of_line(p_word text, p_args text, p_quiet boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.step_of_move(t vorrang.tickets, p_kind text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.step_words(p_steps jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.steps_from(t vorrang.tickets, p_status text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.steps_of(p_list jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.stop_watching(p_ticket bigint, a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.store_customer(p_key text, p jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.store_intervals(p_calendar integer, p_intervals jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.store_project(p_key text, p jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.stranger_in(p_ticket bigint, p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.subject_digest(p_subject text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.subscribe_folder(a vorrang.agents, p_wanted boolean, p_folder text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.suggested_articles(p_ticket bigint, p_team boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.surcharge_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.surcharge_json(s vorrang.surcharges) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.surcharge_pieces(p_customer integer, p_from timestamp with time zone, p_until timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.surcharge_spans(p_customer integer, p_from timestamp with time zone, p_until timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.survivor(p_number bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sync_class(p_customer integer, p_now timestamp with time zone, p_by text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.sync_kam(k vorrang.customers, p_now timestamp with time zone, p_by text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.tag(p_ticket bigint, p_args text, a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.tag_json(x vorrang.tags) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.tag_named(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.tag_rows(a vorrang.agents, p_folder bigint, p_uids int8multirange, p_adds boolean, p_tags text[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.tags_in(f vorrang.folders, p_flags text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.take_back(p_entry bigint, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.take_bounce(p_ticket bigint, p_facts jsonb, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.take_changes(p_limit integer, p_now timestamp with time zone, OUT taken integer, OUT tickets bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.take_enquiry(a vorrang.agents, p_facts jsonb, p_own boolean, p_channel integer, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone, OUT outcome text, OUT ticket bigint, OUT message bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.take_numbers(p_seller integer, p_kind text, p_year integer, p_many integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.take_rows_away(p_folder bigint, p_modseq bigint, p_now timestamp with time zone, p_at_once boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.take_step(p_ticket bigint, s vorrang.escalations, p_clock text, p_due timestamp with time zone, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.take_wanted_cover(p_ticket bigint, p_now timestamp with time zone, OUT ticket bigint, OUT team boolean, OUT exact boolean) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.takes_mail(p_intake text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.takes_part(p_ticket bigint, p_address text, p_from_count integer, p_trust text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.target_words(g vorrang.sla_targets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.task_detail(k vorrang.tasks, p_by text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.task_json(k vorrang.tasks) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.task_number(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.task_of_line(t vorrang.tickets, p_args text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.task_reminder(k vorrang.tasks, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.tell_contingent(p_period bigint, p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.tell_customer(t vorrang.tickets, p_kind text, p_now timestamp with time zone, p_detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.tell_of_note(t vorrang.tickets, a vorrang.agents, p_facts jsonb, p_message bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.thread_of(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ticket_band(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ticket_called(p_facts jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ticket_json(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ticket_number(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ticket_of_copy(p_facts jsonb, a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.tidy_covers(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.time_entry_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.time_entry_json(e vorrang.time_entries) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.time_is_billable(p_ticket bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.timed_steps(t vorrang.tickets, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.times_of_day(p_list jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.told_of_step(t vorrang.tickets, p_step vorrang.escalations, p_owner integer, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.topic_json(x vorrang.topics) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.topic_named(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.touch(p_ticket bigint, p_at timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.turnover_json(r vorrang.turnover_rules) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.uid_set(p_uids bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.unanswer(p_ticket bigint, p_message bigint) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.unbilled(p_until date, p_customer integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.unbilled_minutes(p_customer integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.unblock_sender(t vorrang.tickets, a vorrang.agents, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.unlinked_events(p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.unmerge(p_merged bigint, a vorrang.agents, p_via text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.unowned_first(p_agent integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.unread_newer(p_ticket bigint, p_agent integer, p_in_reply_to text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.use_folder(p_agent integer, p_folder text, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.want_covers(f vorrang.folders, p_tickets bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.watch_channels_of_mail(p_ticket bigint, p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.watch_move(a vorrang.agents, p_source vorrang.folders, p_target vorrang.folders, p_ticket bigint, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.watched_by(p_agent integer, p_tickets bigint[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.watched_numbers(p_agent integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.ways_of(p_agent integer, p_event text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.webhook_call_name(p_key uuid) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.webhook_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.webhook_json(w vorrang.webhooks) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.webhook_pause(p_attempt integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.webhook_ticket(t vorrang.tickets) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.week_minutes(p_line text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.weekday_named(p_name text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.weigh_numbers(p_ticket bigint, p_message bigint, p_opens boolean, p_now timestamp with time zone, p_by text, p_via text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.whom_of(p_list jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.why_unconfirmed(t vorrang.tickets, p_known boolean, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.withdraw_articles(a vorrang.agents, f vorrang.folders, p_uids bigint[], p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.words_of(p_list jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.work_day(p_ticket bigint, p_started timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.work_type_id(p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.work_type_json(w vorrang.work_types) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.worked_beyond(c vorrang.contingents, p_from date) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.would_escalate(o vorrang.observed, p_until timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.write_bill_lines(p_run integer) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.write_event(p_ticket bigint, p_at timestamp with time zone, p_kind text, p_by text, p_via text, p_detail jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.wrong_amount(p_after jsonb) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.wrong_cell(p_column text, p_text text, p_hint text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.wrong_missing(p_wanted jsonb, p_noun text, VARIADIC p_columns text[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.wrong_reference(p_column text, p_key text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang.yes_or_no(p_text text) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang_api.agent_absent(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.agent_absent(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.agent_asks(p_login text, p_lines jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.agent_asks(p_login text, p_lines jsonb, p_now timestamp with time zone) TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.agent_enquiry(p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_original jsonb, p_original_header bytea, p_original_body bytea, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.agent_enquiry(p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_original jsonb, p_original_header bytea, p_original_body bytea, p_now timestamp with time zone) TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.agent_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.agent_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.agent_reply(p_facts jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.agent_reply(p_facts jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone) TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.agent_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.agent_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.agent_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.agent_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.agent_texts(p_facts jsonb, p_open boolean, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.agent_texts(p_facts jsonb, p_open boolean, p_now timestamp with time zone) TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.agent_ticket(p_login text, p_tags bigint[]) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.agent_ticket(p_login text, p_tags bigint[]) TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.article_claim(p_limit integer, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.article_claim(p_limit integer, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.article_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.article_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.article_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.article_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.article_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.article_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.article_written(p_id bigint, p_text text, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.article_written(p_id bigint, p_text text, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.articles_for(p_ticket bigint, p_team boolean, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.articles_for(p_ticket bigint, p_team boolean, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.audit_chain(p_link bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.audit_chain(p_link bigint) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.audit_export(p_after bigint, p_limit integer, p_from timestamp with time zone, p_until timestamp with time zone, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.audit_export(p_after bigint, p_limit integer, p_from timestamp with time zone, p_until timestamp with time zone, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.audit_link(p_limit integer, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.audit_link(p_limit integer, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.audit_verify(p_after bigint, p_limit integer, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.audit_verify(p_after bigint, p_limit integer, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.bill_document(p_key text) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.bill_document(p_key text) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.bill_document(p_key text) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.bill_held(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.bill_held(p jsonb, p_now timestamp with time zone) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.bill_held(p jsonb, p_now timestamp with time zone) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.bill_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.bill_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.bill_list(p jsonb, p_now timestamp with time zone) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.bill_preview(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.bill_preview(p jsonb, p_now timestamp with time zone) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.bill_preview(p jsonb, p_now timestamp with time zone) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.bill_run(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.bill_run(p jsonb, p_now timestamp with time zone) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.bill_run(p jsonb, p_now timestamp with time zone) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.bill_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.bill_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.bill_show(p_key text, p_now timestamp with time zone) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.bill_void(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.bill_void(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.bill_void(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.block_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.block_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.block_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.block_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.block_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.block_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.buyer_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.buyer_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.buyer_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.buyer_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.buyer_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.buyer_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.calendar_due(p_key text, p_from timestamp with time zone, p_seconds bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.calendar_due(p_key text, p_from timestamp with time zone, p_seconds bigint) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.calendar_keep(p_key text, p_intervals jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.calendar_keep(p_key text, p_intervals jsonb, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.calendar_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.calendar_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.calendar_rules(p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.calendar_rules(p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.calendar_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.calendar_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.calendar_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.calendar_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.channel_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.channel_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.channel_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.channel_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.channel_rename(p_key text, p_new text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.channel_rename(p_key text, p_new text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.channel_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.channel_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.channel_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.channel_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.classes_keep(p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.classes_keep(p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.clock_next_at(p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.clock_next_at(p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.clock_run(p_limit integer, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.clock_run(p_limit integer, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.contact_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.contact_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.contact_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.contact_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.contact_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.contact_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.contingent_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.contingent_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.contingent_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.contingent_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.contingent_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.contingent_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.contingents_keep(p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.contingents_keep(p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.contract_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.contract_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.contract_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.contract_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.contract_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.contract_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.cover_job(p_agent bigint, p_folder text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.cover_job(p_agent bigint, p_folder text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.cover_written(p_ticket bigint, p_team boolean, p_facts jsonb, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.cover_written(p_ticket bigint, p_team boolean, p_facts jsonb, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.customer_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.customer_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.customer_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.customer_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.customer_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.customer_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.desk_act(p_agent bigint, p_how text, p_source text, p_uids bigint[], p_target text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_act(p_agent bigint, p_how text, p_source text, p_uids bigint[], p_target text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_append(p_agent bigint, p_how text, p_target text, p_mails jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_append(p_agent bigint, p_how text, p_target text, p_mails jsonb, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_body(p_agent bigint, p_folder text, p_uid bigint, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_body(p_agent bigint, p_folder text, p_uid bigint, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_body_chunks(p_agent bigint, p_source text, p_from_n integer, p_count integer, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_body_chunks(p_agent bigint, p_source text, p_from_n integer, p_count integer, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_expunge(p_agent bigint, p_folder text, p_uids bigint[], p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_expunge(p_agent bigint, p_folder text, p_uids bigint[], p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_find(p_agent bigint, p_folder text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_find(p_agent bigint, p_folder text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_flags(p_agent bigint, p_folder text, p_changes jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_flags(p_agent bigint, p_folder text, p_changes jsonb, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_headers(p_agent bigint, p_folder text, p_uids bigint[], p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_headers(p_agent bigint, p_folder text, p_uids bigint[], p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_highest(p_folder bigint, p_agents bigint[], p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_highest(p_folder bigint, p_agents bigint[], p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_keep_open(p_folders bigint[], p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_keep_open(p_folders bigint[], p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_leave(p_agent bigint, p_how text, p_source text, p_target text, p_special_use text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_leave(p_agent bigint, p_how text, p_source text, p_target text, p_special_use text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_list(p_agent bigint, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_list(p_agent bigint, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_login(p_login text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_login(p_login text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_manage(p_agent bigint, p_verb text, p_folder text, p_new text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_manage(p_agent bigint, p_verb text, p_folder text, p_new text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_open(p_agent bigint, p_folder text, p_uidvalidity bigint, p_since bigint, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_open(p_agent bigint, p_folder text, p_uidvalidity bigint, p_since bigint, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_project(p_limit integer, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_project(p_limit integer, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_status(p_agent bigint, p_folder text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_status(p_agent bigint, p_folder text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_statuses(p_agent bigint, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_statuses(p_agent bigint, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_take(p_agent bigint, p_target text, p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_take(p_agent bigint, p_target text, p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_tidy(p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_tidy(p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.desk_watch(p_agent bigint, p_folder text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.desk_watch(p_agent bigint, p_folder text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.document_kind_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.document_kind_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.document_kind_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.document_kind_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.document_kind_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.document_kind_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.document_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.document_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.document_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.document_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.document_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.document_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.domain_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.domain_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.domain_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.domain_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.domain_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.domain_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.domain_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.domain_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.escalation_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.escalation_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.escalation_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.escalation_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.escalation_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.escalation_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.escalation_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.escalation_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.explain(p_ticket text, p_agent text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.explain(p_ticket text, p_agent text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.export_tickets(p_after bigint, p_limit integer, p_channel text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.export_tickets(p_after bigint, p_limit integer, p_channel text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.import_assets(p_rows jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.import_assets(p_rows jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.import_contacts(p_rows jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.import_contacts(p_rows jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.import_contracts(p_rows jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.import_contracts(p_rows jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.import_customers(p_rows jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.import_customers(p_rows jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.import_orders(p_rows jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.import_orders(p_rows jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.import_rank(p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.import_rank(p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.intake_match(p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.intake_match(p_facts jsonb, p_now timestamp with time zone) TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.intake_store(p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.intake_store(p_facts jsonb, p_number bigint, p_header bytea, p_body bytea, p_now timestamp with time zone) TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.member_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.member_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.member_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.member_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.member_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.member_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.message_add_chunk(p_message bigint, p_part smallint, p_n integer, p_data bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.message_add_chunk(p_message bigint, p_part smallint, p_n integer, p_data bytea) TO vorrang_milter;
GRANT ALL ON FUNCTION vorrang_api.message_add_chunk(p_message bigint, p_part smallint, p_n integer, p_data bytea) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.message_raw(p_id bigint, p_body_chunks integer) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.message_raw(p_id bigint, p_body_chunks integer) TO vorrang_daemon;
GRANT ALL ON FUNCTION vorrang_api.message_raw(p_id bigint, p_body_chunks integer) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.message_read(p_message bigint, p_files jsonb, p_words text) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.message_read(p_message bigint, p_files jsonb, p_words text) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.message_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.message_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.milter_directory() FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.milter_directory() TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.next_ticket_number() FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.next_ticket_number() TO vorrang_milter;
GRANT ALL ON FUNCTION vorrang_api.next_ticket_number() TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.note_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.note_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.note_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.note_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.note_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.note_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.notice_claim(p_limit integer, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.notice_claim(p_limit integer, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.notice_written(p_id bigint, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.notice_written(p_id bigint, p_header bytea, p_body bytea, p_shown_size bigint, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.number_search() FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.number_search() TO vorrang_daemon;
GRANT ALL ON FUNCTION vorrang_api.number_search() TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.observe_answer(p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.observe_answer(p_facts jsonb, p_now timestamp with time zone) TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.observe_mail(p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.observe_mail(p_facts jsonb, p_now timestamp with time zone) TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.outbox_accept(p_id bigint, p_attempt integer, p_queue_id text, p_boot_id text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.outbox_accept(p_id bigint, p_attempt integer, p_queue_id text, p_boot_id text, p_now timestamp with time zone) TO vorrang_milter;

REVOKE ALL ON FUNCTION vorrang_api.outbox_adopt(p_worker text, p_known bigint[], p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.outbox_adopt(p_worker text, p_known bigint[], p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.outbox_claim(p_worker text, p_limit integer, p_now timestamp with time zone, p_lease_seconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.outbox_claim(p_worker text, p_limit integer, p_now timestamp with time zone, p_lease_seconds integer) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.outbox_composed(p_id bigint, p_attempt integer, p_message jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.outbox_composed(p_id bigint, p_attempt integer, p_message jsonb, p_header bytea, p_body bytea, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.outbox_failed(p_id bigint, p_attempt integer, p_error text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.outbox_failed(p_id bigint, p_attempt integer, p_error text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.outbox_next_at(p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.outbox_next_at(p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.outbox_retry(p_id bigint, p_attempt integer, p_error text, p_not_before timestamp with time zone, p_refused boolean, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.outbox_retry(p_id bigint, p_attempt integer, p_error text, p_not_before timestamp with time zone, p_refused boolean, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.outbox_sent(p_id bigint, p_attempt integer, p_queue_id text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.outbox_sent(p_id bigint, p_attempt integer, p_queue_id text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.outbox_settle(p_boot_id text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.outbox_settle(p_boot_id text, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.pattern_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.pattern_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.pattern_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.pattern_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.pattern_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.pattern_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.pattern_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.pattern_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.pattern_try(p_numbers jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.pattern_try(p_numbers jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.phase_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.phase_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.phase_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.phase_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.phase_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.phase_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.project_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.project_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.project_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.project_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.project_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.project_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.rate_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.rate_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.rate_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.rate_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.rate_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.rate_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.rate_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.rate_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.recomputes_run(p_limit integer, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.recomputes_run(p_limit integer, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.report_contingent(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.report_contingent(p_key text, p_now timestamp with time zone) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.report_contingent(p_key text, p_now timestamp with time zone) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.report_effort(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.report_effort(p jsonb, p_now timestamp with time zone) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.report_effort(p jsonb, p_now timestamp with time zone) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.report_now(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.report_now(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.report_observe(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.report_observe(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.rule_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.rule_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.rule_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.rule_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.rule_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.rule_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.rule_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.rule_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.rule_try(p_facts jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.rule_try(p_facts jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.seller_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.seller_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.seller_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.seller_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.seller_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.seller_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.set_first_number(p_number bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.set_first_number(p_number bigint) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.simulate(p jsonb, p_now timestamp with time zone) FROM PUBLIC;

REVOKE ALL ON FUNCTION vorrang_api.sla_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.sla_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.sla_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.sla_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.sla_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.sla_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.surcharge_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.surcharge_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.surcharge_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.surcharge_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.surcharge_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.surcharge_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.surcharge_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.surcharge_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.tag_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.tag_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.tag_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.tag_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.tag_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.tag_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.task_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.task_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.task_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.task_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.task_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.task_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.ticket_find_message_id(p_message_id text) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.ticket_find_message_id(p_message_id text) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.ticket_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.ticket_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.ticket_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.ticket_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.ticket_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.ticket_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.time_add(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.time_add(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.time_correct(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.time_correct(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.time_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.time_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.time_list(p jsonb, p_now timestamp with time zone) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.time_release(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.time_release(p jsonb, p_now timestamp with time zone) TO vorrang_admin;
GRANT ALL ON FUNCTION vorrang_api.time_release(p jsonb, p_now timestamp with time zone) TO vorrang_accounting;

REVOKE ALL ON FUNCTION vorrang_api.topic_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.topic_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.topic_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.topic_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.topic_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.topic_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.topic_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.topic_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.turnover_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.turnover_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.turnover_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.turnover_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.turnover_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.turnover_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.turnover_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.turnover_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.webhook_calls(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.webhook_calls(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.webhook_claim(p_limit integer, p_lease_seconds integer, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.webhook_claim(p_limit integer, p_lease_seconds integer, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.webhook_done(p_id bigint, p_attempt integer, p_code integer, p_error text, p_retry_after integer, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.webhook_done(p_id bigint, p_attempt integer, p_code integer, p_error text, p_retry_after integer, p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.webhook_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.webhook_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.webhook_remove(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.webhook_remove(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.webhook_retry(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.webhook_retry(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.webhook_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.webhook_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.webhook_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.webhook_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.webhook_try(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.webhook_try(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.webhooks_keep(p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.webhooks_keep(p_now timestamp with time zone) TO vorrang_daemon;

REVOKE ALL ON FUNCTION vorrang_api.work_type_list(p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.work_type_list(p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.work_type_set(p_key text, p jsonb, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.work_type_set(p_key text, p jsonb, p_now timestamp with time zone) TO vorrang_admin;

REVOKE ALL ON FUNCTION vorrang_api.work_type_show(p_key text, p_now timestamp with time zone) FROM PUBLIC;
GRANT ALL ON FUNCTION vorrang_api.work_type_show(p_key text, p_now timestamp with time zone) TO vorrang_admin;

GRANT SELECT ON TABLE vorrang_api.accounting_bill_lines TO vorrang_accounting;

GRANT SELECT ON TABLE vorrang_api.accounting_bills TO vorrang_accounting;

GRANT SELECT ON TABLE vorrang_api.accounting_contingents TO vorrang_accounting;

GRANT SELECT ON TABLE vorrang_api.accounting_entries TO vorrang_accounting;

