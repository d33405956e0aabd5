-- What the accountant's own tools read (role vorrang_accounting): the same words as `vorrang time` and `vorrang bill`.
-- No function of ours stands in a view: it would run as the reader, who may call none.

drop view if exists vorrang_api.accounting_entries;
create view vorrang_api.accounting_entries as
select e.id, e.ticket_number as ticket, k.key as customer, k.name as customer_name, n.key as contract, p.key as project, a.key as agent,
       e.started_at, e.minutes, w.key as work_type, e.comment as text, e.billable, t.type as ticket_type,
       array(select g.tag from vorrang.ticket_tags g where g.ticket_number = t.number order by g.tag) as tags,
       case when e.minutes < 0 or exists (select from vorrang.time_entries x where x.corrects = e.id and x.minutes < 0) then 'corrected'
            when r.entry_id is null then 'recorded' when r.bill_id is null then 'released' else 'billed' end as state,
       b.number as bill, e.corrects, e.at as booked_at
  from vorrang.time_entries e
  join vorrang.tickets t on t.number = e.ticket_number
  join vorrang.agents a on a.id = e.agent_id
  left join vorrang.time_releases r on r.entry_id = e.id
  left join vorrang.customers k on k.id = coalesce(r.customer_id, t.customer_id)
  left join vorrang.contracts n on n.id = case when r.entry_id is null then t.contract_id else r.contract_id end
  left join vorrang.projects p on p.id = coalesce(
           r.project_id, t.project_id, case when t.contract_id is not null then k.maintenance_project_id end, k.default_project_id)
  left join vorrang.work_types w on w.id = e.work_type_id
  left join vorrang.bills b on b.id = r.bill_id;
comment on view vorrang_api.accounting_entries is 'All time entries; minutes are negative where one takes another back.';

drop view if exists vorrang_api.accounting_bills;
create view vorrang_api.accounting_bills as
select b.number, b.kind, b.run_id as run, k.key as customer, b.buyer->>'name' as customer_name, b.ticket_number as ticket, b.issued_on, b.due_on,
       b.period_from, b.period_until, b.currency, round((b.net_minor) / 10::numeric ^ b.digits, b.digits) as net,
       round((b.tax_minor) / 10::numeric ^ b.digits, b.digits) as tax, b.tax_percent, b.tax_category::text as tax_category,
       round((b.net_minor + b.tax_minor) / 10::numeric ^ b.digits, b.digits) as gross, v.number as voids
  from vorrang.bills b
  join vorrang.customers k on k.id = b.customer_id
  left join vorrang.bills v on v.id = b.voids;
comment on view vorrang_api.accounting_bills is 'All bills; a credit note''s amounts are positive, and it names what it takes back.';

drop view if exists vorrang_api.accounting_bill_lines;
create view vorrang_api.accounting_bill_lines as
select b.number, l.position, l.entry_id as entry, l.ticket_number as ticket, l.started, l.agent, l.work_type, l.text, l.project, l.source,
       l.contingent, l.minutes, l.billed_minutes, round((l.hour_minor) / 10::numeric ^ b.digits, b.digits) as rate, l.surcharge,
       l.surcharge_percent, round((l.amount_minor) / 10::numeric ^ b.digits, b.digits) as amount, b.currency
  from vorrang.bill_lines l join vorrang.bills b on b.id = l.bill_id;

drop view if exists vorrang_api.accounting_contingents;
create view vorrang_api.accounting_contingents as
select c.key as contingent, n.key as contract, k.key as customer, y.starts_on, y.usable_until, x.at, x.kind, x.entry_id as entry,
       x.previous, x.change, x.balance
  from vorrang.contingent_bookings x
  join vorrang.contingent_periods y on y.id = x.period_id
  join vorrang.contingents c on c.id = y.contingent_id
  join vorrang.contracts n on n.id = c.contract_id
  join vorrang.customers k on k.id = n.customer_id;
comment on view vorrang_api.accounting_contingents is 'The ledger of all contingents, in minutes.';
